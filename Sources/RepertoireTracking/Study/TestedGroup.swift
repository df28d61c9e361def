import RepertoireStatistics
import Repertoires

/// One group on its way from fits to results: counts by day, tests, tumor depths.
struct TestedGroup {
  let fitted: FittedGroup
  /// Testable days with their tests.
  var days: [TestedDay] = []
  /// Rows of `comparisons.tsv`, testable or not.
  var comparisons: [BloodComparison] = []
  /// Counts by clone: baseline, each testable day, biopsies.
  let baseline: [Int]
  private(set) var dayCounts: [[Int]] = []
  let tumorPre: [Int]
  let tumorPost: [Int]
  let series: BloodSeries
  /// Clones that two samples of one day confirm; filled for reads alone.
  let replicateConfirmed: Set<Int>
  let tumor: TumorContext
  let fallback: DispersionFallback

  var roles: SampleRoles { fitted.roles }
  var clones: PatientClones { fitted.clones }
  var parameters: TrackingParameters { fitted.parameters }
  var hasBaseline: Bool { !roles.baseline.isEmpty }

  init(_ fitted: FittedGroup, fallback: DispersionFallback) {
    self.fitted = fitted
    self.fallback = fallback
    let clones = fitted.clones
    baseline = clones.summed(over: fitted.roles.baselineSamples)
    tumorPre = clones.summed(over: fitted.roles.preBiopsies.flatMap(\.samples))
    tumorPost = clones.summed(over: fitted.roles.postBiopsies.flatMap(\.samples))
    tumor = TumorContext(fitted, fallback: fallback)
    var tested: [TestedDay] = []
    for day in fitted.days {
      let choice = fitted.choice(day, fallback: fallback)
      if let choice {
        tested.append(TestedDay(day, choice: choice, in: fitted))
        dayCounts.append(clones.summed(over: day.samples))
      }
      comparisons.append(
        BloodComparison(fitted, day, tested: choice == nil ? nil : tested.last))
    }
    days = tested
    series = BloodSeries(tested, baseline: baseline, counts: dayCounts)
    replicateConfirmed = Self.replicateConfirmed(fitted, days: tested, baseline: baseline)
  }

  /// Clumping that limits are given with where a clone has no comparison of its own.
  var referenceClumping: Double {
    if let first = days.first { return first.choice.dispersion.clumping }
    let samples = (roles.baseline + roles.postBlood).flatMap(\.samples)
    return fallback.dispersion(
      kit: fitted.kit(of: samples), unit: roles.bloodUnit, locus: fitted.group.locus,
      countsPerCell: fitted.countsPerCell(samples)
    ).model.clumping
  }

  /// Depth of some samples of the group.
  func depth(_ samples: [Int], clumping: Double) -> PooledDepth {
    PooledDepth(
      samples, repertoires: fitted.group.repertoires, totals: clones.totals, clumping: clumping)
  }

  /// Whether every biological replicate of a day shows a rise over the baseline.
  func isConcordant(_ clone: Int, day: TestedDay) -> Bool {
    guard day.choice.needsConcordance, day.day.draws.count > 1 else { return true }
    let counts = clones.counts(of: clone)
    let odds = day.choice.mu / (1 - day.choice.mu)
    let scale = odds / (Double(day.depth.total) / Double(day.baseline.total))
    let before = Double(baseline[clone]) / Double(day.baseline.total)
    return day.day.draws.allSatisfy { draw in
      let count = draw.samples.reduce(0) { $0 + counts[$1] }
      let total = draw.samples.reduce(0) { $0 + clones.totals[$1] }
      return total > 0 && Double(count) / Double(total) > scale * before
    }
  }
}
