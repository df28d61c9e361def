import Testing

@testable import Sequences

@Suite("A hash by words")
struct WordHashTests {
  private static func value(_ parts: [[UInt8]]) -> UInt64 {
    var hash = WordHash()
    for part in parts { unsafe hash.combine(part.span.bytes) }
    return hash.value
  }

  @Test("every length, every place and every cut between two parts tells keys apart")
  func keysDiffer() {
    var seen: Set<UInt64> = []
    var keys = 0
    for length in 0...40 {
      let plain = [UInt8](repeating: 65, count: length)
      seen.insert(Self.value([plain]))
      keys += 1
      for place in 0..<length {
        var other = plain
        other[place] = 66
        seen.insert(Self.value([other]))
        seen.insert(Self.value([[UInt8](plain[..<place]), [UInt8](plain[place...])]))
        keys += 2
      }
    }
    #expect(seen.count == keys)
  }

  @Test("zero bytes count, where they stand last as well")
  func zeroBytesCount() {
    let values = (0...24).map { Self.value([[UInt8](repeating: 0, count: $0)]) }
    #expect(Set(values).count == values.count)
  }

  @Test(
    "numbers written out fill the slots of a small table as chance would", arguments: [0, 20, 52])
  func slotsFillEvenly(shift: Int) {
    let slots = 4096
    var counts = [Int](repeating: 0, count: slots)
    let keys = 64 * slots
    for key in 0..<keys {
      counts[Int(truncatingIfNeeded: Self.value([Array("TRB\(key)".utf8)]) &>> shift) % slots] += 1
    }
    let mean = Double(keys) / Double(slots)
    let chi = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
    // Chi square of 4,095 degrees of freedom: mean 4,095, standard deviation 90.5; six of them.
    #expect(abs(chi - Double(slots - 1)) < 543)
  }
}
