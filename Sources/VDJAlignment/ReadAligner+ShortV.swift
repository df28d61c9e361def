import Sequences

/// V of a read that begins a few bases before its anchor codon.
extension ReadAligner {
  /// Bases before the anchor codon by which V genes are known from each other.
  private static let leastBefore = 11
  /// Score points by which a tied V of fewer may fall short of the best: two chance matches.
  ///
  /// Behind the codon the gene was trimmed, and added bases that fit another by chance are no evidence:
  /// of reads with 5 to 9 bases before it, 2 to 3 % named a wrong gene alone, by two such bases mostly.
  private static let margin = 2 * SegmentSearch.tieMargin

  /// Ties the V that two bases more or less would decide between, where they are all there is.
  @inline(__always)
  mutating func widenShortV(locusMask: UInt8, quality: Span<UInt8>) {
    if vSearch.best.anchor &- vSearch.best.start < Self.leastBefore {
      widenV(locusMask: locusMask, quality: quality)
    }
  }

  @inline(never)
  private mutating func widenV(locusMask: UInt8, quality: Span<UInt8>) {
    vSearch.widenTies(to: Self.margin, locusMask: locusMask, in: oriented, quality: quality)
  }
}
