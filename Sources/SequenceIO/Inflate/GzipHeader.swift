internal import CZlib

/// The header of one gzip member, read byte by byte (RFC 1952, 2.3).
struct GzipHeader {
  enum Step {
    case more
    case end
    case fault(String)
  }

  private enum Field {
    case fixed, extraLength, extra, name, comment, checksum, end
  }

  private static let checksumFlag: UInt8 = 1 << 1
  private static let extraFlag: UInt8 = 1 << 2
  private static let nameFlag: UInt8 = 1 << 3
  private static let commentFlag: UInt8 = 1 << 4
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
      if taken == 10 { next(after: .fixed) }
    case .extraLength:
      extraLength |= Int(byte) << (taken == 1 ? 0 : 8)
      if taken == 2 { next(after: extraLength > 0 ? .extraLength : .extra) }
    case .extra: if taken == extraLength { next(after: .extra) }
    case .name: if byte == 0 { next(after: .name) }
    case .comment: if byte == 0 { next(after: .comment) }
    case .checksum:
      statedCRC |= UInt(byte) << (taken == 1 ? 0 : 8)
      if taken == 2 {
        guard statedCRC == crc & 0xFFFF else { return .fault("a header of another checksum") }
        next(after: .checksum)
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

  private mutating func next(after done: Field) {
    taken = 0
    field =
      switch done {
      case .fixed where flags & Self.extraFlag != 0: .extraLength
      case .extraLength: .extra
      case .fixed, .extra:
        flags & Self.nameFlag != 0 ? .name : field(afterName: true)
      case .name: field(afterName: true)
      case .comment: field(afterName: false)
      case .checksum, .end: .end
      }
  }

  private func field(afterName: Bool) -> Field {
    if afterName, flags & Self.commentFlag != 0 { return .comment }
    return flags & Self.checksumFlag != 0 ? .checksum : .end
  }
}
