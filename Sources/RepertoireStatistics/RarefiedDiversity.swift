import Glibc

/// How many clones, and how even, subsamples of one depth show: the mean of seeded draws.
///
/// Each count of the sample is kept with probability depth by total, so that the counts kept vary
/// around the depth by no more than its root. Clones of one count are drawn together, and clones
/// that keep fifty counts on average, which no draw loses, enter with their means: a draw of a
/// million clones is as cheap as one of a thousand.
public struct RarefiedDiversity: Sendable, Hashable {
  /// Counts drawn.
  public let depth: Int
  /// Draws that means and limits are taken over.
  public let draws: Int
  /// Mean number of clones.
  public let clones: Double
  /// The 2.5 % point of the number of clones over draws.
  public let clonesLow: Double
  /// The 97.5 % point.
  public let clonesHigh: Double
  /// Mean Hill number of order 1.
  public let hill1: Double
  /// Mean Hill number of order 2.
  public let hill2: Double

  /// Draws from clones given as ``Diversity/multiplicities(_:)``; nil if `depth` is below 1 or above
  /// their counts.
  ///
  /// At the full depth every draw is the sample itself, and one is enough.
  public init?(
    groups: [(count: Int, clones: Int)], depth: Int, draws: Int = 100,
    generator: inout SplitMix64
  ) {
    let total = groups.reduce(0) { $0 + $1.count * $1.clones }
    guard depth >= 1, depth <= total, draws >= 1 else { return nil }
    let share = Double(depth) / Double(total)
    self.depth = depth
    self.draws = depth == total ? 1 : draws
    let kept = groups.map { KeptCounts(count: $0.count, clones: $0.clones, share: share) }
    var richness: [Double] = []
    var (sum1, sum2) = (0.0, 0.0)
    for _ in 0..<self.draws {
      var tally = Tally()
      for group in kept { group.draw(into: &tally, generator: &generator) }
      richness.append(tally.clones)
      sum1 += tally.hill1
      sum2 += tally.hill2
    }
    richness.sort()
    let last = Double(richness.count - 1)
    clones = richness.reduce(0, +) / Double(richness.count)
    clonesLow = richness[Int((0.025 * last).rounded())]
    clonesHigh = richness[Int((0.975 * last).rounded())]
    hill1 = sum1 / Double(richness.count)
    hill2 = sum2 / Double(richness.count)
  }

  /// Sums over the clones of one draw.
  private struct Tally {
    var clones = 0.0
    var total = 0.0
    var weightedLogs = 0.0
    var squares = 0.0

    /// Adds clones with the means of what a draw leaves of `count` counts: exact for squares, to a
    /// part in ten thousand for logarithms.
    mutating func addMeans(count: Int, share: Double, clones number: Int) {
      let (mean, many) = (Double(count) * share, Double(number))
      let variance = mean * (1 - share)
      clones += many
      total += many * mean
      weightedLogs += many * (mean * log(mean) + variance / (2 * mean))
      squares += many * (mean * mean + variance)
    }

    mutating func add(_ kept: Int, clones number: Int) {
      guard kept > 0, number > 0 else { return }
      let (size, many) = (Double(kept), Double(number))
      clones += many
      total += many * size
      weightedLogs += many * size * log(size)
      squares += many * size * size
    }

    var hill1: Double { total > 0 ? exp(log(total) - weightedLogs / total) : 0 }
    var hill2: Double { squares > 0 ? total * total / squares : 0 }
  }

  /// The clones of one count, and how many counts a draw leaves them.
  private struct KeptCounts {
    /// Counts that a draw leaves on average from which on it loses no clone: exp(-50).
    static let steady = 50.0

    let count: Int
    let clones: Int
    let share: Double
    /// For 0 to `count` counts left; nil where clones are drawn one by one.
    let shares: MultinomialShares?

    init(count: Int, clones: Int, share: Double) {
      self.count = count
      self.clones = clones
      self.share = share
      // One multinomial draw costs as much as a binomial one for every count that may be left.
      let isShared = clones > count + 1 && Double(count) * share < Self.steady && share < 1
      let distribution = BinomialDistribution(n: count, probability: share)
      shares =
        isShared ? MultinomialShares((0...count).map { exp(distribution.logPMF($0)) }) : nil
    }

    func draw(into tally: inout Tally, generator: inout SplitMix64) {
      if share >= 1 || Double(count) * share >= Self.steady {
        tally.addMeans(count: count, share: share, clones: clones)
      } else if let shares {
        generator.forEachMultinomial(draws: clones, shares: shares) { kept, number in
          tally.add(kept, clones: number)
        }
      } else {
        for _ in 0..<clones {
          tally.add(generator.binomial(trials: count, probability: share), clones: 1)
        }
      }
    }
  }
}
