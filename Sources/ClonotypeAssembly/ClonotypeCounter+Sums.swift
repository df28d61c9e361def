import Sequences
import VDJAlignment

/// What is added up for each entry: quality sums and V/J sets.
extension ClonotypeCounter {
  /// Adds the Phred scores of the junction's bases, each stopped at 255, eight bases at a time;
  /// whether all sums have come to 255.
  ///
  /// Two of three reads of a million show a junction that has: they are spared its sums.
  mutating func addQualities(
    of rearrangement: Rearrangement, quality: Span<UInt8>, to start: Int
  ) -> Bool {
    let junction = rearrangement.junction
    let bytes = unsafe quality.bytes
    var done = 0
    var all = UInt64.max
    while done &+ 8 <= junction.count {
      let position = junction.lowerBound &+ done
      var scores: UInt64
      if rearrangement.isReverse {
        scores = unsafe bytes.unsafeLoadUnaligned(
          fromByteOffset: quality.count &- position &- 8, as: UInt64.self)
        scores = scores.byteSwapped
      } else {
        scores = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      }
      scores &-= 0x2121_2121_2121_2121
      all &= addQualities(scores, to: start &+ done)
      done &+= 8
    }
    while done < junction.count {
      let position = junction.lowerBound &+ done
      let at = rearrangement.isReverse ? quality.count &- 1 &- position : position
      let sum = UInt16(qualitySums[start &+ done]) &+ UInt16(quality[at] &- Phred.asciiOffset)
      qualitySums[start &+ done] = sum > 255 ? 255 : UInt8(truncatingIfNeeded: sum)
      all &= sum >= 255 ? UInt64.max : 0
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
