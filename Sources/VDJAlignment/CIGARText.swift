/// The bytes of a CIGAR in the making: scratch, as a CIGAR joined from strings makes room for each.
struct CIGARText: Sendable {
  private var bytes: [UInt8] = []

  /// The text so far; up to 15 bytes, which most have, need no memory of their own.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Forgets the text and keeps the memory.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Appends an operation; none of no bases.
  mutating func append(_ count: Int, _ letter: Unicode.Scalar) {
    guard count > 0 else { return }
    var power = 10
    var digits = 1
    while count >= power {
      power *= 10
      digits += 1
    }
    bytes.append(addingCapacity: digits + 1) { (out: inout OutputSpan<UInt8>) in
      while digits > 0 {
        power /= 10
        out.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: count / power % 10))
        digits -= 1
      }
      out.append(UInt8(ascii: letter))
    }
  }
}
