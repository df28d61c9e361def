/// Which bases of a junction are uncertain, and how bad the worst are.
///
/// Eight quality sums are looked at together: one by one each search asked for them again.
struct UncertainBases {
  /// Uncertain bases of the whole junction.
  private(set) var count = 0
  /// The least quality sum of all bases, and of the certain ones; 255 where there are none.
  private(set) var least = 255
  private(set) var leastCertain = 255
  /// The lanes of the uncertain ones among the first 64 bases.
  private(set) var lanes: InlineArray<2, UInt64> = [0, 0]

  /// Looks at the bases of an entry.
  init(of entry: JunctionEntry, in table: borrowing ClonotypeCounter) {
    let length = Int(entry.length)
    let sums = table.qualitySums.span.extracting(entry.qualities..<entry.qualities &+ length)
    let (least, leastCertain) = Self.least(of: sums)
    self.least = Int(least)
    self.leastCertain = Int(leastCertain)
    if leastCertain == 255 && entry.hasWideSums {
      var wide = ClonotypeCounter.mostQuality
      for place in 0..<length where sums[place] == 255 {
        wide = min(wide, table.qualitySum(of: entry, at: place))
      }
      self.leastCertain = wide
      if least == 255 { self.least = wide }
    }
    guard least < ErrorFolding.certainQuality else { return }
    var first = 0
    while first < length {
      var bytes = table.uncertainBytes(of: entry, from: first)
      count &+= bytes.nonzeroBitCount
      while first < 64 && bytes != 0 {
        let place = first &+ bytes.trailingZeroBitCount / 8
        lanes[place / 32] |= 1 &<< UInt64(truncatingIfNeeded: place % 32 &* 2)
        bytes &= bytes &- 1
      }
      first &+= 8
    }
  }

  /// The least of some quality sums, and of those that are certain, sixteen at a time.
  @inline(__always)
  private static func least(of sums: Span<UInt8>) -> (all: UInt8, certain: UInt8) {
    let limit = SIMD16<UInt8>(repeating: UInt8(ErrorFolding.certainQuality))
    let most = SIMD16<UInt8>(repeating: .max)
    var (all, certain) = (most, most)
    let bytes = unsafe sums.bytes
    var first = 0
    while first < sums.count {
      var some = most
      if sums.count >= 16 {
        // The last sixteen may overlap those before.
        let start = min(first, sums.count &- 16)
        some = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self)
      } else {
        for i in sums.indices { some[i] = sums[i] }
      }
      all.replace(with: some, where: some .< all)
      some.replace(with: most, where: some .< limit)
      certain.replace(with: some, where: some .< certain)
      first &+= 16
    }
    return (all.min(), certain.min())
  }
}

extension ClonotypeCounter {
  /// Of eight bases of an entry's junction, or of the last ones, those that are uncertain: the
  /// highest bit of a byte each.
  @inline(__always)
  func uncertainBytes(of entry: JunctionEntry, from first: Int) -> UInt64 {
    let rest = Int(entry.length) &- first
    let at = entry.qualities &+ first
    let high: UInt64 = 0x8080_8080_8080_8080
    var sums = UInt64.max
    if at &+ 8 <= qualitySums.count {
      sums = unsafe qualitySums.withUnsafeBytes { bytes in
        precondition(at >= 0 && at + 8 <= bytes.count, "quality sums reach to the junction's end")
        return unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      }
    } else {
      for i in 0..<min(8, rest) {
        sums ^= UInt64(~qualitySums[at &+ i]) &<< UInt64(truncatingIfNeeded: i &* 8)
      }
    }
    let certain = ((sums | high) &- 0x0101_0101_0101_0101 &* UInt64(ErrorFolding.certainQuality))
    let uncertain = ~(certain | sums) & high
    return rest < 8 ? uncertain & ((1 &<< UInt64(truncatingIfNeeded: rest &* 8)) &- 1) : uncertain
  }
}
