internal import CZlib

/// The CRC-32 of gzip (RFC 1952, 8), most of it without looking up bytes.
///
/// With P the polynomial of the CRC, x^300 + x^155 + x^117 + x^89 + 1 is a multiple of P, the only
/// one of five terms up to degree 420; its 64th power, which has the same coefficients in x^64, is
/// one as well. So a word of 64 bits may be taken out of a message when it is added to the words
/// 145, 183, 211 and 300 places behind it: the remainder stays. What is left are 300 words for zlib.
/// This is the elimination of Chorba (Russell, arXiv 2412.16398) with another multiple. It took a
/// quarter of the time of zlib's `crc32_z` 1.2.13, which was a quarter of that of inflating.
@safe
struct Checksum: ~Copyable {
  /// Words that a word is added to, by their distance.
  enum Lag {
    static let first = 145
    static let second = 183
    static let third = 211
    static let last = 300
  }

  /// Words that are taken out between two moves of the last ones to the front: with the input they
  /// stay in the first-level cache.
  private static let stretch = 1 << 10
  /// Below, zlib has all of it.
  static let least = 8 << 10
  private typealias Words = SIMD4<UInt64>

  /// The checksum so far.
  private(set) var value: UInt32 = 0
  /// The last words taken out, `Lag.last` of them, and those that follow.
  private let words: UnsafeMutableRawPointer

  init() {
    unsafe words = .allocate(byteCount: (Lag.last + Self.stretch) * 8, alignment: 64)
  }

  deinit { unsafe words.deallocate() }

  /// Begins anew.
  mutating func reset() { value = 0 }

  /// Takes in further bytes.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    guard bytes.count >= Self.least else { return unsafe addByZlib(start, bytes.count) }
    // Whole vectors are taken out; `Lag.last` words and less than a vector are left.
    let taken = (bytes.count - Lag.last * 8) / 32 * 32
    unsafe words.initializeMemory(as: UInt64.self, repeating: 0, count: Lag.last)
    // The register stands as if it were a word taken out so far back that it meets the first alone.
    unsafe words.storeBytes(of: UInt64(~value), as: UInt64.self)
    var done = 0
    while done < taken {
      let count = min(Self.stretch * 8, taken - done)
      unsafe takeOut(start + done, count)
      unsafe words.copyMemory(from: words + count, byteCount: Lag.last * 8)
      done += count
    }
    unsafe addToRest(start + taken)
    value = 0xFFFF_FFFF
    unsafe addByZlib(words + 2 * Lag.last * 8, Lag.last * 8)
    unsafe addByZlib(start + taken + Lag.last * 8, bytes.count - taken - Lag.last * 8)
  }

  private mutating func addByZlib(_ start: UnsafeRawPointer, _ count: Int) {
    value = unsafe UInt32(
      truncatingIfNeeded: crc32_z(
        UInt(value), start.assumingMemoryBound(to: UInt8.self), count))
  }

  /// Takes out the next words, each with those before it added that fall on it.
  ///
  /// No more bytes than those of a stretch, in whole vectors.
  private func takeOut(_ start: UnsafeRawPointer, _ count: Int) {
    precondition(count <= Self.stretch * 8 && count % 32 == 0, "a stretch is whole vectors")
    var at = 0
    while at < count {
      let sum = unsafe start.loadUnaligned(fromByteOffset: at, as: Words.self) ^ sum(behind: at)
      unsafe words.storeBytes(of: sum, toByteOffset: at &+ Lag.last &* 8, as: Words.self)
      at &+= 32
    }
  }

  /// Adds the words that were taken out to those that are left, behind which no word is taken out.
  private func addToRest(_ start: UnsafeRawPointer) {
    unsafe (words + Lag.last * 8).initializeMemory(
      as: UInt64.self, repeating: 0, count: Lag.last)
    var at = 0
    while at < Lag.last * 8 {
      let sum = unsafe start.loadUnaligned(fromByteOffset: at, as: Words.self) ^ sum(behind: at)
      unsafe words.storeBytes(of: sum, toByteOffset: at + 2 * Lag.last * 8, as: Words.self)
      at += 32
    }
  }

  /// The sum of the words before a place that fall on it.
  @inline(__always)
  private func sum(behind at: Int) -> Words {
    let first = unsafe words.loadUnaligned(
      fromByteOffset: at &+ (Lag.last - Lag.first) &* 8, as: Words.self)
    let second = unsafe words.loadUnaligned(
      fromByteOffset: at &+ (Lag.last - Lag.second) &* 8, as: Words.self)
    let third = unsafe words.loadUnaligned(
      fromByteOffset: at &+ (Lag.last - Lag.third) &* 8, as: Words.self)
    let last = unsafe words.loadUnaligned(fromByteOffset: at, as: Words.self)
    return first ^ second ^ third ^ last
  }
}
