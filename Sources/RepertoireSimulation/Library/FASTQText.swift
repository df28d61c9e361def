import Sequences

/// The text of FASTQ records, appended to a buffer.
struct FASTQText: Sendable {
  /// What has been appended and not yet taken.
  var bytes: [UInt8] = []

  /// Appends a record; `suffix` follows the name after a space.
  mutating func append(
    name: [UInt8], number: Int, suffix: [UInt8], bases: [UInt8], qualities: [UInt8]
  ) {
    bytes.append(0x40)
    bytes += name
    bytes += String(number).utf8
    bytes += suffix
    bytes.append(0x0A)
    bytes += bases
    bytes += [0x0A, 0x2B, 0x0A]
    bytes += qualities
    bytes.append(0x0A)
  }
}
