/// What a word of input bits decodes to: one entry of a ``HuffmanTable``.
///
/// From the lowest bit: 6 bits that the symbol takes in all, its extra bits included; 2 unused;
/// 4 bits of its code alone; the flags; 16 bits of value from bit 16 on, of which a literal's is
/// one byte and its flag the highest bit.
enum HuffmanEntry {
  static let literal: UInt32 = 1 << 31
  /// No literal, length or distance.
  static let isSpecial: UInt32 = 1 << 12
  /// Where a second level begins; the code's length is then the bits of its index.
  static let isLink: UInt32 = 1 << 13
  static let isEnd: UInt32 = 1 << 14
  /// A word that no code begins with; one bit tells.
  static let invalid: UInt32 = isSpecial | 1 << 8 | 1

  /// Bits that the symbol takes in all.
  @inline(__always)
  static func total(_ entry: UInt32) -> UInt64 { UInt64(entry & 63) }

  /// The value with the extra bits added that follow the code.
  @inline(__always)
  static func value(_ entry: UInt32, bits: UInt64) -> Int {
    let all = bits & ((1 &<< total(entry)) &- 1)
    return Int(entry &>> 16) &+ Int(truncatingIfNeeded: all &>> UInt64((entry &>> 8) & 15))
  }
}

/// The lookup table of a canonical Huffman code (RFC 1951, 3.2.2) in two levels.
///
/// The lowest bits of the input are the index of the first; a code that is longer is looked up by its
/// further bits in a part behind it.
@safe
struct HuffmanTable: ~Copyable {
  static let longestCode = 15
  let rootBits: Int
  private let capacity: Int
  let entries: UnsafeMutablePointer<UInt32>

  /// - Parameter further: Room for second levels: each has at most `2^(15 - rootBits)` entries,
  ///   and more leaves than levels.
  init(rootBits: Int, further: Int) {
    self.rootBits = rootBits
    capacity = (1 << rootBits) + further
    unsafe entries = .allocate(capacity: capacity)
    unsafe entries.initialize(repeating: HuffmanEntry.invalid, count: capacity)
  }

  deinit { unsafe entries.deallocate() }

  /// Which incomplete codes are taken, as zlib takes them.
  enum Strictness {
    /// None.
    case complete
    /// One code of one bit, and none at all.
    case orSingle
  }

  /// Builds the table for code lengths by symbol, 0 for a symbol without code; false when they are
  /// none of a prefix code.
  ///
  /// - Parameter symbols: Value, flags and number of extra bits (as total) of each symbol.
  mutating func build(
    _ lengths: ArraySlice<UInt8>, symbols: [UInt32], _ strictness: Strictness
  ) -> Bool {
    var counts = InlineArray<16, Int>(repeating: 0)
    for length in lengths { counts[Int(length)] += 1 }
    let used = lengths.count - counts[0]
    counts[0] = 0
    var free = 1
    for length in 1...Self.longestCode {
      free = free * 2 - counts[length]
      if free < 0 { return false }
    }
    let isSingle = used == 0 || (used == 1 && counts[1] == 1)
    guard free == 0 || (strictness == .orSingle && isSingle) else { return false }
    unsafe entries.update(repeating: HuffmanEntry.invalid, count: 1 << rootBits)
    var codes = InlineArray<16, UInt32>(repeating: 0)
    for length in 1...Self.longestCode {
      codes[length] = (codes[length - 1] + UInt32(counts[length - 1])) << 1
    }
    if counts.indices.contains(where: { $0 > rootBits && counts[$0] > 0 }) {
      link(lengths, codes: codes)
    }
    fill(lengths, symbols: symbols, codes: &codes)
    return true
  }

  /// Makes room for the codes that are longer than the first level's index.
  private func link(_ lengths: ArraySlice<UInt8>, codes first: InlineArray<16, UInt32>) {
    var codes = first
    for length in lengths.lazy.map(Int.init) where length > 0 {
      let code = Self.reversed(codes[length], length)
      codes[length] += 1
      guard length > rootBits else { continue }
      let root = code & ((1 << rootBits) - 1)
      // Complete codes only come here, so the longest one under a word gives its part's size.
      let known = unsafe Self.isLink(entries[root]) ? Self.codeBits(entries[root]) : 0
      unsafe entries[root] =
        HuffmanEntry.isSpecial | HuffmanEntry.isLink | UInt32(max(known, length - rootBits)) << 8
    }
    var next = 1 << rootBits
    for root in 0..<1 << rootBits where unsafe Self.isLink(entries[root]) {
      unsafe entries[root] |= UInt32(next) << 16
      next += unsafe 1 << Self.codeBits(entries[root])
    }
    precondition(next <= capacity, "a complete code has more leaves than its parts have entries")
  }

  private func fill(
    _ lengths: ArraySlice<UInt8>, symbols: [UInt32], codes: inout InlineArray<16, UInt32>
  ) {
    for (symbol, length) in zip(symbols, lengths.lazy.map(Int.init)) where length > 0 {
      let code = Self.reversed(codes[length], length)
      codes[length] += 1
      let entry = symbol + UInt32(length) << 8 + UInt32(length)
      var at = code
      var end = 1 << rootBits
      var step = 1 << length
      if length > rootBits {
        let link = unsafe entries[code & ((1 << rootBits) - 1)]
        let start = Int(link >> 16)
        at = start + code >> rootBits
        end = start + 1 << Self.codeBits(link)
        step = 1 << (length - rootBits)
      }
      while at < end {
        unsafe entries[at] = entry
        at += step
      }
    }
  }

  private static func isLink(_ entry: UInt32) -> Bool { entry & HuffmanEntry.isLink != 0 }

  private static func codeBits(_ entry: UInt32) -> Int { Int((entry >> 8) & 15) }

  /// Codes are packed with their first bit lowest.
  private static func reversed(_ code: UInt32, _ length: Int) -> Int {
    var bits = code
    bits = (bits >> 1) & 0x5555 | (bits & 0x5555) << 1
    bits = (bits >> 2) & 0x3333 | (bits & 0x3333) << 2
    bits = (bits >> 4) & 0x0F0F | (bits & 0x0F0F) << 4
    bits = (bits >> 8) & 0x00FF | (bits & 0x00FF) << 8
    return Int(bits >> UInt32(16 - length))
  }
}
