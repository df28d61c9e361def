import Foundation
import RepertoireStatistics
import Testing

/// Reference values: mpmath 1.3 with 160 digits.
@Suite("Special functions")
struct SpecialFunctionTests {
  @Test(
    "both tails of the incomplete beta function keep twelve digits",
    arguments: [
      (1e-08, 0.5, 0.5, -9.6619230755989709, -6.3664003852549231e-5),
      (1e-09, 0.5, 10000.5, -5.6356713280120978, -0.0035746624416270148),
      (0.3, 5, 3, -3.5475361540485399, -0.029218225244474499),
      (0.9999, 5.5, 3.5, -6.6201449147393983e-13, -28.043488948769582),
      (0.2, 120.5, 260.5, -16.845055955686283, -4.8337608686774231e-8),
      (0.6, 120.5, 260.5, -2.4030544738217252e-29, -65.898227071240576),
      (0.3333, 1_000_000.0, 2_000_000.0, -0.79559038908062261, -0.60023023494537174),
      (0.34, 1_000_000.0, 2_000_000.0, 0.0, -302.16349028460639),
      (0.32, 1_000_000.0, 2_000_000.0, -1221.5508861153138, 0.0),
      (3e-06, 1, 959202, -0.057914182664617166, -2.8776103164176329),
      (0.9, 2654.5, 0.5, -283.04430157543671, -1.1896568007911996e-123),
      (1e-05, 0.5, 2654.5, -1.7025355742042806, -0.20116303163044878),
      (0.0001, 40, 959162, -3.5342864254186537e-11, -24.065924603833361),
      (0.0001, 10.5, 1_000_000.0, -3.6051268120574628e-31, -70.097780935982221),
      (0.99999, 300000.25, 0.75, -3.5420354730057346, -0.029381779150719803),
    ])
  func incompleteBeta(x: Double, a: Double, b: Double, lower: Double, upper: Double) {
    let below = SpecialFunctions.logRegularizedBeta(x, a: a, b: b)
    let above = SpecialFunctions.logRegularizedBetaComplement(x, a: a, b: b)
    // A probability is known to 1e-12 relative if its logarithm is to 1e-12 absolute.
    #expect(abs(below - lower) <= 1e-12 * max(1, abs(lower)), "\(below)")
    #expect(abs(above - upper) <= 1e-12 * max(1, abs(upper)), "\(above)")
    #expect(agree(SpecialFunctions.regularizedBeta(x, a: a, b: b), exp(lower), 1e-11))
  }

  @Test("small tails near certainty keep their own digits")
  func nearCertainty() {
    let lower = SpecialFunctions.logRegularizedBeta(0.9999, a: 5.5, b: 3.5)
    #expect(agree(lower, -6.6201449147393983e-13, 1e-11))
  }

  @Test(
    "the inverse gives the probability back",
    arguments: [0.5, 1, 3.5, 40, 2654.5, 959_202], [0.5, 1, 12.25, 1e6])
  func inverse(a: Double, b: Double) {
    for p in [1e-12, 0.001, 0.025, 0.3, 0.5, 0.7, 0.95, 0.975, 0.999_999] {
      let x = SpecialFunctions.inverseRegularizedBeta(p, a: a, b: b)
      if x < 0.999 {
        #expect(agree(SpecialFunctions.regularizedBeta(x, a: a, b: b), p, 1e-8), "\(p)")
      }
      // The log odds tell apart what a number near 1 cannot: read them from the other side.
      let mirrored = SpecialFunctions.inverseRegularizedBetaLogOdds(1 - p, a: b, b: a)
      let straight = SpecialFunctions.inverseRegularizedBetaLogOdds(p, a: a, b: b)
      if p >= 0.001 { #expect(abs(straight + mirrored) <= 1e-9 * max(1, abs(straight)), "\(p)") }
    }
    #expect(SpecialFunctions.inverseRegularizedBeta(0, a: a, b: b) == 0)
    #expect(SpecialFunctions.inverseRegularizedBeta(1, a: a, b: b) == 1)
  }

  @Test(
    "the log beta function does not cancel",
    arguments: [
      (0.01, 0.01, 5.2981552399856675), (0.5, 1_000_000.0, -6.335390211057437),
      (3, 4, -4.0943445622221007), (1_000_000.0, 2_000_000.0, -1909548.290968533),
      (1e9, 1e9, -1386294370.2160114), (50, 1e12, -1236.9853118513075),
    ])
  func logBeta(a: Double, b: Double, value: Double) {
    #expect(agree(SpecialFunctions.logBeta(a, b), value, 2e-15 * 4))
    #expect(SpecialFunctions.logBeta(a, b) == SpecialFunctions.logBeta(b, a))
  }

  @Test("sums of exponentials survive underflow")
  func logSumExp() {
    #expect(agree(SpecialFunctions.logSumExp([-2000, -2000]), -2000 + log(2), 1e-15))
    #expect(SpecialFunctions.logSumExp([]) == -.infinity)
    #expect(SpecialFunctions.logSumExp(-.infinity, -3) == -3)
    #expect(SpecialFunctions.logSumExp(-.infinity, -.infinity) == -.infinity)
    #expect(agree(SpecialFunctions.logOneMinusExp(-1e-18), log(1e-18), 1e-14))
    #expect(agree(SpecialFunctions.logOneMinusExp(-50), -exp(-50), 1e-14))
  }
}
