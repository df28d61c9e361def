import Foundation
import RepertoireStatistics
import TestSupport
import Testing

@Suite("Count distributions")
struct CountDistributionTests {
  /// The product form term by term, as the definition reads.
  private func product(_ k: Int, _ n: Int, _ mu: Double, _ theta: Double) -> Double {
    var value = 1.0
    for j in 0..<k { value *= (mu + Double(j) * theta) * Double(n - j) / Double(j + 1) }
    for j in 0..<(n - k) { value *= 1 - mu + Double(j) * theta }
    for j in 0..<n { value /= 1 + Double(j) * theta }
    return value
  }

  @Test("probabilities and tails equal the product form summed in full", arguments: 0..<60)
  func betaBinomialBruteForce(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let n = random.integer(in: 0...60)
    let mu = 0.02 + 0.96 * random.uniform()
    let theta = seed % 5 == 0 ? 0 : exp(-20 + 23 * random.uniform())
    let distribution = BetaBinomial(n: n, mu: mu, theta: theta)
    let terms = (0...n).map { product($0, n, mu, theta) }
    #expect(agree(terms.reduce(0, +), 1, 1e-12))
    for k in 0...n {
      #expect(agree(exp(distribution.logPMF(k)), terms[k], 1e-12))
      #expect(agree(distribution.upperTail(k).value, terms[k...].reduce(0, +), 1e-11))
      #expect(agree(distribution.lowerTail(k).value, terms[...k].reduce(0, +), 1e-11))
    }
    #expect(distribution.upperTail(0) == .one)
    #expect(distribution.lowerTail(n) == .one)
    #expect(distribution.upperTail(n + 1) == .zero)
    #expect(distribution.lowerTail(-1) == .zero)
  }

  /// mpmath 1.3 with 160 digits, product form: count, trials, mu, theta, ln pmf, ln tail.
  @Test(
    "the beta-binomial keeps its digits at extreme counts and dispersions",
    arguments: [
      (3, 10, 0.4, 1e-12, -1.5371598192048541, -0.18306954078579456),
      (40, 43, 0.3333333333333333, 1e-09, -35.740203098095779, -35.703421338191861),
      (700, 1000, 0.46, 0.004, -28.752492270980042, -27.144290813567133),
      (4999, 20000, 0.46, 0.03, -11.532264518503652, -0.004785300587162798),
      (20000, 20000, 0.46, 0.01, -304.97343588607934, -304.97343588607934),
      (19000, 20000, 0.5, 1e-06, -9738.1639690698584, -9738.1079102521499),
      (5, 30, 0.9, 19.0, -6.8688552748361623, -0.096667438898803238),
      (1, 2, 0.5, 19.0, -3.6888794541139363, -0.66845456796957381),
      (100, 50000, 0.001, 0.0001, -7.071412386828076, -4.749567363355755),
      (3000, 3000, 1e-06, 0.5, -29.135414623665119, -29.135414623665119),
    ])
  func betaBinomialExtremes(
    k: Int, n: Int, mu: Double, theta: Double, logPMF: Double, logTail: Double
  ) {
    let distribution = BetaBinomial(n: n, mu: mu, theta: theta)
    #expect(abs(distribution.logPMF(k) - logPMF) < 1e-10)
    #expect(abs(distribution.upperTail(k).log - logTail) < 1e-10)
  }

  /// mpmath 1.3 with 160 digits.
  @Test(
    "Fisher's tail keeps its digits where the value underflows",
    arguments: [
      (0, 2654, 959_202, 1_123_254, -1639.8077446478677), (3, 1, 4, 4, -0.014388737452099607),
      (12000, 15000, 959_202, 1_123_254, -17.011350951554775),
      (200, 900, 300_000, 1_200_000, -2.6667192583155502),
      (5000, 0, 20000, 30000, -2.0393900436875565e-156),
    ])
  func fisherExtremes(n1: Int, n2: Int, total1: Int, total2: Int, logTail: Double) {
    let tail = Fisher.greater(n1: n1, n2: n2, total1: total1, total2: total2)
    #expect(abs(tail.log - logTail) < 2e-11, "\(tail.log)")
  }

  @Test("Fisher's tests equal the enumeration of all tables", arguments: 0..<60)
  func fisherBruteForce(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let (total1, total2) = (random.integer(in: 1...25), random.integer(in: 1...25))
    let (n1, n2) = (random.integer(in: 0...total1), random.integer(in: 0...total2))
    func choose(_ n: Int, _ k: Int) -> Double {
      k < 0 || k > n ? 0 : (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
    }
    let tables = (0...(n1 + n2)).map {
      choose(total2, $0) * choose(total1, n1 + n2 - $0) / choose(total1 + total2, n1 + n2)
    }
    let greater = Fisher.greater(n1: n1, n2: n2, total1: total1, total2: total2)
    let less = Fisher.less(n1: n1, n2: n2, total1: total1, total2: total2)
    let both = Fisher.twoSided(n1: n1, n2: n2, total1: total1, total2: total2)
    let equal = tables.filter { $0 <= tables[n2] * (1 + 1e-7) }.reduce(0, +)
    #expect(agree(greater.value, tables[n2...].reduce(0, +), 1e-11))
    #expect(agree(less.value, tables[...n2].reduce(0, +), 1e-11))
    #expect(agree(both.value, equal, 1e-11))
  }

  @Test("two-sided binomial tests equal the sum of counts not more probable", arguments: 0..<60)
  func binomialBruteForce(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let n = random.integer(in: 0...80)
    // Halves make exact ties, which the tolerance must treat as equal.
    let p = seed % 3 == 0 ? 0.5 : random.uniform()
    let terms = (0...n).map { product($0, n, p, 0) }
    for k in 0...n {
      let both = BinomialTest.twoSided(successes: k, trials: n, probability: p)
      let equal = terms.filter { $0 <= terms[k] * (1 + 1e-7) }.reduce(0, +)
      #expect(agree(both.value, equal, 1e-11))
      let less = BinomialTest.less(successes: k, trials: n, probability: p)
      #expect(agree(less.value, terms[...k].reduce(0, +), 1e-11))
    }
  }

  @Test("without over-dispersion the beta-binomial is the binomial", arguments: [0, 1, 7, 300])
  func thetaZero(n: Int) {
    let plain = BinomialDistribution(n: n, probability: 0.46)
    for theta in [0, 1e-300, 1e-18] {
      let distribution = BetaBinomial(n: n, mu: 0.46, theta: theta)
      for k in 0...n {
        #expect(abs(distribution.logPMF(k) - plain.logPMF(k)) <= 1e-13)
        #expect(agree(distribution.upperTail(k).log, plain.upperTail(k).log, 1e-11))
      }
    }
  }

  @Test("p falls as the second count rises", arguments: [(1, 0), (2.6, 0.004), (9, 0.02)])
  func monotone(c: Double, drift: Double) {
    let dispersion = DispersionModel(clumping: c, drift: drift)
    for n in [1, 2, 5, 9, 40, 700] {
      let distribution = dispersion.betaBinomial(n: n, mu: 0.43)
      let tails = (0...n).map { distribution.upperTail($0).log }
      #expect(zip(tails, tails.dropFirst()).allSatisfy { $0 > $1 })
    }
  }

  @Test("exchanging the samples exchanges up and down")
  func swapping() {
    let dispersion = DispersionModel(clumping: 2.2, drift: 0.01)
    for n in [5, 21, 400] {
      for k in 0...n {
        let up = dispersion.betaBinomial(n: n, mu: 0.3).upperTail(k)
        let down = dispersion.betaBinomial(n: n, mu: 0.7).lowerTail(n - k)
        #expect(abs(up.log - down.log) <= 1e-11 * max(1, abs(up.log)))
      }
    }
    let up = Fisher.greater(n1: 3, n2: 40, total1: 300_000, total2: 150_000)
    let down = Fisher.less(n1: 40, n2: 3, total1: 150_000, total2: 300_000)
    #expect(agree(up.log, down.log, 1e-12))
  }

  @Test("dispersion is cut at a correlation of 0.95")
  func dispersionModel() {
    let model = DispersionModel(clumping: 8.3, drift: 0.01)
    #expect(model.rho(2) == 0.95)
    #expect(agree(model.theta(2), 19, 1e-12))
    #expect(agree(model.rho(101), 0.083, 1e-12))
    #expect(agree(model.phi(101), 9.3, 1e-12))
    #expect(DispersionModel.none.theta(1) == 0)
    let other = DispersionModel(clumping: 2, drift: 0.02)
    #expect(model.maximum(other) == DispersionModel(clumping: 8.3, drift: 0.02))
  }
}
