import RepertoireStatistics

/// Sizes and limits of one count pair: what significance alone does not tell.
struct PairEffect: Sendable {
  /// Log2 fold change normalised by the bulk: median, 2.5 and 97.5 % points.
  let log2FoldChange: Double
  let low: Double
  let high: Double
  /// The median normalised by depth alone.
  let log2ByDepth: Double
  /// Probabilities of more than the fold changes of `EXPANDED` and of `NEW_LOWBASE`.
  let certainty: Double
  let lowBaselineCertainty: Double
  let dispersion: Double
  let baselineUpper95: Double
  let frequency: Double
  let frequencyLower95: Double
  let effectiveCells: Double

  init(
    _ pair: CountPair, choice: DispersionChoice, depthShare: Double, baseline: PooledDepth,
    day: PooledDepth, parameters: TrackingParameters
  ) {
    let change = FoldChange(n1: pair.n1, n2: pair.n2, dispersion: choice.dispersion, mu: choice.mu)
    log2FoldChange = change.log2Median
    low = change.log2Lower
    high = change.log2Upper
    // The median shifts by the log odds of what counts as unchanged.
    let byDepth = FoldChange(
      n1: pair.n1, n2: pair.n2, dispersion: choice.dispersion, mu: depthShare)
    log2ByDepth = log2FoldChange + byDepth.log2Point - change.log2Point
    certainty = change.probability(above: parameters.foldChange).value
    lowBaselineCertainty = change.probability(above: parameters.lowBaselineFoldChange).value
    dispersion = choice.dispersion.phi(pair.total)
    baselineUpper95 = baseline.upper95(pair.n1)
    frequency = Double(pair.n2) / Double(max(1, day.total))
    frequencyLower95 = day.lower95(pair.n2)
    effectiveCells = day.effective(pair.n2)
  }

  /// The effect rules that are not met (STATISTICS 5).
  func failures(_ parameters: TrackingParameters) -> [TrackingNote] {
    var notes: [TrackingNote] = []
    if low <= 0 { notes.append(.foldChangeUncertain) }
    if effectiveCells < parameters.minimumEffectiveCells { notes.append(.fewEffectiveCells) }
    if frequency < parameters.minimumFrequency { notes.append(.belowFrequencyFloor) }
    return notes
  }
}
