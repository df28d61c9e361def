import Germline
import Sequences

/// Whether two mates that were read apart can be of one fragment.
///
/// Mates of one fragment show one receptor, but for sequencing errors; those of two fragments, as in
/// files that are out of step, seldom do.
extension ReadAligner {
  /// Bases that count in a comparison of junctions: of a hundred no more than one is wrong.
  private static let trustedQuality: UInt8 = 20
  /// Trusted bases of a junction that differ in mates of two receptors, at least: errors make so
  /// many in one of 80 junctions of 45 bases where each base is no better than trusted.
  private static let leastDifferences = 4
  /// Bases of V that name its gene for a comparison.
  private static let namingBases = 40
  /// A V names its gene where its differences take no more than one part in so many of its score:
  /// one good base in 40 that differs.
  private static let namingFit = 10

  /// Whether the mate of the last read, which is rearranged, shows the same receptor; nil where it
  /// does not show enough of any.
  ///
  /// Two receptors have another locus, or four bases of their junctions differ that both mates are
  /// sure of, or they have no V gene in common. V is compared where the mate does not hold the
  /// junction and both are placed well on 40 bases or more.
  ///
  /// - Parameters:
  ///   - mate: The aligner whose last read was the mate; its ties not narrowed, as those of this one.
  ///   - outcome: What became of the mate.
  ///   - found: The rearrangement of this aligner's last read.
  ///   - quality: The qualities of that read, as in the file.
  ///   - mateQuality: Those of the mate.
  public func agrees(
    withMate mate: borrowing ReadAligner, outcome: AlignmentOutcome, _ found: Rearrangement,
    quality: Span<UInt8>, mateQuality: Span<UInt8>
  ) -> Bool? {
    switch outcome {
    case .rearranged(let mateFound):
      found.locus == mateFound.locus
        && differences(
          ofJunction: found, quality, toMate: mate, mateFound, mateQuality)
          < Self.leastDifferences
    case .rejected(.noJ), .rejected(.junctionNotCovered):
      namesV && mate.namesV ? sharesV(with: mate) : nil
    case .rejected: nil
    }
  }

  /// The trusted bases in which two junctions differ.
  ///
  /// Those of two lengths are laid from both ends, with the gap where it leaves fewest differences,
  /// so that neither an inserted base nor a misplaced anchor makes two receptors of one.
  private func differences(
    ofJunction found: Rearrangement, _ quality: Span<UInt8>,
    toMate mate: borrowing ReadAligner, _ mateFound: Rearrangement, _ mateQuality: Span<UInt8>
  ) -> Int {
    let (length, mateLength) = (found.junction.count, mateFound.junction.count)
    let shared = min(length, mateLength)
    func differs(_ i: Int, gapIsBefore: Bool) -> Int {
      let at = found.junction.lowerBound + i + (gapIsBefore ? length - shared : 0)
      let mateAt = mateFound.junction.lowerBound + i + (gapIsBefore ? mateLength - shared : 0)
      let isDifferent =
        oriented.code(at: at) != mate.oriented.code(at: mateAt)
        && Self.isTrusted(at, of: found, quality)
        && Self.isTrusted(mateAt, of: mateFound, mateQuality)
      return isDifferent ? 1 : 0
    }
    var differences = 0
    for i in 0..<shared { differences += differs(i, gapIsBefore: true) }
    guard length != mateLength else { return differences }
    var fewest = differences
    for i in 0..<shared {
      differences += differs(i, gapIsBefore: false) - differs(i, gapIsBefore: true)
      fewest = min(fewest, differences)
    }
    return fewest
  }

  /// Whether the base at a position of the oriented read is sure.
  private static func isTrusted(
    _ position: Int, of found: Rearrangement, _ quality: Span<UInt8>
  ) -> Bool {
    let at = found.isReverse ? quality.count &- 1 &- position : position
    return Phred.quality(ofASCII: quality[at]) >= trustedQuality
  }

  /// Whether the V of the last read is placed on enough bases, and well.
  var namesV: Bool {
    let v = vSearch.best
    let most = (v.end &- v.start) &* PlacementScore.match
    return v.score > 0 && v.end &- v.start >= Self.namingBases
      && v.lost &* Self.namingFit <= most
  }

  /// Whether the tied V of two reads have a gene in common.
  private func sharesV(with mate: borrowing ReadAligner) -> Bool {
    let (ties, mateTies) = (vSearch.ties.span, mate.vSearch.ties.span)
    for i in ties.indices {
      for k in mateTies.indices where ties[i] == mateTies[k] { return true }
    }
    for i in ties.indices {
      for k in mateTies.indices where isOneGene(ties[i], mateTies[k]) { return true }
    }
    return false
  }

  /// Whether two V targets are alleles of one gene, by any of their names.
  private func isOneGene(_ a: UInt16, _ b: UInt16) -> Bool {
    for one in index.v.targets[Int(a)].alleles {
      for other in index.v.targets[Int(b)].alleles
      where index.reference[one].gene == index.reference[other].gene { return true }
    }
    return false
  }
}
