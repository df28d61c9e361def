import RepertoireStatistics
import Repertoires

/// One group of samples with its clones joined and every pair of blood samples fitted.
struct FittedGroup: Sendable {
  /// One post-treatment blood day against the summed baseline.
  struct Day: Sendable {
    let day: Double
    let samples: [Int]
    let draws: [SampleRoles.Draw]
    let counts: PairCounts
    /// Counts per cell put in over both sides; nil where the sheet does not tell.
    let countsPerCell: Double?
    /// The kit of all samples; nil when none is stated, all names when they differ.
    let kit: String?
    /// Nil until it is fitted, and where it cannot be.
    var pair: FittedPair?

    /// Whether the two sides are not of one kit, as far as the sheet tells.
    let kitsDiffer: Bool
    /// Whether they are of different kits for sure: their chemistry would look like expansion, and
    /// no test is made (STATISTICS 7).
    let isRefused: Bool

    var isTestable: Bool { counts.total1 > 0 && counts.total2 > 0 && !isRefused }
  }

  let group: CloneGroup
  let clones: PatientClones
  let roles: SampleRoles
  private(set) var days: [Day] = []
  /// Medians over trusted pairs of baselines, of technical and of biological replicates.
  private(set) var baselinePair: DispersionModel?
  private(set) var technical: DispersionModel?
  private(set) var biological: DispersionModel?
  /// Pairs of samples between which nothing can have changed.
  private(set) var controls: [ControlPair] = []
  let parameters: TrackingParameters
  /// The fits that days and controls wait for.
  private(set) var pending: [PendingPair] = []

  /// The group with everything fitted.
  init(_ group: CloneGroup, parameters: TrackingParameters) {
    self.init(unfitted: group, parameters: parameters)
    complete(pending.map { $0.search?.result() })
  }

  /// The group with its fits in ``pending``; they are to be made and given to ``complete(_:)``.
  init(unfitted group: CloneGroup, parameters: TrackingParameters) {
    self.group = group
    self.parameters = parameters
    clones = PatientClones(
      repertoires: group.repertoires, locus: group.locus,
      identity: Self.identity(of: group, preset: parameters.preset),
      productiveOnly: parameters.preset != .immunoseqLegacy)
    roles = SampleRoles(repertoires: group.repertoires, totals: clones.totals)
    if parameters.preset == .standard { addReplicates() }
    addDays()
  }

  /// Takes the fits of ``pending``, in its order.
  mutating func complete(_ fits: [ContaminatedBetaBinomialFit?]) {
    precondition(fits.count == pending.count, "every pair that waits gets its fit or none")
    for (pair, fit) in zip(pending, fits) {
      let fitted = fit.map {
        FittedPair(
          pair.counts, fit: $0, unit: roles.bloodUnit, countsPerCell: pair.countsPerCell,
          alpha: parameters.falseDiscoveryRate)
      }
      switch pair.place {
      case .day(let place): days[place].pair = fitted
      case .control(let place):
        controls[place].trusted = fitted.flatMap { $0.isTrusted ? $0.fit.dispersion : nil }
      }
    }
    pending = []
    technical = median(of: .technical)
    biological = median(of: .biological)
    baselinePair = median(of: .baselines)
  }

  /// Kit of some samples; nil when none is stated.
  ///
  /// Different kits give all their names, so that such a pair is pooled only with pairs of the same
  /// mixture.
  func kit(of samples: [Int]) -> String? {
    let kits = Set(samples.map { group.repertoires[$0].sample.kit })
    guard kits.count > 1 else { return kits.first.flatMap { $0 } }
    return kits.map { $0 ?? "?" }.sorted().joined(separator: "+")
  }

  /// Whether the sheet states different kits for some samples.
  func areOfDifferentKits(_ samples: [Int]) -> Bool {
    Set(samples.compactMap { group.repertoires[$0].sample.kit }).count > 1
  }

  /// Counts per cell put in, over draws given by their samples; nil unless each states its cells.
  func countsPerCell(_ draws: [[Int]]) -> Double? {
    let depth = PooledDepth(
      draws, repertoires: group.repertoires, totals: clones.totals, clumping: 1)
    return depth.cells.map { Double(depth.total) / $0 }
  }

  func total(_ samples: [Int]) -> Int { samples.reduce(0) { $0 + clones.totals[$1] } }

  private mutating func addDays() {
    let baseline = roles.baselineSamples
    let first = clones.summed(over: baseline)
    for day in roles.postDays {
      let samples = roles.samples(onDay: day)
      let draws = roles.postBlood.filter { $0.day == day }
      let perCell = countsPerCell((roles.baseline + draws).map(\.samples))
      let counts = PairCounts(
        first, clones.summed(over: samples), total1: total(baseline), total2: total(samples),
        minimumCount: parameters.minimumCount)
      let isStandard = parameters.preset == .standard
      let isRefused = isStandard && areOfDifferentKits(baseline + samples)
      if isStandard, !isRefused { wait(.day(days.count), counts, countsPerCell: perCell) }
      days.append(
        Day(
          day: day, samples: samples, draws: draws, counts: counts, countsPerCell: perCell,
          kit: kit(of: baseline + samples), pair: nil,
          kitsDiffer: Set((baseline + samples).map { group.repertoires[$0].sample.kit }).count > 1,
          isRefused: isRefused))
    }
  }

  private mutating func addReplicates() {
    let blood = roles.baseline + roles.postBlood
    for draw in blood { addControls(draw.samples.map { [[$0]] }, .technical) }
    let sameDay = SampleRoles.byDay(roles.baseline) + SampleRoles.byDay(roles.postBlood)
    for draws in sameDay { addControls(draws.map { [$0.samples] }, .biological) }
    addControls(SampleRoles.byDay(roles.baseline).map { $0.map(\.samples) }, .baselines)
  }

  /// Adds every pair of some sides, each given by its draws.
  private mutating func addControls(_ sides: [[[Int]]], _ kind: ControlPair.Kind) {
    for a in sides.indices {
      for b in sides.indices.dropFirst(a + 1) {
        let (first, second) = (sides[a].flatMap { $0 }, sides[b].flatMap { $0 })
        let counts = PairCounts(
          clones.summed(over: first), clones.summed(over: second), total1: total(first),
          total2: total(second), minimumCount: parameters.minimumCount)
        let perCell = countsPerCell(sides[a] + sides[b])
        wait(.control(controls.count), counts, countsPerCell: perCell)
        controls.append(
          ControlPair(
            kind: kind, samples: first + second, counts: counts, countsPerCell: perCell,
            kit: kit(of: first + second), trusted: nil))
      }
    }
  }

  private func median(of kind: ControlPair.Kind) -> DispersionModel? {
    FittedPair.median(controls.filter { $0.kind == kind }.compactMap(\.trusted))
  }

  private mutating func wait(
    _ place: PendingPair.Place, _ counts: PairCounts, countsPerCell: Double?
  ) {
    pending.append(
      PendingPair(
        place: place, counts: counts, countsPerCell: countsPerCell,
        search: FittedPair.search(
          counts, unit: roles.bloodUnit, countsPerCell: countsPerCell,
          minimumCount: parameters.minimumCount)))
  }

  /// Fits bulk and outliers of a pair of blood samples with a given dispersion.
  func fitted(
    _ counts: PairCounts, countsPerCell: Double?, fixed: DispersionModel
  ) -> FittedPair? {
    FittedPair.search(
      counts, unit: roles.bloodUnit, countsPerCell: countsPerCell,
      minimumCount: parameters.minimumCount, fixed: fixed
    ).map {
      FittedPair(
        counts, fit: $0.result(), unit: roles.bloodUnit, countsPerCell: countsPerCell,
        alpha: parameters.falseDiscoveryRate, isFixed: true)
    }
  }

  private static func identity(of group: CloneGroup, preset: TrackingPreset) -> CloneIdentity {
    switch preset {
    case .immunoseqLegacy: return .nucleotideString
    case .immunoseqLegacyAA: return .aminoAcids
    case .standard: break
    }
    // One table without nucleotides leaves amino acids as the only key that all share.
    let lacksNucleotides = group.repertoires.contains { repertoire in
      let own = repertoire.clonotypes.lazy.filter {
        $0.locus == group.locus && $0.flags.contains(.productive) && $0.duplicateCount > 0
      }
      return own.first != nil && own.allSatisfy { $0.junction.isEmpty }
    }
    return lacksNucleotides ? .junctionAAAndGenes : .junctionAndGenes
  }
}
