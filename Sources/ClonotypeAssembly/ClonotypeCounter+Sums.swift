import Sequences
import VDJAlignment

/// What is added up for each entry: quality sums and V/J sets.
extension ClonotypeCounter {
  /// Adds the Phred scores of the junction's bases, each stopped at 255, eight bases at a time;
  /// whether all sums have come to 255.
  ///
  /// Two of three reads of a million show a junction that has: they are spared its sums.
  mutating func addScores(
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

  /// Adds the quality sums of another table's entry, each stopped at 255.
  mutating func addQualitySums(of other: [UInt8], from first: Int, count: Int, to start: Int) {
    var done = 0
    while done &+ 8 <= count {
      let sums = unsafe other.withUnsafeBytes { bytes in
        precondition(
          first >= 0 && first + done + 8 <= bytes.count, "quality sums reach to the junction's end")
        return unsafe bytes.loadUnaligned(fromByteOffset: first &+ done, as: UInt64.self)
      }
      _ = addQualities(sums, to: start &+ done)
      done &+= 8
    }
    while done < count {
      let sum = UInt16(qualitySums[start &+ done]) &+ UInt16(other[first &+ done])
      qualitySums[start &+ done] = sum > 255 ? 255 : UInt8(truncatingIfNeeded: sum)
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
      let overflow = ((old & scores) | ((old | scores) & ~sum)) & ~low
      let full = (overflow &<< 1) &- (overflow &>> 7)
      unsafe sums.storeBytes(of: sum | full, toByteOffset: start, as: UInt64.self)
      return sum | full
    }
  }

  mutating func addTies(v: UInt32, j: UInt32, reads: Int, to at: Int) {
    if entries[at].tie.reads == 0 {
      entries[at].tie = TieCount(v: v, j: j, reads: reads, next: -1)
      return
    }
    if entries[at].tie.v == v && entries[at].tie.j == j {
      entries[at].tie.reads += reads
      return
    }
    var node = entries[at].tie.next
    while node >= 0 {
      let i = Int(node)
      if tieCounts[i].v == v && tieCounts[i].j == j {
        tieCounts[i].reads += reads
        return
      }
      node = tieCounts[i].next
    }
    tieCounts.append(TieCount(v: v, j: j, reads: reads, next: entries[at].tie.next))
    entries[at].tie.next = Int32(tieCounts.count - 1)
  }

  /// The V/J sets of an entry with their reads, in no promised order.
  func ties(of entry: JunctionEntry) -> [TieCount] {
    var ties = entry.tie.reads > 0 ? [entry.tie] : []
    var node = entry.tie.next
    while node >= 0 {
      ties.append(tieCounts[Int(node)])
      node = tieCounts[Int(node)].next
    }
    return ties
  }
}
