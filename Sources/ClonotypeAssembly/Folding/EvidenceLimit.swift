/// What evidence a candidate can have at most, told by its reads, its worst base and how many of the
/// child's certain and uncertain bases differ.
///
/// Most candidates are dismissed on it, without a look at their bases' quality, which is a cache miss or
/// two: evidence takes 20 ms for 49 of a million reads with it.
struct EvidenceLimit {
  private let reads: Int
  private let locus: UInt8
  /// The least mean quality of the child's uncertain bases, and of its certain ones.
  private let uncertainQuality: Int
  private let certainQuality: Int
  private let uncertainLanes: InlineArray<2, UInt64>

  /// The limit for a child; nil where it has more bases than stand in the heads.
  init?(of entry: JunctionEntry, bases: UncertainBases, reads: Int, model: ErrorModel) {
    guard entry.wordCount <= JunctionEntry.headWords else { return nil }
    self.reads = reads
    locus = entry.locus
    uncertainLanes = bases.lanes
    // A sum that was stopped may say less than one below.
    let stopped = model.meanQuality(sum: ClonotypeCounter.mostQuality, reads: reads)
    uncertainQuality = min(model.meanQuality(sum: bases.least, reads: reads), stopped)
    certainQuality = min(model.meanQuality(sum: bases.leastCertain, reads: reads), stopped)
  }

  /// Whether a candidate that differs in these lanes has less than the best evidence, or not enough
  /// for an error.
  @inline(__always)
  func excludes(
    _ lanes: InlineArray<2, UInt64>, parentReads: Int, parentQuality: Int, best: Int,
    model: ErrorModel
  ) -> Bool {
    let differences = (lanes[0] | lanes[1] &<< 1).nonzeroBitCount
    // The same junction with another V is asked for its genes.
    if differences == 0 { return false }
    let uncertain =
      ((lanes[0] & uncertainLanes[0]) | (lanes[1] & uncertainLanes[1]) &<< 1).nonzeroBitCount
    let loss =
      uncertain &* model.loss(quality: min(uncertainQuality, parentQuality))
      &+ (differences &- uncertain) &* model.loss(quality: min(certainQuality, parentQuality))
    let most = model.evidence(
      reads: reads, parentReads: parentReads, loss: loss, differences: differences)
    return most < best
      || most
        <= model.foldAbove(differences: differences, locus: locus, reads: reads)
        - ErrorModel.germlineBase
  }
}
