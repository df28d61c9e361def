/// The kits that the binary knows.
public enum KitLibrary {
  /// The embedded files by name, in order of name.
  private static let files: [(id: String, bytes: [UInt8])] = [
    ("generic-amplicon", PackageResources.generic_amplicon_yaml)
  ]

  /// Names of all kits, sorted.
  public static var names: [String] { files.map(\.id) }

  /// All kits, by name.
  public static func all() throws(PipelineError) -> [Kit] {
    var kits: [Kit] = []
    for file in files { kits.append(try decode(file)) }
    return kits
  }

  /// The kit of a name.
  ///
  /// - Throws: 78 with the nearest name when there is none.
  public static func kit(_ id: String, at place: String) throws(PipelineError) -> Kit {
    guard let file = files.first(where: { $0.id == id }) else {
      let meant = NearMiss.of(id, among: names).map { "Did you mean '\($0)'? " } ?? ""
      throw PipelineError(
        .badSettings, at: place, found: "the unknown kit '\(id)'",
        expected: "one of \(names.joined(separator: ", "))",
        remedy: meant + "`clonova kits` lists what there is")
    }
    return try decode(file)
  }

  private static func decode(_ file: (id: String, bytes: [UInt8])) throws(PipelineError) -> Kit {
    try KitDecoding.kit(
      text: String(decoding: file.bytes, as: UTF8.self), file: file.id + ".yaml")
  }
}
