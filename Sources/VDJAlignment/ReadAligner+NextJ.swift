import Germline
import Sequences

/// Genomic reads that go on from the rearranged J to the next one of the cluster, which is whole and
/// so scores higher.
extension ReadAligner {
  /// Bases between V and J from which on another J may stand there: 24 of it, and an intron.
  ///
  /// No intron is as short as 16 bases, but V or J may have taken some of them by chance; 0.08 % of a
  /// hundred thousand receptors have as many between V and their only J.
  private static let leastBeforeNextJ = 40

  /// Takes the first good J behind V, on the strand and of the locus of the one that was placed, in
  /// its place.
  @inline(__always)
  mutating func preferFirstJ(locusMask: UInt8, quality: Span<UInt8>) {
    if jSearch.best.start &- vSearch.best.end >= Self.leastBeforeNextJ {
      placeFirstJ(locusMask: locusMask, quality: quality)
    }
  }

  @inline(never)
  private mutating func placeFirstJ(locusMask: UInt8, quality: Span<UInt8>) {
    let first = vSearch.best.end
    while jSearch.best.start - first >= Self.leastBeforeNextJ {
      let end = jSearch.best.start
      // The other strand has been decided against: its search is free.
      reverseJSearch.begin()
      proposeJ(between: first..<end, locusMask: locusMask)
      guard !reverseJSearch.isEmpty,
        reverseJSearch.decideAmongAll(
          below: Self.plainJScore, in: oriented, quality: quality),
        // A weak one is compared with those of the locus of the same V too.
        index.j.locusMask[reverseJSearch.best.target] == locusMask,
        reverseJSearch.best.score >= Self.leastLoneScore, reverseJSearch.best.end <= end
      else { return }
      swap(&jSearch, &reverseJSearch)
    }
  }

  /// Proposes the J of a locus that have a seed and their anchor codon in a range.
  private mutating func proposeJ(between range: Range<Int>, locusMask: UInt8) {
    var position = range.lowerBound
    while position + SeedIndex.seedLength <= range.upperBound {
      let seed = UInt32(truncatingIfNeeded: oriented.window(at: position) & SeedIndex.seedMask)
      for at in index.j.seeds.places(of: seed) {
        let posting = index.j.seeds.postings[at]
        let anchor = position - Int(posting.offset)
        if !posting.isReverse, index.j.locusMask[Int(posting.target)] == locusMask,
          range.contains(anchor), range.contains(anchor + 2)
        {
          reverseJSearch.propose(Int(posting.target), anchor: anchor)
        }
      }
      position += 1
    }
  }
}
