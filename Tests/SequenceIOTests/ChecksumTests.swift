internal import TestSupport
internal import Testing

@testable internal import SequenceIO

@Suite("CRC-32 of gzip")
struct ChecksumTests {
  /// Bit by bit, as RFC 1952 has it.
  static func naive(_ bytes: [UInt8]) -> UInt32 {
    var register: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 {
        register = register >> 1 ^ (register & 1 == 0 ? 0 : 0xEDB8_8320)
      }
    }
    return ~register
  }

  /// Adds a text in pieces of these sizes and what is left.
  static func checksum(_ bytes: [UInt8], pieces: [Int]) -> UInt32 {
    var checksum = Checksum()
    var start = 0
    for size in pieces + [bytes.count] {
      let end = min(bytes.count, start + size)
      unsafe bytes.withUnsafeBytes {
        unsafe checksum.add(UnsafeRawBufferPointer(rebasing: $0[start..<end]))
      }
      start = end
    }
    return checksum.value
  }

  @Test("the multiple that takes words out is one of the polynomial of the CRC")
  func multiple() {
    // x to each power up to 300, modulo the polynomial, the highest power in the highest bit.
    var powers: [UInt32] = [1]
    for _ in 0..<300 {
      let last = powers[powers.count - 1]
      powers.append(last << 1 ^ (last >> 31 == 0 ? 0 : 0x04C1_1DB7))
    }
    let lags = [0, Checksum.Lag.first, Checksum.Lag.second, Checksum.Lag.third, Checksum.Lag.last]
    #expect(lags.reduce(0) { $0 ^ powers[300 - $1] } == 0)
  }

  @Test("is that of the bits, for any number of bytes", arguments: 0..<8)
  func anyCount(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let least = Checksum.least
    for base in [0, least, least + 2_400, 2 * least, 12_000 + 8 * least] {
      let count = max(0, base + Int.random(in: -40...40, using: &generator))
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(Self.checksum(bytes, pieces: []) == Self.naive(bytes), "\(count) bytes")
    }
  }

  @Test("does not depend on the pieces", arguments: 0..<8)
  func anyPieces(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let pieces = (0..<6).map { _ in Int.random(in: 0...30_000, using: &generator) }
    #expect(Self.checksum(bytes, pieces: pieces) == Self.naive(bytes), "\(pieces)")
  }

  @Test("a bit that differs is seen, wherever it is")
  func flippedBit() {
    var bytes = [UInt8](repeating: 0, count: 20_000)
    let right = Self.checksum(bytes, pieces: [])
    for place in stride(from: 0, to: bytes.count, by: 61) {
      bytes[place] ^= 16
      #expect(Self.checksum(bytes, pieces: []) != right, "\(place)")
      bytes[place] ^= 16
    }
  }
}
