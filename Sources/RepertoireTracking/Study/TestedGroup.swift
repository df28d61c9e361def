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
  /// Receptors of known specificity; nil without a user's file.
  let specificities: SpecificityDatabase?
  /// HLA alleles of the patient; nil when not typed.
  let typing: HLATyping?

  /// One post-treatment blood day: its samples and their counts in all.
  struct BloodDay {
    let day: Double
    let samples: [Int]
    let total: Int
  }

  // What is asked of every clone is worked out once.
  let callNames: [CallNames]
  let postDraws: [SampleRoles.Draw]
  let bloodDays: [BloodDay]
  let otherPreBlood: [Int]
  private let hasBaselineTwins: Bool

  /// What decides every clone's class on one testable day.
  struct DayRules {
    let day: Double
    let alpha: Double
    let isLegacy: Bool
    let isReadsOnly: Bool
    /// Whether biological replicates must agree.
    let hasReplicates: Bool
  }

  /// By place in ``days``.
  private(set) var dayRules: [DayRules] = []

  var roles: SampleRoles { fitted.roles }
  var clones: PatientClones { fitted.clones }
  var parameters: TrackingParameters { fitted.parameters }
  var hasBaseline: Bool { !roles.baseline.isEmpty }
  /// Whether any clone could be found expanded: without a test none is, and that says nothing.
  var canExpand: Bool { !series.entries.isEmpty }

  init(
    _ fitted: FittedGroup, fallback: DispersionFallback,
    specificities: SpecificityDatabase? = nil, typing: HLATyping? = nil
  ) {
    self.fitted = fitted
    self.specificities = specificities
    self.typing = typing
    self.fallback = fallback
    let clones = fitted.clones
    let roles = fitted.roles
    callNames = CallNames.names(of: fitted.group.repertoires)
    postDraws = roles.postBlood + roles.postBiopsies
    bloodDays = SampleRoles.byDay(roles.postBlood).map { draws in
      let samples = draws.flatMap(\.samples)
      return BloodDay(day: draws[0].day, samples: samples, total: fitted.total(samples))
    }
    hasBaselineTwins = SampleRoles.byDay(roles.baseline).contains { $0.count > 1 }
    otherPreBlood = roles.otherPreBlood
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
    let control = fitted.negativeControlCalls(fallback: fallback)
    for index in comparisons.indices { comparisons[index].addNegativeControl(control) }
    days = tested
    let hasTwins = hasBaselineTwins
    dayRules = tested.map { day in
      let isLegacy = day.choice.source == .legacy
      return DayRules(
        day: day.day.day, alpha: day.choice.alpha, isLegacy: isLegacy,
        isReadsOnly: roles.bloodUnit == .reads && !isLegacy,
        hasReplicates: !isLegacy && (hasTwins || day.day.draws.count > 1))
    }
    series = BloodSeries(tested, baseline: baseline, counts: dayCounts)
    replicateConfirmed = Self.replicateConfirmed(fitted, days: tested, baseline: baseline)
  }

  /// Clumping that limits are given with where a clone has no comparison of its own.
  var referenceClumping: Double {
    if let first = days.first { return first.choice.dispersion.clumping }
    let samples = (roles.baseline + roles.postBlood).flatMap(\.samples)
    return fallback.dispersion(
      kit: fitted.kit(of: samples), unit: roles.bloodUnit, locus: fitted.group.locus,
      countsPerCell: fitted.countsPerCell((roles.baseline + roles.postBlood).map(\.samples))
    ).model.clumping
  }

  /// Clumping of a sample that no test compares with the others, by its kit and unit.
  func ownClumping(of place: Int) -> Double {
    let own = fitted.group.repertoires[place]
    return fallback.dispersion(
      kit: own.sample.kit, unit: own.countUnit, locus: fitted.group.locus,
      countsPerCell: fitted.countsPerCell([[place]])
    ).model.clumping
  }

  /// Depth of some draws of the group, each given by its samples.
  func depth(_ draws: [[Int]], clumping: Double) -> PooledDepth {
    PooledDepth(
      draws, repertoires: fitted.group.repertoires, totals: clones.totals, clumping: clumping)
  }

  /// Whether every replicate pair shows a rise: each biological replicate of the day over each of
  /// the baseline.
  func isConcordant(_ clone: Int, day: TestedDay) -> Bool {
    let before = hasBaselineTwins ? roles.baseline.map(\.samples) : [roles.baselineSamples]
    let after = day.day.draws.map(\.samples)
    let counts = clones.counts(of: clone)
    func frequency(_ samples: [Int]) -> Double {
      Double(samples.reduce(0) { $0 + counts[$1] }) / Double(max(1, fitted.total(samples)))
    }
    // What an unchanged clone's frequency is multiplied by, since the bulk may lose share.
    let odds = day.choice.mu / (1 - day.choice.mu)
    let scale = odds / (Double(day.depth.total) / Double(day.baseline.total))
    let highest = before.map(frequency).max() ?? 0
    return after.allSatisfy { frequency($0) > scale * highest }
  }
}
