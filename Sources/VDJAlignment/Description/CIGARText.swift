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
    // An integer has 19 digits at most; letter and digits go in at once.
    bytes.append(addingCapacity: 20) { (out: inout OutputSpan<UInt8>) in
      if count < 1000 {
        let (hundreds, rest) = (count / 100, count % 100)
        if hundreds > 0 { out.append(Self.digit(hundreds)) }
        if count >= 10 { out.append(Self.digit(rest / 10)) }
        out.append(Self.digit(rest % 10))
      } else {
        for digit in String(count).utf8 { out.append(digit) }
      }
      out.append(UInt8(ascii: letter))
    }
  }

  private static func digit(_ value: Int) -> UInt8 {
    UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value)
  }
}
