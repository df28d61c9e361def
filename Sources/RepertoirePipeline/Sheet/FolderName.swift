internal import Sequences

/// The folder of a sample, from its id.
///
/// Different ids never share a name, no name leaves its parent folder or hides itself.
enum FolderName {
  /// Longest name before a hash is appended, in bytes.
  static let longest = 100

  /// The id itself where it is a plain name; else percent-encoded UTF-8, cut at 100 bytes plus hash.
  static func of(_ id: String) -> String {
    var name: [UInt8] = []
    for (offset, byte) in id.utf8.enumerated() {
      let isPlain =
        isAlphanumeric(byte)
        || (offset > 0 && [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains(byte))
      if isPlain {
        name.append(byte)
      } else {
        let digits = Array("0123456789ABCDEF".utf8)
        name += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    guard name.count > longest else { return String(decoding: name, as: UTF8.self) }
    var hash = StableHash()
    hash.combine(id.utf8)
    return String(decoding: name.prefix(longest), as: UTF8.self) + "-" + hash.hexadecimal
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}
