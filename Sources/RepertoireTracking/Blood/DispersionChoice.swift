import RepertoireStatistics
import Repertoires

/// The dispersion and bulk share that one comparison is tested with, and where they are from.
struct DispersionChoice: Sendable {
  var dispersion: DispersionModel
  var mu: Double
  var source: DispersionSource
  /// False-discovery rate of calls.
  var alpha: Double
  /// The fit of the tested pair, where there is one.
  var fit: ContaminatedBetaBinomialFit?
  var notes: [TrackingNote] = []
  /// Whether every biological replicate must show the rise.
  var needsConcordance = false
}

/// Where dispersion comes from when a pair cannot tell its own (STATISTICS 1).
struct DispersionFallback: Sendable {
  let profile: AssayProfile?
  let run: RunDispersion

  /// The assay profile, else the median of the run, else constants for the count unit.
  func dispersion(
    kit: String?, unit: CountUnit, locus: Locus, countsPerCell: Double?
  ) -> (model: DispersionModel, source: DispersionSource) {
    if let entry = profile?.entry(kit: kit, countUnit: unit, locus: locus) {
      let model = DispersionModel(clumping: max(1, entry.clumping), drift: max(0, entry.drift))
      return (model, .assayProfile)
    }
    if let median = run.median(kit: kit, unit: unit, locus: locus) {
      return (median, .assayProfile)
    }
    return (unit.builtinDispersion(countsPerCell: countsPerCell), .builtin)
  }
}

extension FittedGroup {
  /// Chooses the dispersion of one day; nil when a side is empty.
  func choice(_ day: Day, fallback: DispersionFallback) -> DispersionChoice? {
    guard day.isTestable else { return nil }
    let alpha = parameters.falseDiscoveryRate
    if parameters.preset != .standard {
      return DispersionChoice(
        dispersion: .none, mu: day.counts.depthShare, source: .legacy, alpha: alpha)
    }
    if let choice = refitted(day, baselinePair, source: .baselinePair, alpha: alpha) {
      return choice
    }
    if var choice = refitted(
      day, biological, source: .replicate, alpha: parameters.strictFalseDiscoveryRate)
    {
      choice.needsConcordance = true
      return choice
    }
    if let pair = day.pair, pair.isTrusted {
      // Technical replicates miss drift and the pair may hide clumping: the larger of each.
      let model = technical.map { pair.fit.dispersion.maximum($0) } ?? pair.fit.dispersion
      return DispersionChoice(
        dispersion: model, mu: pair.fit.mu, source: technical == nil ? .pair : .replicate,
        alpha: alpha, fit: pair.fit)
    }
    let (model, source) = fallback.dispersion(
      kit: day.kit, unit: roles.bloodUnit, locus: group.locus, countsPerCell: day.countsPerCell)
    var choice = DispersionChoice(
      dispersion: technical.map { model.maximum($0) } ?? model,
      mu: day.pair?.bulkShare ?? day.counts.depthShare, source: source, alpha: alpha,
      fit: day.pair?.fit, notes: day.pair?.distrust ?? [.fewTestedClones])
    if source == .builtin { choice.notes.append(.builtinDispersion) }
    if day.pair?.isReplaced == true {
      choice.notes.append(.repertoireReplaced)
      choice.alpha = parameters.strictFalseDiscoveryRate
    }
    return choice
  }

  private func refitted(
    _ day: Day, _ model: DispersionModel?, source: DispersionSource, alpha: Double
  ) -> DispersionChoice? {
    guard let model,
      let pair = FittedPair(
        day.counts, bounds: day.bounds, minimumCount: parameters.minimumCount, alpha: alpha,
        fixed: model), pair.isTrusted
    else { return nil }
    return DispersionChoice(
      dispersion: model, mu: pair.fit.mu, source: source, alpha: alpha, fit: pair.fit)
  }
}
