internal import CZlib

/// The header of one gzip member, read byte by byte (RFC 1952, 2.3).
struct GzipHeader {
  enum Step {
    case more
    case end
    case fault(String)
  }

  /// In the order of the file.
  private enum Field: Int {
    case fixed, extraLength, extra, name, comment, checksum, end
  }

  private static let reserved: UInt8 = 0xE0

  private var field = Field.fixed
  /// Bytes of the field that were taken.
  private var taken = 0
  private var flags: UInt8 = 0
  private var extraLength = 0
  private var crc: UInt = 0
  private var statedCRC: UInt = 0

  /// Takes the next byte.
  mutating func take(_ byte: UInt8) -> Step {
    if field != .checksum {
      crc = unsafe withUnsafePointer(to: byte) { unsafe crc32_z(crc, $0, 1) }
    }
    taken += 1
    switch field {
    case .fixed:
      if let fault = fault(ofFixed: byte) { return .fault(fault) }
      if taken == 4 { flags = byte }
      if taken == 10 { advance() }
    case .extraLength:
      extraLength |= Int(byte) << (taken == 1 ? 0 : 8)
      if taken == 2 { advance() }
    case .extra: if taken == extraLength { advance() }
    case .name: if byte == 0 { advance() }
    case .comment: if byte == 0 { advance() }
    case .checksum:
      statedCRC |= UInt(byte) << (taken == 1 ? 0 : 8)
      if taken == 2 {
        guard statedCRC == crc & 0xFFFF else { return .fault("a header of another checksum") }
        advance()
      }
    case .end: preconditionFailure("a header that has ended takes no more bytes")
    }
    return field == .end ? .end : .more
  }

  private func fault(ofFixed byte: UInt8) -> String? {
    switch taken {
    case 1 where byte != 0x1F, 2 where byte != 0x8B: "no gzip header"
    case 3 where byte != 8: "an unknown compression method"
    case 4 where byte & Self.reserved != 0: "unknown header flags"
    default: nil
    }
  }

  /// Goes on to the next field that the member has.
  private mutating func advance() {
    taken = 0
    repeat { field = Field(rawValue: field.rawValue + 1) ?? .end } while isMissing(field)
  }

  /// By the flags FHCRC, FEXTRA, FNAME and FCOMMENT, bits 1 to 4.
  private func isMissing(_ field: Field) -> Bool {
    switch field {
    case .fixed, .end: false
    case .checksum: flags & 1 << 1 == 0
    case .extraLength: flags & 1 << 2 == 0
    case .extra: extraLength == 0
    case .name: flags & 1 << 3 == 0
    case .comment: flags & 1 << 4 == 0
    }
  }
}
