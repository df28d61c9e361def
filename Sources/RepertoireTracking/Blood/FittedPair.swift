import RepertoireStatistics
import Repertoires

/// What the clones of one pair of samples say about its dispersion, and whether to believe it.
struct FittedPair: Sendable {
  let fit: ContaminatedBetaBinomialFit
  /// Why the fit is not to be used; empty when it is.
  let distrust: [TrackingNote]

  var isTrusted: Bool { distrust.isEmpty }

  /// The bulk share, where it can be told; else the share by depth (STATISTICS 1).
  var bulkShare: Double {
    fit.boundsHit.contains(.mu) || fit.sharedClones < 50 ? fit.mu0 : fit.mu
  }

  /// Of the largest clones that both sides should show, the share that both do show.
  let sharedShare: Double?

  /// Whether the two repertoires have little in common, where both are deep enough to tell.
  ///
  /// A shallow side shares few clones with any other; that alone is no other repertoire.
  var isReplaced: Bool { (sharedShare ?? 1) < Self.leastSharedShare }

  // Between a transplanted patient (0.58 to 0.61) and the strongest answer to a vaccine known (0.78).
  private static let leastSharedShare = 2.0 / 3
  // Molecules of a cell where the sheet does not tell.
  private static let usualMolecules = 3.0

  /// What fits a pair; nil when a side is empty or no clone has enough counts.
  ///
  /// `fixed` is a dispersion learnt elsewhere: then bulk and outliers alone are fitted.
  static func search(
    _ counts: PairCounts, unit: CountUnit, countsPerCell: Double?, minimumCount: Int,
    fixed: DispersionModel? = nil
  ) -> ContaminatedBetaBinomialFit.Search? {
    let bounds = unit.fitBounds(countsPerCell: countsPerCell)
    guard counts.total1 > 0, counts.total2 > 0, !counts.pairs.isEmpty else { return nil }
    if let fixed {
      return ContaminatedBetaBinomialFit.Search(
        pairs: counts.pairs, total1: counts.total1, total2: counts.total2, dispersion: fixed,
        bounds: bounds, minimumCount: minimumCount)
    }
    return ContaminatedBetaBinomialFit.Search(
      pairs: counts.pairs, total1: counts.total1, total2: counts.total2, bounds: bounds,
      minimumCount: minimumCount)
  }

  /// Judges the fit of a pair; `isFixed` says that its dispersion was learnt elsewhere.
  init(
    _ counts: PairCounts, fit: ContaminatedBetaBinomialFit, unit: CountUnit,
    countsPerCell: Double?, alpha: Double, isFixed: Bool = false
  ) {
    self.fit = fit
    let test = PairTest(counts, dispersion: fit.dispersion, mu: fit.mu)
    let calls = test.calls(counts, at: alpha)
    sharedShare = counts.sharedShare(
      countsPerCell: countsPerCell ?? (unit == .umi ? Self.usualMolecules : 1))
    var notes: [TrackingNote] = []
    let reasons = fit.distrust(
      up: calls.up, down: calls.down,
      expectsClumping: unit.expectsClumping(countsPerCell: countsPerCell))
    for reason in reasons {
      switch reason {
      case .fewClones: notes.append(.fewTestedClones)
      case .fewSharedClones: notes.append(.fewSharedClones)
      case .notConverged: notes.append(.fitNotConverged)
      case .clumpingAtBound, .driftAtBound: if !isFixed { notes.append(.fitAtBound) }
      case .shareAtBound: notes.append(.fitAtBound)
      case .outliersAtBound: notes.append(.outliersAtCap)
      }
    }
    distrust = Set(notes).sorted()
  }

  /// Median clumping and median drift; nil without any model.
  static func median(_ models: [DispersionModel]) -> DispersionModel? {
    guard !models.isEmpty else { return nil }
    func middle(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      let half = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
    return DispersionModel(
      clumping: middle(models.map(\.clumping)), drift: middle(models.map(\.drift)))
  }
}
