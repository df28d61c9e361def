import Foundation
import RepertoireStatistics
import Testing

@Suite("Fold changes and limits")
struct FoldChangeTests {
  @Test("quantiles and exceedance probabilities are inverse to each other")
  func inverse() {
    let change = FoldChange(n1: 3, n2: 40, phi: 2.5, mu: 0.46)
    for p in [0.001, 0.025, 0.5, 0.975] {
      let above = change.probability(above: exp2(change.log2Quantile(p)))
      #expect(agree(above.value, 1 - p, 1e-10))
    }
    #expect(change.log2Lower < change.log2Median && change.log2Median < change.log2Upper)
  }

  @Test("posterior draws of both frequencies show the same interval")
  func simulation() {
    var random = SplitMix64(seed: 11)
    let (n1, n2, phi, mu) = (4, 30, 2.0, 0.4)
    let change = FoldChange(n1: n1, n2: n2, phi: phi, mu: mu)
    let ratio = mu / (1 - mu)
    let draws = (0..<20000).map { _ in
      log2(
        random.gamma(shape: Double(n2) / phi + 0.5) / random.gamma(shape: Double(n1) / phi + 0.5)
          / ratio)
    }
    func share(below limit: Double) -> Double {
      Double(draws.count { $0 < limit }) / Double(draws.count)
    }
    #expect(abs(share(below: change.log2Lower) - 0.025) < 0.005)
    #expect(abs(share(below: change.log2Median) - 0.5) < 0.015)
    #expect(abs(share(below: change.log2Upper) - 0.975) < 0.005)
    #expect(abs(1 - share(below: 1) - change.probability(above: 2).value) < 0.015)
  }

  @Test("exchanging the samples changes the sign")
  func swapping() {
    let there = FoldChange(n1: 0, n2: 2654, phi: 3, mu: 0.46)
    let back = FoldChange(n1: 2654, n2: 0, phi: 3, mu: 0.54)
    #expect(agree(there.log2Lower, -back.log2Upper, 1e-10))
    #expect(agree(there.log2Point, -back.log2Point, 1e-12))
  }

  @Test("a share of the depths instead of the bulk shifts the change by their log ratio")
  func normalization() {
    let bulk = FoldChange(n1: 10, n2: 40, phi: 1, mu: 0.46)
    let depth = FoldChange(n1: 10, n2: 40, phi: 1, mu: 0.54)
    let shift = log2(0.54 / 0.46) - log2(0.46 / 0.54)
    #expect(agree(bulk.log2Median - depth.log2Median, shift, 1e-10))
    #expect(agree(FoldChange(n1: 7, n2: 7, phi: 1, mu: 0.5).log2Point + 1, 1, 1e-15))
  }

  @Test("limits cover the counts they came from", arguments: [0.5, 0.95, 0.99])
  func clopperPearsonTails(confidence: Double) {
    for (n, total) in [(1, 20), (7, 500), (19, 20), (300, 100_000)] {
      let upper = ClopperPearson.upper(n: Double(n), N: Double(total), confidence: confidence)
      let lower = ClopperPearson.lower(n: Double(n), N: Double(total), confidence: confidence)
      let less = BinomialTest.less(successes: n, trials: total, probability: upper)
      let greater = BinomialTest.greater(successes: n, trials: total, probability: lower)
      #expect(agree(less.value, 1 - confidence, 1e-9))
      #expect(agree(greater.value, 1 - confidence, 1e-9))
    }
  }

  @Test("limits at no count and at all counts have their closed form")
  func clopperPearsonEnds() {
    #expect(agree(ClopperPearson.upper(n: 0, N: 20000), 1 - pow(0.05, 1 / 20000), 1e-10))
    #expect(ClopperPearson.lower(n: 0, N: 100) == 0)
    #expect(ClopperPearson.upper(n: 100, N: 100) == 1)
    #expect(agree(ClopperPearson.lower(n: 100, N: 100), pow(0.05, 1 / 100), 1e-12))
    #expect(ClopperPearson.upper(n: 0, N: 0) == 1)
    #expect(ClopperPearson.upper(n: 2.5, N: 100) > ClopperPearson.upper(n: 2, N: 100))
  }

  @Test("effective counts follow clumping and the cells put in")
  func effectiveCounts() {
    let reads = EffectiveCounts(total: 1_000_000, clumping: 10, cellsInput: 20000)
    #expect(reads.effectiveTotal == 20000)
    #expect(agree(reads.effective(500), 10, 1e-12))
    #expect(agree(reads.lod95, 1.5e-4, 0.01))
    #expect(EffectiveCounts(total: 1000, clumping: 1.05).effectiveTotal == 1000)
    #expect(EffectiveCounts(total: 1000, clumping: 2).effectiveTotal == 500)
    #expect(EffectiveCounts(total: 0, clumping: 2).effective(0) == 0)
    #expect(EffectiveCounts(total: 0, clumping: 2).upper95(0) == 1)
    #expect(reads.lower95(500) < 5e-4 && reads.upper95(500) > 5e-4)
  }
}
