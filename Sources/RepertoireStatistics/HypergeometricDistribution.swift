/// How many of `draws` items, drawn without putting back, are marked.
public struct HypergeometricDistribution: CountDistribution, Hashable {
  /// The number of items.
  public let population: Int
  /// The number of marked items.
  public let marked: Int
  /// The number of items drawn.
  public let draws: Int

  /// Creates the distribution; neither `marked` nor `draws` exceeds `population`.
  public init(population: Int, marked: Int, draws: Int) {
    precondition(
      marked >= 0 && draws >= 0 && marked <= population && draws <= population,
      "marked and drawn items are part of the population")
    self.population = population
    self.marked = marked
    self.draws = draws
  }

  /// From what the unmarked items cannot cover to what marks and draws allow.
  public var support: ClosedRange<Int> {
    max(0, draws - (population - marked))...min(draws, marked)
  }

  /// The expected number of marked items drawn.
  public var mean: Double {
    population == 0 ? 0 : Double(draws) * (Double(marked) / Double(population))
  }

  /// True: the ratio of neighbours falls.
  public var isLogConcave: Bool { true }

  /// The logarithm of the probability of `k` marked items.
  ///
  /// As the ratio of three binomial probabilities at `draws / population`, so nothing cancels.
  public func logPMF(_ k: Int) -> Double {
    if !support.contains(k) { return -.infinity }
    if draws == 0 || draws == population { return 0 }
    let share = Double(draws) / Double(population)
    return BinomialDistribution(n: marked, probability: share).logPMF(k)
      + BinomialDistribution(n: population - marked, probability: share).logPMF(draws - k)
      - BinomialDistribution(n: population, probability: share).logPMF(draws)
  }

  /// The probability of `k + 1` marked items over that of `k`.
  public func ratio(after k: Int) -> Double {
    Double(marked - k) * Double(draws - k)
      / (Double(k + 1) * Double(population - marked - draws + k + 1))
  }
}
