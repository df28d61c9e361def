import Sequences

/// What a mate says of V against added bases that fit another V by chance.
extension ReadAligner {
  /// Bases of V before the anchor codon with which a read names the gene for sure.
  private static let namingReach = 60
  /// Score points by which the V of a read with fewer may exceed the one that its mate shows.
  ///
  /// The chance matches of six added bases: less than two genes differ by in a mate, and more than
  /// chance gives but to one in a thousand.
  private static let trimmedMargin = 6 * PlacementScore.match

  /// Whether the bases behind the anchor codon, where V was trimmed, may decide the V of the last read.
  @inline(__always)
  var isVShort: Bool { vSearch.best.anchor &- vSearch.best.start < Self.namingReach }

  /// Ties all V that are as good but for such bases; gives the ties before.
  @inline(never)
  mutating func widenTrimmedV(quality: Span<UInt8>) -> TiedTargets {
    let ties = vSearch.ties
    vSearch.widenTies(
      to: Self.trimmedMargin, locusMask: index.v.locusMask[vSearch.best.target], in: oriented,
      quality: quality)
    return ties
  }

  /// Narrows the tied V targets of the last rearranged read to those that its mate leaves open.
  ///
  /// Where it leaves none of them open, but shows another V well that the read shows nearly as well as
  /// its own, that is taken instead.
  ///
  /// - Parameters:
  ///   - mate: An aligner whose last read was the mate; what it found is only heeded when
  ///     it placed a V there, with J or alone.
  ///   - outcome: What became of the mate.
  ///   - quality: The qualities of this read.
  public mutating func narrowV(
    byMate mate: borrowing ReadAligner, outcome: AlignmentOutcome, quality: Span<UInt8>
  ) {
    guard mate.vSearch.best.score >= Self.leastLoneScore else { return }
    switch outcome {
    case .rearranged: vSearch.narrow(to: mate.vSearch.ties)
    case .rejected(.noJ), .rejected(.junctionNotCovered):
      if isVShort, mate.namesV, !vSearch.hasTie(among: mate.vSearch.ties) {
        let ties = widenTrimmedV(quality: quality)
        if !vSearch.hasTie(among: mate.vSearch.ties) { vSearch.ties = ties }
      }
      vSearch.narrow(to: mate.vSearch.ties)
    case .rejected: break
    }
  }
}
