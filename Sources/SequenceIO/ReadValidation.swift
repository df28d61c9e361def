/// Checks of sequence and quality bytes, as plain loops that the compiler turns into SIMD.
enum ReadValidation {
  /// The offset of the first byte that is neither a letter nor `.`.
  @inline(__always)
  static func firstInvalidBase(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    var invalid: UInt8 = 0
    var i = 0
    while i < count {
      invalid |= unsafe invalidBase(bytes[i])
      i &+= 1
    }
    guard invalid != 0 else { return nil }
    return (0..<count).first { unsafe invalidBase(bytes[$0]) != 0 }
  }

  /// The offset of the first byte outside `!` to `~`.
  @inline(__always)
  static func firstInvalidQuality(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    var invalid: UInt8 = 0
    var i = 0
    while i < count {
      invalid |= unsafe invalidQuality(bytes[i])
      i &+= 1
    }
    guard invalid != 0 else { return nil }
    return (0..<count).first { unsafe invalidQuality(bytes[$0]) != 0 }
  }

  @inline(__always)
  private static func invalidBase(_ byte: UInt8) -> UInt8 {
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return (letter > 25 ? 1 : 0) & (byte != UInt8(ascii: ".") ? 1 : 0)
  }

  @inline(__always)
  private static func invalidQuality(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "!") > 93 ? 1 : 0
  }
}
