import Foundation
import RepertoireStatistics
import TestSupport
import Testing

@Suite("The fit on a pair")
struct PairFitTests {
  /// A pair of samples of clones that follow the model, with a share of true changes.
  private func simulated(
    seed: UInt64, clones: Int, dispersion: DispersionModel, mu: Double, changed: Double
  ) -> SamplePair {
    var random = SplitMix64(seed: seed)
    let pairs = (0..<clones).map { _ in
      let n = min(3000, Int(random.pareto(exponent: 2.05, minimum: 5)))
      var share = mu
      let theta = dispersion.theta(n)
      if random.chance(changed) {
        share = random.uniform()
      } else if theta > 0 {
        share = random.beta(mu / theta, (1 - mu) / theta)
      }
      let n2 = random.binomial(trials: n, probability: share)
      return CountPair(n1: n - n2, n2: n2)
    }
    return SamplePair(pairs: pairs)
  }

  private func fit(_ pair: SamplePair, bounds: FitBounds = .umi) -> ContaminatedBetaBinomialFit {
    .fit(pairs: pair.pairs, total1: pair.total1, total2: pair.total2, bounds: bounds)
  }

  @Test("parameters of simulated clones are found again", arguments: [(2.5, 0.004), (6, 0.012)])
  func recovery(c: Double, drift: Double) {
    let truth = DispersionModel(clumping: c, drift: drift)
    let pair = simulated(seed: 3, clones: 8000, dispersion: truth, mu: 0.45, changed: 0.1)
    let found = fit(pair)
    #expect(abs(log((found.c - 1) / (c - 1))) < 0.15, "\(found)")
    #expect(abs(log(found.rho0 / drift)) < 0.4, "\(found)")
    #expect(abs(found.mu - 0.45) < 0.01)
    #expect(abs(found.eps - 0.1) < 0.05)
    #expect(found.converged && found.agreeingStarts >= 2)
    #expect(found.testedClones == 8000)
  }

  @Test("a given dispersion is kept and the share refitted")
  func fixedDispersion() {
    let truth = DispersionModel(clumping: 2.5, drift: 0.004)
    let pair = simulated(seed: 4, clones: 4000, dispersion: truth, mu: 0.55, changed: 0.05)
    let free = fit(pair)
    let fixed = ContaminatedBetaBinomialFit.fit(
      pairs: pair.pairs, total1: pair.total1, total2: pair.total2, dispersion: free.dispersion,
      bounds: .umi)
    #expect(fixed.dispersion == free.dispersion)
    #expect(abs(fixed.mu - free.mu) < 1e-3)
    #expect(abs(fixed.negativeLogLikelihood - free.negativeLogLikelihood) < 0.01)
    #expect(fixed.agreeingStarts == 4)
  }

  @Test("the order of clones and their grouping change nothing")
  func orderIndependence() {
    let truth = DispersionModel(clumping: 3, drift: 0.002)
    var pair = simulated(seed: 5, clones: 600, dispersion: truth, mu: 0.5, changed: 0.05)
    let straight = fit(pair)
    var random = SplitMix64(seed: 1)
    random.shuffle(&pair.pairs)
    #expect(fit(pair) == straight)
    #expect(fit(SamplePair(pairs: CountPair.grouped(pair.pairs))) == straight)
  }

  @Test("exchanging the samples mirrors the share")
  func swapping() {
    let truth = DispersionModel(clumping: 3, drift: 0.004)
    let pair = simulated(seed: 6, clones: 1500, dispersion: truth, mu: 0.42, changed: 0.05)
    let straight = fit(pair)
    let back = fit(SamplePair(pairs: pair.pairs.map(\.swapped)))
    #expect(abs(straight.mu + back.mu - 1) < 1e-3)
    #expect(abs(straight.negativeLogLikelihood - back.negativeLogLikelihood) < 0.01)
    #expect(abs(straight.c - back.c) < 0.02)
  }

  @Test("limits that bind are reported")
  func bounds() {
    let wild = DispersionModel(clumping: 30, drift: 0)
    let clumped = simulated(seed: 7, clones: 800, dispersion: wild, mu: 0.5, changed: 0)
    let capped = fit(clumped, bounds: .cells)
    #expect(capped.boundsHit.contains(.clumpingMaximum))
    #expect(capped.distrust(up: 0, down: 0).contains(.clumpingAtBound))
    let single = simulated(seed: 8, clones: 800, dispersion: .none, mu: 0.5, changed: 0)
    let tight = fit(single, bounds: .cells)
    #expect(tight.boundsHit.contains(.clumpingMinimum))
    #expect(!tight.distrust(up: 0, down: 0).contains(.clumpingAtBound))
    #expect(tight.distrust(up: 0, down: 0, expectsClumping: true).contains(.clumpingAtBound))
    // Totals that say one thing and clones that say another push the share to its limit.
    let shifted = ContaminatedBetaBinomialFit.fit(
      pairs: single.pairs, total1: 100_000, total2: 1_000_000, bounds: .cells)
    #expect(shifted.boundsHit.contains(.mu))
    #expect(shifted.distrust(up: 0, down: 0).contains(.shareAtBound))
  }

  @Test("a pair without a clone to fit is said not to be fitted")
  func empty() {
    let none = ContaminatedBetaBinomialFit.fit(
      pairs: [CountPair(n1: 1, n2: 2, clones: 900)], total1: 900, total2: 1800, bounds: .umi)
    #expect(!none.converged)
    #expect(none.testedClones == 0 && none.sharedClones == 0)
    #expect(agree(none.mu, 2.0 / 3, 1e-12))
    #expect(none.distrust(up: 0, down: 0).starts(with: [.fewClones, .fewSharedClones]))
    #expect(none.distrust(up: 0, down: 0).contains(.notConverged))
  }

  @Test("limits follow the unit of the counts")
  func unitBounds() {
    #expect(FitBounds.cells.maximumClumping == 3)
    #expect(FitBounds.umi.maximumClumping == 12)
    #expect(FitBounds.reads(perCell: nil).maximumClumping == 60)
    #expect(FitBounds.reads(perCell: 10).maximumClumping == 200)
  }

  @Test("two draws of cells from one repertoire give at most one call", arguments: 0..<3)
  func nullPair(seed: Int) {
    var random = SplitMix64(seed: UInt64(100 + seed))
    let frequencies = (0..<40_000).map { _ in random.pareto(exponent: 2.05, minimum: 1) }
    // Each cell gives about three molecules, with more spread than Poisson.
    func sample() -> [Int] {
      random.multinomial(draws: 15_000, weights: frequencies).map {
        $0 == 0 ? 0 : random.negativeBinomial(mean: 3 * Double($0), size: 2 * Double($0))
      }
    }
    let (first, second) = (sample(), sample())
    let pair = SamplePair(pairs: zip(first, second).map { CountPair(n1: $0.0, n2: $0.1) })
    let found = fit(pair)
    let fitted = pair.numberOfCalls(rate: 0.05) { found.up(n1: $0.n1, n2: $0.n2) }
    let fisher = pair.numberOfCalls(rate: 0.05) {
      Fisher.greater(n1: $0.n1, n2: $0.n2, total1: pair.total1, total2: pair.total2)
    }
    #expect(fitted <= 1)
    #expect(fisher > 20, "Fisher's test was expected to fail here, and called only \(fisher)")
  }
}
