import Sequences
import VDJAlignment

/// What is added up for each base of an entry's junction: quality sums.
extension ClonotypeCounter {
  /// The highest wide sum that is kept; more are stopped at it.
  static let mostQuality = 65_535
  /// So many reads come to no sum above 255, whatever their qualities.
  private static let readsOfByte = 2

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

  /// Adds the Phred scores of the junction's bases, eight bases at a time.
  ///
  /// Two of three reads of a million show a junction of which all sums are above 255, one of three such
  /// of which all have come to the end: these are spared the sums.
  mutating func addScores(
    _ words: borrowing [UInt64], of read: WaitingReads.Read, to at: Int
  ) {
    if !entries[at].hasWideSums && entries[at].reads >= Self.readsOfByte
      && overflows(words, of: read, to: entries[at].qualities)
    {
      widen(at)
    }
    if !entries[at].isSaturated {
      entries[at].isSaturated = addBytes(words, of: read, to: entries[at].qualities)
    }
    if entries[at].hasWideSums {
      entries[at].isFull = addWide(words, of: read, to: entries[at].qualities &+ read.length)
    }
  }

  /// Whether any of the sums would come above 255.
  private func overflows(
    _ words: borrowing [UInt64], of read: WaitingReads.Read, to start: Int
  ) -> Bool {
    let bytes = unsafe qualitySums.span.bytes
    var word = read.firstScores
    var done = 0
    var overflow: UInt64 = 0
    while done &+ 8 <= read.length {
      precondition(start &+ done &+ 8 <= bytes.byteCount, "sums reach to the junction's end")
      let old = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start &+ done, as: UInt64.self)
      overflow |= Self.overflow(old, words[word])
      done &+= 8
      word &+= 1
    }
    var rest = done < read.length ? words[word] : 0
    while done < read.length {
      if UInt64(qualitySums[start &+ done]) &+ rest & 0xFF > 255 { return true }
      rest &>>= 8
      done &+= 1
    }
    return overflow != 0
  }

  /// The highest bits of the bytes whose sum is above 255.
  @inline(__always)
  private static func overflow(_ old: UInt64, _ scores: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let sum = ((old & low) &+ (scores & low)) ^ ((old ^ scores) & ~low)
    return ((old & scores) | ((old | scores) & ~sum)) & ~low
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

  private mutating func addBytes(
    _ words: borrowing [UInt64], of read: WaitingReads.Read, to start: Int
  ) -> Bool {
    var word = read.firstScores
    var done = 0
    var all = UInt64.max
    while done &+ 8 <= read.length {
      all &= addQualities(words[word], to: start &+ done)
      done &+= 8
      word &+= 1
    }
    var rest = done < read.length ? words[word] : 0
    while done < read.length {
      let sum = UInt16(qualitySums[start &+ done]) &+ UInt16(rest & 0xFF)
      qualitySums[start &+ done] = sum > 255 ? 255 : UInt8(truncatingIfNeeded: sum)
      all &= sum >= 255 ? UInt64.max : 0
      rest &>>= 8
      done &+= 1
    }
    return all == UInt64.max
  }

  /// Adds scores to wide sums; whether all have come to their end.
  private mutating func addWide(
    _ words: borrowing [UInt64], of read: WaitingReads.Read, to start: Int
  ) -> Bool {
    var word = read.firstScores
    var done = 0
    var least = SIMD8<UInt16>(repeating: .max)
    while done &+ 8 <= read.length {
      let scores = SIMD8<UInt16>(
        truncatingIfNeeded: unsafe unsafeBitCast(words[word], to: SIMD8<UInt8>.self))
      unsafe qualitySums.withUnsafeMutableBytes { sums in
        let first = start &+ 2 &* done
        precondition(first >= 0 && first + 16 <= sums.count, "sums reach to the junction's end")
        let old = unsafe sums.loadUnaligned(fromByteOffset: first, as: SIMD8<UInt16>.self)
        var sum = old &+ scores
        sum.replace(with: .max, where: sum .< old)
        least.replace(with: sum, where: sum .< least)
        unsafe sums.storeBytes(of: sum, toByteOffset: first, as: SIMD8<UInt16>.self)
      }
      done &+= 8
      word &+= 1
    }
    var lowest = Int(least.min())
    var rest = done < read.length ? words[word] : 0
    while done < read.length {
      lowest = min(lowest, addWide(Int(rest & 0xFF), to: start &+ 2 &* done))
      rest &>>= 8
      done &+= 1
    }
    return lowest == Self.mostQuality
  }

  /// Adds to one wide sum; what it is then.
  private mutating func addWide(_ score: Int, to at: Int) -> Int {
    let old = Int(qualitySums[at]) | Int(qualitySums[at &+ 1]) << 8
    let sum = min(Self.mostQuality, old &+ score)
    qualitySums[at] = UInt8(truncatingIfNeeded: sum)
    qualitySums[at &+ 1] = UInt8(truncatingIfNeeded: sum &>> 8)
    return sum
  }

  /// Adds sums, by base, of which each is exact or has come to ``mostQuality``.
  mutating func addSums(_ sums: [Int], to at: Int) {
    if entries[at].isFull { return }
    let (start, length) = (entries[at].qualities, sums.count)
    if !entries[at].hasWideSums,
      sums.indices.contains(where: { Int(qualitySums[start &+ $0]) + sums[$0] > 255 })
    {
      widen(at)
    }
    for place in 0..<length { add(sums[place], at: place, to: at) }
    noteEnds(of: at)
  }

  /// Adds the quality sums of another table's entry.
  mutating func addQualitySums(
    of entry: JunctionEntry, in other: borrowing ClonotypeCounter, to at: Int
  ) {
    if entries[at].isFull { return }
    if !entry.hasWideSums && !entries[at].hasWideSums
      && !overflows(entry, of: other, to: entries[at].qualities)
    {
      return addBytes(of: entry, in: other, to: entries[at].qualities)
    }
    if !entries[at].hasWideSums { widen(at) }
    for place in 0..<Int(entry.length) {
      add(other.qualitySum(of: entry, at: place), at: place, to: at)
    }
    noteEnds(of: at)
  }

  /// Adds to one sum of an entry.
  private mutating func add(_ sum: Int, at place: Int, to at: Int) {
    let start = entries[at].qualities
    qualitySums[start &+ place] = UInt8(min(255, Int(qualitySums[start &+ place]) + sum))
    if entries[at].hasWideSums {
      _ = addWide(sum, to: start &+ Int(entries[at].length) &+ 2 &* place)
    }
  }

  /// Notes which sums of an entry have come to their end.
  private mutating func noteEnds(of at: Int) {
    let entry = entries[at]
    var least = Self.mostQuality
    for place in 0..<Int(entry.length) { least = min(least, qualitySum(of: entry, at: place)) }
    entries[at].isSaturated = least >= 255
    entries[at].isFull = least == Self.mostQuality
  }

  /// Whether any of the sums of a byte of another table's entry would bring one above 255.
  private func overflows(
    _ entry: JunctionEntry, of other: borrowing ClonotypeCounter, to start: Int
  ) -> Bool {
    let (own, others) = (qualitySums.span, other.qualitySums.span)
    var place = 0
    while place < Int(entry.length) {
      if Int(own[start &+ place]) &+ Int(others[entry.qualities &+ place]) > 255 { return true }
      place &+= 1
    }
    return false
  }

  /// Adds the sums of a byte of another table's entry, of which none comes above 255.
  private mutating func addBytes(
    of entry: JunctionEntry, in other: borrowing ClonotypeCounter, to start: Int
  ) {
    let (first, count) = (entry.qualities, Int(entry.length))
    var done = 0
    while done &+ 8 <= count {
      let sums = unsafe other.qualitySums.withUnsafeBytes { bytes in
        precondition(
          first >= 0 && first + done + 8 <= bytes.count, "quality sums reach to the junction's end")
        return unsafe bytes.loadUnaligned(fromByteOffset: first &+ done, as: UInt64.self)
      }
      _ = addQualities(sums, to: start &+ done)
      done &+= 8
    }
    while done < count {
      qualitySums[start &+ done] += other.qualitySums[first &+ done]
      done &+= 1
    }
  }

  /// Adds eight scores; the sums.
  @inline(__always)
  private mutating func addQualities(_ scores: UInt64, to start: Int) -> UInt64 {
    unsafe qualitySums.withUnsafeMutableBytes { sums in
      precondition(
        start >= 0 && start + 8 <= sums.count, "quality sums reach to the junction's end")
      let old = unsafe sums.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      // Adds without carries between bytes, then sets each byte that overflowed to 255.
      let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
      let sum = ((old & low) &+ (scores & low)) ^ ((old ^ scores) & ~low)
      let overflow = Self.overflow(old, scores)
      let full = (overflow &<< 1) &- (overflow &>> 7)
      unsafe sums.storeBytes(of: sum | full, toByteOffset: start, as: UInt64.self)
      return sum | full
    }
  }
}
