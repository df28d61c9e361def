import Sequences
import VDJAlignment

/// What is added up for each base of an entry's junction: quality sums.
extension ClonotypeCounter {
  /// The highest wide sum that is kept; more are stopped at it.
  static let mostQuality = 65_535

  /// The quality sum of a base of an entry's junction, stopped at ``mostQuality``.
  @inline(__always)
  func qualitySum(of entry: JunctionEntry, at place: Int) -> Int {
    let sum = Int(qualitySums[entry.qualities &+ place])
    return sum == 255 && entry.hasWideSums ? wideSum(of: entry, at: place) : sum
  }

  private func wideSum(of entry: JunctionEntry, at place: Int) -> Int {
    let at = entry.qualities &+ Int(entry.length) &+ 2 &* place
    return Int(qualitySums[at]) | Int(qualitySums[at &+ 1]) << 8
  }

  /// Adds a byte for each base of an entry's junction, eight bases at a time: the scores of a read or
  /// a molecule, or sums that no wide ones go with.
  ///
  /// Nothing is done where all sums have come to their end, as they have for the reads of a million
  /// behind the first 3,500 of each clonotype, two of five.
  ///
  /// - Parameters:
  ///   - scores: Holds the bytes.
  ///   - first: Offset of that of the first base.
  @inline(__always)
  mutating func addScores(_ scores: RawSpan, from first: Int, to at: Int) {
    if !entries[at].isFull { add(scores, from: first, to: at) }
  }

  private mutating func add(_ scores: RawSpan, from first: Int, to at: Int) {
    let count = Int(entries[at].length)
    if !entries[at].hasWideSums
      && overflows(scores, from: first, count: count, to: entries[at].qualities)
    {
      widen(at)
    }
    let start = entries[at].qualities
    if !entries[at].isSaturated {
      entries[at].isSaturated = addBytes(scores, from: first, count: count, to: start)
    }
    if entries[at].hasWideSums {
      entries[at].isFull = addWide(scores, from: first, count: count, to: start &+ count)
    }
  }

  /// Adds the quality sums of another table's entry.
  mutating func addQualitySums(
    of entry: JunctionEntry, in other: borrowing ClonotypeCounter, to at: Int
  ) {
    if entry.hasWideSums {
      addSums((0..<Int(entry.length)).map { other.qualitySum(of: entry, at: $0) }, to: at)
    } else {
      addScores(unsafe other.qualitySums.span.bytes, from: entry.qualities, to: at)
    }
  }

  /// Adds sums, by base, of which each is exact or has come to ``mostQuality``.
  mutating func addSums(_ sums: [Int], to at: Int) {
    if entries[at].isFull { return }
    let old = entries[at].qualities
    if !entries[at].hasWideSums,
      sums.indices.contains(where: { Int(qualitySums[old &+ $0]) + sums[$0] > 255 })
    {
      widen(at)
    }
    let (start, hasWideSums) = (entries[at].qualities, entries[at].hasWideSums)
    var (isSaturated, isFull) = (true, hasWideSums)
    for place in sums.indices {
      let byte = min(255, Int(qualitySums[start &+ place]) + sums[place])
      qualitySums[start &+ place] = UInt8(byte)
      isSaturated = isSaturated && byte == 255
      guard hasWideSums else { continue }
      let wide = addWide(sums[place], to: start &+ sums.count &+ 2 &* place)
      isFull = isFull && wide == Self.mostQuality
    }
    entries[at].isSaturated = isSaturated
    entries[at].isFull = isFull
  }

  /// Gives an entry wide sums, which are those of a byte as yet.
  ///
  /// Its sums move behind all others and leave their place empty: a place elsewhere for the wide ones
  /// would make each entry longer by a word.
  private mutating func widen(_ at: Int) {
    let (start, length) = (entries[at].qualities, Int(entries[at].length))
    precondition(
      qualitySums.count + 3 * length < Int(UInt32.max),
      "a counting table holds at most four billion quality sums")
    entries[at].firstQuality = UInt32(qualitySums.count)
    for place in 0..<length { qualitySums.append(qualitySums[start &+ place]) }
    for place in 0..<length {
      qualitySums.append(qualitySums[start &+ place])
      qualitySums.append(0)
    }
    entries[at].hasWideSums = true
  }

  /// Whether any sum of a byte would come above 255.
  private func overflows(
    _ scores: RawSpan, from first: Int, count: Int, to start: Int
  ) -> Bool {
    let sums = unsafe qualitySums.span.bytes
    var done = 0
    var overflow: UInt64 = 0
    while done &+ 8 <= count {
      overflow |=
        Self.sum(Self.eight(of: sums, at: start &+ done), Self.eight(of: scores, at: first &+ done))
        .overflow
      done &+= 8
    }
    while done < count {
      let more = unsafe scores.unsafeLoad(fromByteOffset: first &+ done, as: UInt8.self)
      overflow |= qualitySums[start &+ done].addingReportingOverflow(more).overflow ? 1 : 0
      done &+= 1
    }
    return overflow != 0
  }

  /// Adds to the sums of a byte, each stopped at 255; whether all have come there.
  private mutating func addBytes(
    _ scores: RawSpan, from first: Int, count: Int, to start: Int
  ) -> Bool {
    var done = 0
    var all = UInt64.max
    while done &+ 8 <= count {
      let more = Self.eight(of: scores, at: first &+ done)
      unsafe qualitySums.withUnsafeMutableBytes { sums in
        let at = start &+ done
        precondition(at >= 0 && at + 8 <= sums.count, "quality sums reach to the junction's end")
        let (sum, overflow) = Self.sum(
          unsafe sums.loadUnaligned(fromByteOffset: at, as: UInt64.self), more)
        // Each byte that overflowed becomes 255.
        let stopped = sum | ((overflow &<< 1) &- (overflow &>> 7))
        all &= stopped
        unsafe sums.storeBytes(of: stopped, toByteOffset: at, as: UInt64.self)
      }
      done &+= 8
    }
    while done < count {
      let more = unsafe scores.unsafeLoad(fromByteOffset: first &+ done, as: UInt8.self)
      let (sum, isOver) = qualitySums[start &+ done].addingReportingOverflow(more)
      qualitySums[start &+ done] = isOver ? 255 : sum
      all &= isOver || sum == 255 ? UInt64.max : 0
      done &+= 1
    }
    return all == UInt64.max
  }

  /// The same for wide sums; whether all have come to ``mostQuality``.
  private mutating func addWide(
    _ scores: RawSpan, from first: Int, count: Int, to start: Int
  ) -> Bool {
    var done = 0
    var least = SIMD8<UInt16>(repeating: .max)
    while done &+ 8 <= count {
      let more = SIMD8<UInt16>(
        truncatingIfNeeded: unsafe scores.unsafeLoadUnaligned(
          fromByteOffset: first &+ done, as: SIMD8<UInt8>.self))
      unsafe qualitySums.withUnsafeMutableBytes { sums in
        let at = start &+ 2 &* done
        precondition(at >= 0 && at + 16 <= sums.count, "quality sums reach to the junction's end")
        let old = unsafe sums.loadUnaligned(fromByteOffset: at, as: SIMD8<UInt16>.self)
        var sum = old &+ more
        sum.replace(with: .max, where: sum .< old)
        least.replace(with: sum, where: sum .< least)
        unsafe sums.storeBytes(of: sum, toByteOffset: at, as: SIMD8<UInt16>.self)
      }
      done &+= 8
    }
    var lowest = Int(least.min())
    while done < count {
      let more = unsafe scores.unsafeLoad(fromByteOffset: first &+ done, as: UInt8.self)
      lowest = min(lowest, addWide(Int(more), to: start &+ 2 &* done))
      done &+= 1
    }
    return lowest == Self.mostQuality
  }

  /// Adds to one wide sum; what it is then.
  private mutating func addWide(_ more: Int, to at: Int) -> Int {
    let old = Int(qualitySums[at]) | Int(qualitySums[at &+ 1]) << 8
    let sum = min(Self.mostQuality, old &+ more)
    qualitySums[at] = UInt8(truncatingIfNeeded: sum)
    qualitySums[at &+ 1] = UInt8(truncatingIfNeeded: sum &>> 8)
    return sum
  }

  @inline(__always)
  private static func eight(of bytes: RawSpan, at offset: Int) -> UInt64 {
    unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// Eight sums without carries between their bytes, and the highest bits of those above 255.
  @inline(__always)
  private static func sum(_ a: UInt64, _ b: UInt64) -> (sum: UInt64, overflow: UInt64) {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let sum = ((a & low) &+ (b & low)) ^ ((a ^ b) & ~low)
    return (sum, ((a & b) | ((a | b) & ~sum)) & ~low)
  }
}
