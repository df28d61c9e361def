import Foundation
import RepertoireStatistics
import Testing

@Suite("Seeded draws")
struct RandomDrawTests {
  @Test("the stream of a seed is the published one")
  func referenceStream() {
    // First outputs of the authors' C code for seed 1234567.
    var random = SplitMix64(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
    #expect(random.next() == 9_817_491_932_198_370_423)
  }

  @Test("streams of one seed differ, and repeat for the same seed")
  func streams() {
    var first = SplitMix64(seed: 7, stream: 0)
    var second = SplitMix64(seed: 7, stream: 1)
    var again = SplitMix64(seed: 7, stream: 1)
    let value = second.next()
    #expect(first.next() != value)
    #expect(again.next() == value)
  }

  @Test("bounded integers are uniform", arguments: [1, 2, 3, 7, 10])
  func boundedIntegers(bound: Int) {
    var random = SplitMix64(seed: 5)
    var seen = [Int](repeating: 0, count: bound)
    for _ in 0..<20000 { seen[random.integer(below: bound)] += 1 }
    let expected = 20000 / Double(bound)
    #expect(seen.allSatisfy { abs(Double($0) - expected) < 5 * expected.squareRoot() })
  }

  @Test("shuffles reach every order equally often and keep the elements")
  func shuffles() {
    var random = SplitMix64(seed: 6)
    var seen: [[Int]: Int] = [:]
    for _ in 0..<12000 {
      var order = [0, 1, 2, 3]
      random.shuffle(&order)
      seen[order, default: 0] += 1
    }
    #expect(seen.count == 24)
    #expect(seen.values.allSatisfy { abs($0 - 500) < 120 })
    #expect(random.sample(3, of: Array(0..<100)).count == 3)
    #expect(random.sample(9, of: [1, 2, 3]).sorted() == [1, 2, 3])
    #expect(random.choice(of: [Int]()) == nil)
  }

  /// Mean and variance of draws within five standard errors of theirs.
  private func check(
    _ draws: [Double], mean: Double, variance: Double, fourth: Double = 9,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let n = Double(draws.count)
    let average = draws.reduce(0, +) / n
    let spread = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    #expect(
      abs(average - mean) < 5 * (variance / n).squareRoot(), sourceLocation: sourceLocation)
    #expect(
      abs(spread - variance) < 5 * variance * (fourth / n).squareRoot(),
      sourceLocation: sourceLocation)
  }

  @Test("continuous draws have their mean and variance")
  func continuousMoments() {
    var random = SplitMix64(seed: 21)
    let count = 20000
    check(
      (0..<count).map { _ in random.normal(mean: 2, standardDeviation: 3) }, mean: 2, variance: 9)
    check((0..<count).map { _ in random.exponential(mean: 4) }, mean: 4, variance: 16)
    for shape in [0.2, 0.7, 1, 5, 400] {
      check(
        (0..<count).map { _ in random.gamma(shape: shape, scale: 2) }, mean: 2 * shape,
        variance: 4 * shape, fourth: 3 + 6 / shape)
    }
    check((0..<count).map { _ in random.beta(2, 6) }, mean: 0.25, variance: 12 / 64 / 9)
    let pareto = (0..<count).map { _ in random.pareto(exponent: 2.5, minimum: 3) }
    #expect(pareto.allSatisfy { $0 >= 3 })
    #expect(abs(Double(pareto.count { $0 > 6 }) / Double(count) - pow(2, -1.5)) < 0.02)
  }

  @Test("counts have their mean and variance")
  func countMoments() {
    var random = SplitMix64(seed: 22)
    let count = 20000
    for mean in [0.05, 1, 9.9, 10, 37.5, 4000] {
      check(
        (0..<count).map { _ in Double(random.poisson(mean: mean)) }, mean: mean, variance: mean,
        fourth: 3 + 1 / mean)
    }
    let clumped = (0..<count).map { _ in Double(random.negativeBinomial(mean: 3, size: 2)) }
    check(clumped, mean: 3, variance: 7.5)
    for (n, p) in [(1, 0.3), (40, 0.02), (40, 0.4), (100_000, 0.0003), (5000, 0.97)] {
      let variance = Double(n) * p * (1 - p)
      check(
        (0..<count).map { _ in Double(random.binomial(trials: n, probability: p)) },
        mean: Double(n) * p, variance: variance, fourth: 3 + 1 / variance)
    }
    #expect(random.poisson(mean: 0) == 0)
    #expect(random.binomial(trials: 9, probability: 1) == 9)
  }

  @Test(
    "binomial draws fit the exact distribution",
    arguments: [(12, 0.3), (60, 0.5), (60, 0.2), (200, 0.93)])
  func binomialShape(n: Int, p: Double) {
    var random = SplitMix64(seed: 23)
    let (draws, distribution) = (20000, BinomialDistribution(n: n, probability: p))
    var seen = [Int](repeating: 0, count: n + 1)
    for _ in 0..<draws { seen[random.binomial(trials: n, probability: p)] += 1 }
    var (chiSquare, cells) = (0.0, 0.0)
    for k in 0...n {
      let expected = exp(distribution.logPMF(k)) * Double(draws)
      if expected < 5 { continue }
      chiSquare += pow(Double(seen[k]) - expected, 2) / expected
      cells += 1
    }
    #expect(chiSquare < cells + 5 * (2 * cells).squareRoot())
  }

  @Test("multinomial draws keep their sum and follow the weights")
  func multinomial() {
    var random = SplitMix64(seed: 24)
    let weights = [0.5, 0, 0.3, 1e-9, 0.2]
    let drawn = random.multinomial(draws: 100_000, weights: weights)
    #expect(drawn.reduce(0, +) == 100_000)
    #expect(drawn[1] == 0)
    #expect(abs(drawn[0] - 50000) < 1000 && abs(drawn[4] - 20000) < 800)
    #expect(random.multinomial(draws: 5, weights: [0, 2, 0]) == [0, 5, 0])
  }
}
