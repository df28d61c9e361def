/// The header of a table with names that compare as vendors mean them.
///
/// Names compare by their letters and digits in lower case: `Clone count` is `cloneCount`,
/// `count..templates.reads.` is `count (templates/reads)`, `#count` is `count`.
struct TableHeader {
  /// The names as written, without quotes.
  let names: [String]
  /// Whether the header is quoted although the table is tab-separated, as R writes it.
  let isQuoted: Bool
  private var places: [String: Int] = [:]
  /// Names whose key an earlier column has.
  private var repeated: [String: String] = [:]

  init(_ header: [String]) {
    isQuoted = header.contains { $0.hasPrefix("\"") }
    names = header.map { name in
      name.count >= 2 && name.hasPrefix("\"") && name.hasSuffix("\"")
        ? String(name.dropFirst().dropLast()) : name
    }
    for (place, name) in names.enumerated() {
      let key = Self.key(name)
      if places[key] == nil {
        places[key] = place
      } else {
        repeated[key] = name
      }
    }
  }

  static func key(_ name: String) -> String {
    String(
      decoding: name.lowercased().utf8.filter { (97...122).contains($0) || (48...57).contains($0) },
      as: UTF8.self)
  }

  /// The column of the first name that the header has.
  func column(_ candidates: [String]) -> Int? {
    for name in candidates {
      if let place = places[Self.key(name)] { return place }
    }
    return nil
  }

  /// The first of some names that two columns bear, as the second writes it.
  func repeatedName(among names: [String]) -> String? {
    for name in names {
      if let again = repeated[Self.key(name)] { return again }
    }
    return nil
  }

  /// Whether the header has a name.
  func has(_ name: String) -> Bool { places[Self.key(name)] != nil }
}
