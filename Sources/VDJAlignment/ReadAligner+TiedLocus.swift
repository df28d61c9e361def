import Germline
import Sequences

/// The locus of a read whose J fits TRA and TRD alike: J of both are alike for up to 17 bases, and of
/// a J that was trimmed, or that the read shows in part, no more may be left.
extension ReadAligner {
  /// The locus that V names where J leaves two open; else that of J.
  @inline(__always)
  mutating func locusByV(_ locus: Locus, quality: Span<UInt8>) -> Locus {
    jSearch.ties.count > 1 ? tiedLocus(locus, quality: quality) : locus
  }

  @inline(never)
  private mutating func tiedLocus(_ locus: Locus, quality: Span<UInt8>) -> Locus {
    var open: UInt8 = 0
    for j in jSearch.ties.list { open |= index.j.locusMask[Int(j)] }
    var named: UInt8 = 0
    for v in vSearch.ties.list { named |= index.v.namedLoci[Int(v)] }
    // A V of both names (TRAV14/DV4) leaves it to J, as do tied V of two.
    guard open != locus.bit, named.nonzeroBitCount == 1, open & named != 0,
      let byV = Locus.allCases.first(where: { $0.bit == named })
    else { return locus }
    jSearch.ties.keep { index.j.locusMask[Int($0)] == named }
    if byV != locus { placeBestTiedJ(quality: quality) }
    return byV
  }

  /// Takes the best of the tied J in place of the one that was placed.
  private mutating func placeBestTiedJ(quality: Span<UInt8>) {
    let anchor = jSearch.best.anchor
    var best: Placement?
    for j in jSearch.ties.list {
      let found = index.j.placement(
        of: Int(j), anchor: anchor, in: oriented, quality: quality)
      if found.score > best?.score ?? .min { best = found }
    }
    if let best { jSearch.best = best }
  }
}
