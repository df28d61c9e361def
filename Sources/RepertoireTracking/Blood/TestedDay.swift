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
  private var changes: [Shared<BloodChange>?]
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
    changes = [Shared<BloodChange>?](repeating: nil, count: day.counts.pairs.count)
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

  /// What all clones with the pair at a place show on this day.
  mutating func change(_ place: Int) -> Shared<BloodChange> {
    if let known = changes[place] { return known }
    let effect = effect(place)
    var change = BloodChange()
    change.bestDay = day.day
    change.bloodCount = day.counts.pairs[place].n2
    change.bloodFrequency = effect.frequency
    change.bloodFrequencyLower95 = effect.frequencyLower95
    change.baselineFrequencyUpper95 = effect.baselineUpper95
    change.log2FoldChange = effect.log2FoldChange
    change.log2FoldChangeLow = effect.low
    change.log2FoldChangeHigh = effect.high
    change.log2FoldChangeDepth = effect.log2ByDepth
    change.foldChangeProbability = effect.certainty
    change.dispersion = effect.dispersion
    change.dispersionSource = choice.source
    let shared = Shared(change)
    changes[place] = shared
    return shared
  }
}
