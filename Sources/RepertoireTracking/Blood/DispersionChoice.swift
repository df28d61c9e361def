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
}

/// Where dispersion comes from when a pair cannot tell its own (STATISTICS 1).
struct DispersionFallback: Sendable {
  let profile: AssayProfile?
  let run: RunEvidence

  /// The assay profile, else the median of the run, else constants for the count unit.
  func dispersion(
    kit: String?, unit: CountUnit, locus: Locus, countsPerCell: Double?
  ) -> (model: DispersionModel, source: DispersionSource) {
    if let entry = profile?.entry(kit: kit, countUnit: unit, locus: locus) {
      let model = DispersionModel(clumping: max(1, entry.clumping), drift: max(0, entry.drift))
      return (model, .assayProfile)
    }
    if let median = run.dispersion.median(kit: kit, unit: unit, locus: locus) {
      return (median, .assayProfile)
    }
    return (unit.builtinDispersion(countsPerCell: countsPerCell), .builtin)
  }
}

extension FittedGroup {
  /// Chooses the dispersion of one day; nil when a side is empty.
  ///
  /// What the patient's own samples teach, where it is trusted and they are the patient's; else the
  /// fall-back (STATISTICS 1 and 3.7).
  func choice(_ day: Day, fallback: DispersionFallback) -> DispersionChoice? {
    guard day.isTestable else { return nil }
    let alpha = parameters.falseDiscoveryRate
    if parameters.preset != .standard {
      return DispersionChoice(
        dispersion: .none, mu: day.counts.depthShare, source: .legacy, alpha: alpha,
        notes: [.legacyTest])
    }
    let names = (roles.baselineSamples + day.samples).map { group.repertoires[$0].sample.id }
    let isDoubtful = names.contains(where: fallback.run.suspected.contains)
    if !isDoubtful, let choice = learntChoice(day) { return choice }
    let (model, source) = fallback.dispersion(
      kit: day.kit, unit: roles.bloodUnit, locus: group.locus, countsPerCell: day.countsPerCell)
    var choice = DispersionChoice(
      dispersion: technical.map { isDoubtful ? model : model.maximum($0) } ?? model,
      mu: day.pair?.bulkShare ?? day.counts.depthShare, source: source, alpha: alpha,
      fit: day.pair?.fit, notes: day.pair?.distrust ?? [.fewTestedClones])
    if isDoubtful { choice.notes.append(.swapSuspected) }
    if source == .builtin { choice.notes.append(.builtinDispersion) }
    if day.pair?.isReplaced == true {
      choice.notes.append(.repertoireReplaced)
      choice.alpha = parameters.strictFalseDiscoveryRate
    }
    return choice
  }

  /// The choice that the patient's own samples teach; nil where it is not trusted.
  ///
  /// Two baselines come first: they drifted and were not treated. Then biological replicates, which
  /// drifted hardly; then the pair itself.
  private func learntChoice(_ day: Day) -> DispersionChoice? {
    if let baselinePair {
      return refitted(
        day, baselinePair, source: .baselinePair, alpha: parameters.falseDiscoveryRate)
    }
    if let biological {
      return refitted(
        day, biological, source: .replicate, alpha: parameters.strictFalseDiscoveryRate)
    }
    guard let pair = day.pair, pair.isTrusted else { return nil }
    // Technical replicates miss drift and the pair may hide clumping: the larger of each.
    let model = technical.map { pair.fit.dispersion.maximum($0) } ?? pair.fit.dispersion
    return DispersionChoice(
      dispersion: model, mu: pair.fit.mu, source: technical == nil ? .pair : .replicate,
      alpha: parameters.falseDiscoveryRate, fit: pair.fit)
  }

  private func refitted(
    _ day: Day, _ model: DispersionModel, source: DispersionSource, alpha: Double
  ) -> DispersionChoice? {
    guard let pair = fitted(day.counts, countsPerCell: day.countsPerCell, fixed: model),
      pair.isTrusted
    else { return nil }
    return DispersionChoice(
      dispersion: model, mu: pair.fit.mu, source: source, alpha: alpha, fit: pair.fit)
  }
}
