import RepertoireStatistics
import Repertoires

/// Two blood samples of a patient between which no treatment lies: any call is a false one.
struct ControlPair: Sendable {
  /// What the two samples share.
  enum Kind: Sendable {
    /// One draw, sequenced twice.
    case technical
    /// Two draws of one day.
    case biological
    /// Two days before treatment.
    case baselines
  }

  let kind: Kind
  let samples: [Int]
  let counts: PairCounts
  let countsPerCell: Double?
  let kit: String?
  /// The dispersion of its own fit, where that is trusted.
  var trusted: DispersionModel?
}

extension FittedGroup {
  /// The most calls in a pair between which nothing can have changed; nil without such a pair.
  ///
  /// No pair is tested with what it taught: the dispersion is that of the other pairs of its kind,
  /// else of the patient's comparisons, else what a pair that cannot be fitted falls back on. The
  /// bulk share is fitted on the pair, as in any comparison.
  func negativeControlCalls(fallback: DispersionFallback) -> Int? {
    controls.indices.compactMap { calls(ofControl: $0, fallback: fallback) }.max()
  }

  private func calls(ofControl place: Int, fallback: DispersionFallback) -> Int? {
    let control = controls[place]
    let others = controls.indices.filter { $0 != place && controls[$0].kind == control.kind }
      .compactMap { controls[$0].trusted }
    let comparisons = days.compactMap { day in
      day.pair.flatMap { $0.isTrusted ? $0.fit.dispersion : nil }
    }
    let model =
      FittedPair.median(others) ?? FittedPair.median(comparisons)
      ?? fallback.dispersion(
        kit: control.kit, unit: roles.bloodUnit, locus: group.locus,
        countsPerCell: control.countsPerCell
      ).model
    guard
      let fit = fitted(control.counts, countsPerCell: control.countsPerCell, fixed: model)
    else { return nil }
    let test = PairTest(control.counts, dispersion: model, mu: fit.bulkShare)
    let calls = test.calls(control.counts, at: parameters.falseDiscoveryRate)
    return calls.up + calls.down
  }
}
