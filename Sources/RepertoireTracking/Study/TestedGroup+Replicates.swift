import RepertoireStatistics
import Repertoires

extension TestedGroup {
  /// Own-pair rate at which one replicate shows a rise.
  private static let confirmingRate = 0.05

  /// Clones whose rise shows at q <= 0.05 in at least two samples of one post-treatment day.
  ///
  /// For reads without molecular identifiers alone: elsewhere nothing needs confirming.
  static func replicateConfirmed(
    _ fitted: FittedGroup, days: [TestedDay], baseline: [Int]
  ) -> Set<Int> {
    guard fitted.roles.bloodUnit == .reads else { return [] }
    var confirmed: Set<Int> = []
    for day in days where day.day.samples.count > 1 && day.choice.source != .legacy {
      var showing: [Int: Int] = [:]
      for sample in day.day.samples {
        let counts = fitted.clones.summed(over: [sample])
        let pairs = PairCounts(
          baseline, counts, total1: day.day.counts.total1, total2: fitted.clones.totals[sample],
          minimumCount: fitted.parameters.minimumCount)
        guard pairs.total2 > 0 else { continue }
        // The bulk share of the day, at the depth of this sample alone.
        let depth = Double(pairs.total2) / Double(day.day.counts.total2)
        let odds = day.choice.mu / (1 - day.choice.mu) * depth
        let test = PairTest(
          pairs, dispersion: day.choice.dispersion, mu: odds / (1 + odds))
        for clone in baseline.indices {
          guard let place = pairs.place(baseline[clone], counts[clone]) else { continue }
          if test.qUp[place] <= confirmingRate { showing[clone, default: 0] += 1 }
        }
      }
      for (clone, samples) in showing where samples >= 2 { confirmed.insert(clone) }
    }
    return confirmed
  }
}
