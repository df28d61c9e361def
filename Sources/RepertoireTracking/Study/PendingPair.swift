import RepertoireStatistics

/// Two sides of blood whose fit a ``FittedGroup`` waits for.
struct PendingPair: Sendable {
  /// What the fit is of, by place in the group's lists.
  enum Place {
    case day(Int)
    case control(Int)
  }

  let place: Place
  let counts: PairCounts
  let countsPerCell: Double?
  /// Nil where nothing can be fitted.
  let search: ContaminatedBetaBinomialFit.Search?
}
