import RepertoireStatistics
import TestSupport
import Testing

/// Donor S1 of Pogorelyy et al., PNAS 2018: a replicate pair and the pair around the vaccination.
@Suite(
  "Yellow-fever pairs",
  .enabled(if: SharedData.has("data/yf-s1-countpairs"), "\(SharedData.absent)"))
struct YellowFeverTests {
  static let response = SamplePair.yellowFever("yf_d0F1_d15F1")
  static let replicate = SamplePair.yellowFever("null_d0F1_d0F2")

  static func fit(_ pair: SamplePair) -> ContaminatedBetaBinomialFit {
    .fit(pairs: pair.pairs, total1: pair.total1, total2: pair.total2, bounds: .umi)
  }
  static let responseFit = fit(response)
  static let replicateFit = fit(replicate)

  @Test("the fit on the vaccination pair reaches the converged optimum")
  func fitReachesOptimum() {
    let fit = Self.responseFit
    #expect(Self.response.total1 == 959_202)
    #expect(Self.response.total2 == 1_123_254)
    #expect(abs(fit.c - 2.578) < 0.002)
    #expect(abs(fit.rho0 - 4.17e-3) < 0.01e-3)
    #expect(abs(fit.mu - 0.4694) < 0.0001)
    #expect(abs(fit.negativeLogLikelihood - 66401.589) < 0.01)
    #expect(fit.boundsHit == .outliers)
    #expect(fit.converged)
    #expect(fit.agreeingStarts == 4)
    #expect(fit.distrust(up: 770, down: 17).isEmpty)
  }

  @Test(
    "the fitted test calls the published numbers of clones",
    arguments: [(0.05, 770, 17), (0.01, 591, 10)])
  func fittedCalls(rate: Double, up: Int, down: Int) {
    let (pair, fit) = (Self.response, Self.responseFit)
    #expect(pair.numberOfCalls(rate: rate) { fit.up(n1: $0.n1, n2: $0.n2) } == up)
    #expect(pair.numberOfCalls(rate: rate) { fit.down(n1: $0.n1, n2: $0.n2) } == down)
  }

  @Test("the fitted test calls one clone of the replicate pair", arguments: [0.05, 0.01])
  func replicateCalls(rate: Double) {
    let (pair, fit) = (Self.replicate, Self.replicateFit)
    #expect(abs(fit.c - 2.24) < 0.05)
    #expect(pair.numberOfCalls(rate: rate) { fit.up(n1: $0.n1, n2: $0.n2) } == 1)
    #expect(pair.numberOfCalls(rate: rate) { fit.down(n1: $0.n1, n2: $0.n2) } == 0)
  }

  @Test(
    "Fisher's test calls the published numbers of clones",
    arguments: [(true, 5, 3, 1), (true, 0, 3, 0), (false, 5, 1080, 401), (false, 0, 689, 181)])
  func fisherCalls(isReplicate: Bool, minimum: Int, up: Int, down: Int) {
    let pair = isReplicate ? Self.replicate : Self.response
    let (total1, total2) = (pair.total1, pair.total2)
    let rising = pair.numberOfCalls(rate: 0.01, minimum: minimum) {
      Fisher.greater(n1: $0.n1, n2: $0.n2, total1: total1, total2: total2)
    }
    let falling = pair.numberOfCalls(rate: 0.01, minimum: minimum) {
      Fisher.less(n1: $0.n1, n2: $0.n2, total1: total1, total2: total2)
    }
    #expect(rising == up)
    #expect(falling == down)
  }

  @Test("doubling every count about doubles the clumping and hardly changes the fitted calls")
  func doubledCounts() {
    let fit = Self.responseFit
    let doubled = SamplePair(
      pairs: Self.response.pairs.map { CountPair(n1: 2 * $0.n1, n2: 2 * $0.n2, clones: $0.clones) })
    let refit = ContaminatedBetaBinomialFit.fit(
      pairs: doubled.pairs, total1: doubled.total1, total2: doubled.total2, bounds: .umi,
      minimumCount: 10)
    // Not exactly 2: counts that are all even are no beta-binomial, and the fit feels it.
    #expect(abs(refit.c / fit.c - 2) < 0.5, "\(refit.c)")
    let up = doubled.numberOfCalls(rate: 0.05, minimum: 10) { refit.up(n1: $0.n1, n2: $0.n2) }
    #expect(abs(Double(up) / 770 - 1) < 0.1, "\(up)")
    // Fisher's test takes the copies for new evidence.
    let fisher = doubled.numberOfCalls(rate: 0.01, minimum: 10) {
      Fisher.greater(n1: $0.n1, n2: $0.n2, total1: doubled.total1, total2: doubled.total2)
    }
    #expect(fisher > 2 * 1080)
  }
}
