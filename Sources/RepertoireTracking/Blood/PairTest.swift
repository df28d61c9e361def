import RepertoireStatistics

/// The tests of all distinct pairs of one comparison, with their false-discovery rates.
struct PairTest: Sendable {
  /// Natural logarithms of the p values of rises and falls, by place in ``PairCounts/pairs``.
  private(set) var logUp: [Double] = []
  private(set) var logDown: [Double] = []
  /// False-discovery rates within this pair.
  private(set) var qUp: [Double] = []
  private(set) var qDown: [Double] = []

  /// Beta-binomial tests in both directions.
  init(_ counts: PairCounts, dispersion: DispersionModel, mu: Double) {
    for pair in counts.pairs {
      let expected = dispersion.betaBinomial(n: pair.total, mu: mu)
      logUp.append(expected.upperTail(pair.n2).log)
      logDown.append(expected.lowerTail(pair.n2).log)
    }
    adjust(counts)
  }

  /// Fisher's exact test in both directions.
  init(fisher counts: PairCounts) {
    for pair in counts.pairs {
      logUp.append(
        Fisher.greater(
          n1: pair.n1, n2: pair.n2, total1: counts.total1, total2: counts.total2
        ).log)
      logDown.append(0)
    }
    adjust(counts)
  }

  /// Two-sided binomial tests: one family of p values, parted by direction afterwards.
  init(twoSidedBinomial counts: PairCounts) {
    let mu = counts.depthShare
    var both: [Double] = []
    for pair in counts.pairs {
      both.append(
        BinomialTest.twoSided(successes: pair.n2, trials: pair.total, probability: mu).log)
      let rises = Double(pair.n2) > mu * Double(pair.total)
      logUp.append(rises ? both[both.count - 1] : 0)
      logDown.append(rises ? 0 : both[both.count - 1])
    }
    let q = FalseDiscovery.benjaminiHochberg(logP: both, clones: counts.pairs.map(\.clones))
      .map { Self.probability($0) }
    for (place, pair) in counts.pairs.enumerated() {
      let rises = Double(pair.n2) > mu * Double(pair.total)
      qUp.append(rises ? q[place] : 1)
      qDown.append(rises ? 1 : q[place])
    }
  }

  /// Clones that rise and fall at a rate.
  func calls(_ counts: PairCounts, at alpha: Double) -> (up: Int, down: Int) {
    var (up, down) = (0, 0)
    for (place, pair) in counts.pairs.enumerated() {
      if qUp[place] <= alpha { up += pair.clones }
      if qDown[place] <= alpha { down += pair.clones }
    }
    return (up, down)
  }

  private mutating func adjust(_ counts: PairCounts) {
    let clones = counts.pairs.map(\.clones)
    qUp = FalseDiscovery.benjaminiHochberg(logP: logUp, clones: clones).map(Self.probability)
    qDown = FalseDiscovery.benjaminiHochberg(logP: logDown, clones: clones).map(Self.probability)
  }

  private static func probability(_ log: Double) -> Double { TailProbability(log: log).value }
}
