/// Whether a measure goes with a covariate of the patients, by exchanging the covariate.
///
/// The statistic is the sum of score times value. With scores 0 and 1 it compares two groups, with
/// ordered scores (dose groups) it is a test for trend: of means, or of ranks, where scores 0, 1, 2
/// on values 0 and 1 are Cochran and Armitage's test. Up to ``exactLimit`` different assignments of
/// scores are all enumerated; beyond it a seeded sample is drawn and counted with the observed one.
public struct PermutationTest: Sendable, Hashable {
  /// The most assignments that are enumerated.
  public static let exactLimit = 50_000.0

  /// The sum of score times value, as observed.
  public let statistic: Double
  /// The probability of a sum as far from its mean, in either direction.
  public let twoSided: Double
  /// The probability of a sum at least as large.
  public let greater: Double
  /// The assignments looked at, the observed one included.
  public let assignments: Int
  /// Whether all assignments were enumerated.
  public let isExact: Bool

  /// Tests `values` against `scores`, patient by patient; nil below two patients.
  ///
  /// `draws` and `seed` matter only if the assignments are too many to enumerate.
  public init?(values: [Double], scores: [Int], draws: Int = 100_000, seed: UInt64 = 1) {
    precondition(values.count == scores.count, "each patient has one value and one score")
    if values.count < 2 { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    // Centered values give a sum whose mean over all assignments is zero.
    var tally = Tally(centered: values.map { $0 - mean }, scores: scores)
    isExact = Self.assignments(of: scores) <= Self.exactLimit
    if isExact {
      tally.enumerate()
    } else {
      tally.count(scores)
      var random = SplitMix64(seed: seed)
      var shuffled = scores
      for _ in 0..<max(draws, 1) {
        random.shuffle(&shuffled)
        tally.count(shuffled)
      }
    }
    statistic = zip(values, scores).reduce(0) { $0 + $1.0 * Double($1.1) }
    assignments = tally.all
    twoSided = Double(tally.far) / Double(tally.all)
    greater = Double(tally.above) / Double(tally.all)
  }

  /// Tests the midranks of `values` against `scores`: for measures with outliers.
  public static func ofRanks(
    values: [Double], scores: [Int], draws: Int = 100_000, seed: UInt64 = 1
  ) -> PermutationTest? {
    PermutationTest(
      values: Ranks.doubledMidranks(values).map { Double($0) / 2 }, scores: scores, draws: draws,
      seed: seed)
  }

  /// How many different assignments of the scores there are.
  static func assignments(of scores: [Int]) -> Double {
    var number = 1.0
    var used = 0
    for (_, size) in groups(scores) {
      for step in 0..<size {
        used += 1
        number *= Double(used) / Double(step + 1)
      }
    }
    return number.rounded()
  }

  private static func groups(_ scores: [Int]) -> [(score: Int, size: Int)] {
    var groups: [(score: Int, size: Int)] = []
    for score in scores.sorted() {
      if let last = groups.indices.last, groups[last].score == score {
        groups[last].size += 1
      } else {
        groups.append((score, 1))
      }
    }
    return groups
  }

  /// Counts of assignments by where their sum lies.
  private struct Tally {
    let centered: [Double]
    let observed: Double
    /// What rounding may do to two sums that are equal.
    let slack: Double
    var groups: [(score: Int, size: Int)]
    var all = 0
    var far = 0
    var above = 0

    init(centered: [Double], scores: [Int]) {
      self.centered = centered
      groups = PermutationTest.groups(scores)
      observed = zip(centered, scores).reduce(0) { $0 + $1.0 * Double($1.1) }
      let size = zip(centered, scores).reduce(0) { $0 + abs($1.0 * Double($1.1)) }
      slack = 1e-10 * max(size, .leastNormalMagnitude)
    }

    mutating func count(_ scores: [Int]) {
      var sum = 0.0
      for index in centered.indices { sum += centered[index] * Double(scores[index]) }
      count(sum: sum)
    }

    private mutating func count(sum: Double) {
      all += 1
      if abs(sum) >= abs(observed) - slack { far += 1 }
      if sum >= observed - slack { above += 1 }
    }

    mutating func enumerate() { place(0, sum: 0) }

    private mutating func place(_ index: Int, sum: Double) {
      if index == centered.count {
        count(sum: sum)
        return
      }
      for group in groups.indices where groups[group].size > 0 {
        groups[group].size -= 1
        place(index + 1, sum: sum + centered[index] * Double(groups[group].score))
        groups[group].size += 1
      }
    }
  }
}
