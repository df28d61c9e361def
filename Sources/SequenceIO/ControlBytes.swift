/// The bytes that no field of tab-separated text may hold: tab, line feed, vertical tab, form feed
/// and carriage return, 9 to 13.
enum ControlBytes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Whether a text holds one of them, or another byte below 14.
  ///
  /// 32 bytes at a time: fields are bases and names, and next to none is looked at more closely.
  static func mayBe(in text: Span<UInt8>) -> Bool {
    let bytes = unsafe text.bytes
    var found: UInt64 = 0
    var i = 0
    if text.count >= 32 {
      var wide = SIMD4<UInt64>(repeating: 0)
      while i &+ 32 <= text.count {
        let some = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: i, as: SIMD4<UInt64>.self)
        // The top bit of a byte below 14; a higher byte may be marked beside one.
        wide |= (some &- SIMD4(repeating: ones &* 14)) & ~some
        i &+= 32
      }
      found = wide[0] | wide[1] | wide[2] | wide[3]
    }
    while i &+ 8 <= text.count {
      let some = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
      found |= (some &- ones &* 14) & ~some
      i &+= 8
    }
    if found & (ones &* 0x80) != 0 { return true }
    while i < text.count {
      if text[i] < 14 { return true }
      i &+= 1
    }
    return false
  }
}
