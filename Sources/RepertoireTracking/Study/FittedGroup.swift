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
    let bounds: FitBounds
    /// Counts per cell put in over both sides; nil where the sheet does not tell.
    let countsPerCell: Double?
    /// The kit of all samples; nil when none is stated, all names when they differ.
    let kit: String?
    let pair: FittedPair?

    /// Whether the two sides are not of one kit.
    let kitsDiffer: Bool

    var isTestable: Bool { counts.total1 > 0 && counts.total2 > 0 }
  }

  let group: CloneGroup
  let clones: PatientClones
  let roles: SampleRoles
  private(set) var days: [Day] = []
  /// Medians over trusted pairs of baselines, of technical and of biological replicates.
  private(set) var baselinePair: DispersionModel?
  private(set) var technical: DispersionModel?
  private(set) var biological: DispersionModel?
  /// Calls when the first two baselines are tested against each other.
  private(set) var negativeControlCalls: Int?
  let parameters: TrackingParameters

  init(_ group: CloneGroup, parameters: TrackingParameters) {
    self.group = group
    self.parameters = parameters
    clones = PatientClones(
      repertoires: group.repertoires, locus: group.locus,
      identity: Self.identity(of: group, preset: parameters.preset),
      productiveOnly: parameters.preset != .immunoseqLegacy)
    roles = SampleRoles(repertoires: group.repertoires, totals: clones.totals)
    if parameters.preset == .standard { fitReplicates() }
    fitDays()
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

  /// Counts per cell put in, over all samples; nil unless each states its cells.
  func countsPerCell(_ samples: [Int]) -> Double? {
    let depth = PooledDepth(
      samples, repertoires: group.repertoires, totals: clones.totals, clumping: 1)
    return depth.cells.map { Double(depth.total) / $0 }
  }

  func total(_ samples: [Int]) -> Int { samples.reduce(0) { $0 + clones.totals[$1] } }

  private mutating func fitDays() {
    let baseline = roles.baselineSamples
    let first = clones.summed(over: baseline)
    for day in roles.postDays {
      let samples = roles.samples(onDay: day)
      let perCell = countsPerCell(baseline + samples)
      let counts = PairCounts(
        first, clones.summed(over: samples), total1: total(baseline), total2: total(samples),
        minimumCount: parameters.minimumCount)
      let bounds = roles.bloodUnit.fitBounds(countsPerCell: perCell)
      let fit = parameters.preset == .standard ? fitted(counts, bounds) : nil
      days.append(
        Day(
          day: day, samples: samples, draws: roles.postBlood.filter { $0.day == day },
          counts: counts, bounds: bounds, countsPerCell: perCell, kit: kit(of: baseline + samples),
          pair: fit,
          kitsDiffer: Set((baseline + samples).map { group.repertoires[$0].sample.kit }).count > 1))
    }
  }

  private mutating func fitReplicates() {
    let blood = roles.baseline + roles.postBlood
    technical = FittedPair.median(
      blood.flatMap { pairs($0.samples.map { [$0] }) }.compactMap(trustedDispersion))
    let sameDay = SampleRoles.byDay(roles.baseline) + SampleRoles.byDay(roles.postBlood)
    biological = FittedPair.median(
      sameDay.flatMap { pairs($0.map(\.samples)) }.compactMap(trustedDispersion))
    let baselines = SampleRoles.byDay(roles.baseline).map { $0.flatMap(\.samples) }
    let baselinePairs = pairs(baselines)
    baselinePair = FittedPair.median(baselinePairs.compactMap(trustedDispersion))
    if let control = baselinePairs.first {
      let counts = pairCounts(control)
      if let fit = fitted(counts, bounds(control)) {
        let test = PairTest(counts, dispersion: fit.fit.dispersion, mu: fit.bulkShare)
        let calls = test.calls(counts, at: parameters.falseDiscoveryRate)
        negativeControlCalls = calls.up + calls.down
      }
    }
  }

  private typealias Pair = (first: [Int], second: [Int])

  private func pairs(_ sides: [[Int]]) -> [Pair] {
    sides.indices.flatMap { a in sides.indices.dropFirst(a + 1).map { (sides[a], sides[$0]) } }
  }

  private func trustedDispersion(_ pair: Pair) -> DispersionModel? {
    let fit = fitted(pairCounts(pair), bounds(pair))
    return fit.flatMap { $0.isTrusted ? $0.fit.dispersion : nil }
  }

  private func pairCounts(_ pair: Pair) -> PairCounts {
    PairCounts(
      clones.summed(over: pair.first), clones.summed(over: pair.second),
      total1: total(pair.first), total2: total(pair.second),
      minimumCount: parameters.minimumCount)
  }

  private func bounds(_ pair: Pair) -> FitBounds {
    roles.bloodUnit.fitBounds(countsPerCell: countsPerCell(pair.first + pair.second))
  }

  private func fitted(_ counts: PairCounts, _ bounds: FitBounds) -> FittedPair? {
    FittedPair(
      counts, bounds: bounds, minimumCount: parameters.minimumCount,
      alpha: parameters.falseDiscoveryRate)
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
