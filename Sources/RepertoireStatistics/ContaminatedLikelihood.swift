import Glibc

/// The likelihood that a ``ContaminatedBetaBinomialFit`` maximises.
///
/// `sum clones ln[(1 - eps) BB(n2 | n, mu, theta(n)) + eps / (n + 1)]` over the clones of one pair.
/// Equal pairs are one term; what depends only on the total is computed once per distinct total.
struct ContaminatedLikelihood {
  /// All pairs of one total.
  private struct Stratum {
    var n: Int
    /// Their places among the terms.
    var terms: Range<Int>
  }

  private struct Term {
    var n2: Int
    var clones: Double
    var logChoices: Double
  }

  private var strata: [Stratum] = []
  // In one array: a fit asks for all of them some thousand times.
  private var terms: [Term] = []

  /// Creates the likelihood of grouped, ordered pairs.
  init(pairs: [CountPair]) {
    for pair in pairs {
      let n = pair.total
      let choices =
        BinomialDistribution(n: n, probability: 0.5).logPMF(pair.n2) + Double(n) * log(2)
      let term = Term(n2: pair.n2, clones: Double(pair.clones), logChoices: choices)
      let place = terms.count
      terms.append(term)
      if let last = strata.indices.last, strata[last].n == n {
        strata[last].terms = strata[last].terms.lowerBound..<place + 1
      } else {
        strata.append(Stratum(n: n, terms: place..<place + 1))
      }
    }
  }

  /// Minus the log likelihood, natural logarithm.
  func negativeLog(dispersion: DispersionModel, mu: Double, outliers: Double) -> Double {
    let logMu = log(mu)
    let logRest = log1p(-mu)
    let inside = 1 - outliers
    var sum = 0.0
    for stratum in strata {
      let n = stratum.n
      let theta = dispersion.theta(n)
      let (a, b) = (mu / theta, (1 - mu) / theta)
      let common =
        Double(n) * logRest
        - (theta > 0 ? SpecialFunctions.logRisingExcess(1 / theta, n) : 0)
      let background = outliers / Double(n + 1)
      for place in stratum.terms {
        let term = terms[place]
        let k = term.n2
        var value = term.logChoices + common + Double(k) * (logMu - logRest)
        if theta > 0 {
          value +=
            SpecialFunctions.logRisingExcess(a, k) + SpecialFunctions.logRisingExcess(b, n - k)
        }
        sum -= term.clones * log(inside * exp(value) + background)
      }
    }
    return sum
  }
}
