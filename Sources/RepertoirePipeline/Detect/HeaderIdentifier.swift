internal import SequenceIO

/// A molecular identifier in the names of reads, as programs put it there that cut it off.
struct HeaderIdentifier: Sendable {
  private static let separators: [(text: String, tag: HeaderTag?)] = ["_", ":", "UMI:"].map {
    text in
    let structure = try? ReadStructure("header:\(text),template")
    return (text, structure?.headerTag)
  }

  private var reads = 0
  private var found = [Int](repeating: 0, count: Self.separators.count)
  private var lengths = [Int](repeating: 0, count: Self.separators.count)
  private var values: [Set<UInt64>] = Array(repeating: [], count: Self.separators.count)

  /// Looks at a name.
  mutating func add(_ name: Span<UInt8>) {
    reads += 1
    for (number, separator) in Self.separators.enumerated() {
      guard let barcode = separator.tag?.umi(in: name), barcode.count >= 6 else { continue }
      found[number] += 1
      lengths[number] += Int(barcode.count)
      values[number].insert(barcode.bases)
    }
  }

  /// What stands before it and how many bases it has; nil unless nine of ten names have one and
  /// they differ: an index of the run is the same in all.
  var tag: (text: String, bases: Int)? {
    for number in Self.separators.indices
    where found[number] * 10 >= reads * 9 && values[number].count * 20 > found[number]
      && found[number] >= 20
    {
      return (Self.separators[number].text, lengths[number] / found[number])
    }
    return nil
  }
}
