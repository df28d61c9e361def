import RepertoireStatistics

/// One comparison with its tests; effects are computed once a distinct count pair.
struct TestedDay: Sendable {
  let day: FittedGroup.Day
  let choice: DispersionChoice
  let test: PairTest
  let fisher: PairTest
  let baseline: PooledDepth
  let depth: PooledDepth
  private var effects: [PairEffect?]
  private let parameters: TrackingParameters

  init(_ day: FittedGroup.Day, choice: DispersionChoice, in group: FittedGroup) {
    self.day = day
    self.choice = choice
    parameters = group.parameters
    if choice.source == .legacy {
      test = PairTest(twoSidedBinomial: day.counts)
    } else {
      test = PairTest(day.counts, dispersion: choice.dispersion, mu: choice.mu)
    }
    fisher = PairTest(fisher: day.counts)
    let repertoires = group.group.repertoires
    baseline = PooledDepth(
      group.roles.baseline.map(\.samples), repertoires: repertoires, totals: group.clones.totals,
      clumping: choice.dispersion.clumping)
    depth = PooledDepth(
      day.draws.map(\.samples), repertoires: repertoires, totals: group.clones.totals,
      clumping: choice.dispersion.clumping)
    effects = [PairEffect?](repeating: nil, count: day.counts.pairs.count)
  }

  /// The effect of the pair at a place of the day's counts.
  mutating func effect(_ place: Int) -> PairEffect {
    if let known = effects[place] { return known }
    let effect = PairEffect(
      day.counts.pairs[place], choice: choice, depthShare: day.counts.depthShare,
      baseline: baseline, day: depth, parameters: parameters)
    effects[place] = effect
    return effect
  }
}
