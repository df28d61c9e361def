/// What decides the blood class of a tested clone; the rules are STATISTICS 1, first match wins.
struct BloodEvidence {
  var baselineCount: Int
  var logUp: Double
  var logDown: Double
  var qUp: Double
  var qDown: Double
  /// Rates of the best day of a rise, and of a fall.
  var alphaUp: Double
  var alphaDown: Double
  /// Effect on the best day.
  var effect: PairEffect
  /// Whether a pre-treatment blood of another count unit shows the clone.
  var isSeenInOtherUnit = false
  /// Whether effect rules apply at all; published tests have none.
  var isLegacy = false
  /// Whether counts are reads without molecular identifiers.
  var isReadsOnly = false
  /// Whether a second day or replicate shows the rise.
  var isConfirmed = false
  /// Whether every biological replicate shows it, where there are any.
  var isConcordant = true

  /// The class, and why it is not higher.
  func bloodClass(_ parameters: TrackingParameters) -> (BloodClass, [TrackingNote]) {
    let up = qUp <= alphaUp
    if qDown <= alphaDown, !up || logDown < logUp { return (.contracted, []) }
    if isLegacy { return (up ? .expanded : .stable, []) }
    guard up else {
      return qUp <= parameters.candidateFalseDiscoveryRate
        ? (.candidate, [.suggestiveOnly]) : (.stable, [])
    }
    var failures = effect.failures(parameters)
    if !isConcordant { failures.append(.replicateDiscordant) }
    if isReadsOnly, !isConfirmed { failures.append(.readsWithoutUMI) }
    if !failures.isEmpty { return (.candidate, failures) }
    if baselineCount == 0, !isSeenInOtherUnit, effect.frequencyLower95 > effect.baselineUpper95 {
      return (.new, [])
    }
    let least = parameters.foldChangeCertainty
    if baselineCount == 1 || baselineCount == 2, effect.lowBaselineCertainty > least {
      return (.newLowBase, [])
    }
    return effect.certainty > least ? (.expanded, []) : (.upWeak, [])
  }
}
