/// Checks of sequence and quality bytes, sixteen at a time.
///
/// The last sixteen overlap those before: a plain loop that the compiler turned into vectors of 32
/// and 8 bytes and took the last ones singly needed twice the time at 150 bases.
enum ReadValidation {
  private typealias Bytes = SIMD16<UInt8>

  /// The offset of the first byte that is neither a letter nor `.`.
  @inline(__always)
  static func firstInvalidBase(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    guard count >= 16 else { return (0..<count).first { unsafe isInvalidBase(bytes[$0]) } }
    let start = unsafe UnsafeRawPointer(bytes)
    var invalid = unsafe invalidBases(start + (count &- 16))
    var i = 0
    while i &+ 16 < count {
      invalid |= unsafe invalidBases(start + i)
      i &+= 16
    }
    guard hasAny(invalid) else { return nil }
    return (0..<count).first { unsafe isInvalidBase(bytes[$0]) }
  }

  /// The offset of the first byte outside `!` to `~`.
  @inline(__always)
  static func firstInvalidQuality(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    guard count >= 16 else { return (0..<count).first { unsafe isInvalidQuality(bytes[$0]) } }
    let start = unsafe UnsafeRawPointer(bytes)
    var invalid = unsafe invalidQualities(start + (count &- 16))
    var i = 0
    while i &+ 16 < count {
      invalid |= unsafe invalidQualities(start + i)
      i &+= 16
    }
    guard hasAny(invalid) else { return nil }
    return (0..<count).first { unsafe isInvalidQuality(bytes[$0]) }
  }

  /// All bits of each byte that is no base.
  @inline(__always)
  private static func invalidBases(_ start: UnsafeRawPointer) -> Bytes {
    let bytes = unsafe start.loadUnaligned(as: Bytes.self)
    let letter = (bytes | Bytes(repeating: 0x20)) &- Bytes(repeating: UInt8(ascii: "a"))
    let last = Bytes(repeating: 25)
    let dot = Bytes(repeating: UInt8(ascii: "."))
    let isNoLetter: SIMDMask<SIMD16<Int8>> = letter .> last
    let isNoDot: SIMDMask<SIMD16<Int8>> = bytes .!= dot
    return unsafe unsafeBitCast(isNoLetter, to: Bytes.self)
      & unsafeBitCast(isNoDot, to: Bytes.self)
  }

  /// All bits of each byte that is no quality.
  @inline(__always)
  private static func invalidQualities(_ start: UnsafeRawPointer) -> Bytes {
    let bytes = unsafe start.loadUnaligned(as: Bytes.self)
    let score = bytes &- Bytes(repeating: UInt8(ascii: "!"))
    let last = Bytes(repeating: 93)
    let isInvalid: SIMDMask<SIMD16<Int8>> = score .> last
    return unsafe unsafeBitCast(isInvalid, to: Bytes.self)
  }

  @inline(__always)
  private static func hasAny(_ bytes: Bytes) -> Bool {
    let words = unsafe unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
    return words[0] | words[1] != 0
  }

  private static func isInvalidBase(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") > 25 && byte != UInt8(ascii: ".")
  }

  private static func isInvalidQuality(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "!") > 93
  }
}
