/// How much more a clone's counts vary than those of independent cells.
///
/// The variance of a count is `phi(n)` times the binomial one, `phi(n) = c + rho0 (n - 1)`: a part
/// that is constant because one cell gives several counts, and a part that grows because clones
/// drift and amplify differently.
public struct DispersionModel: Sendable, Hashable {
  /// Counts per independent cell, `c`, as an index of dispersion; 1 is none.
  public var clumping: Double
  /// The clone-level variance of the share, `rho0`; about `tau^2 mu (1 - mu)` for a drift of log SD
  /// `tau`.
  public var drift: Double

  /// Creates a model; `clumping` is at least 1, `drift` at least 0.
  public init(clumping: Double, drift: Double) {
    precondition(clumping >= 1 && drift >= 0, "dispersion is never below that of single cells")
    self.clumping = clumping
    self.drift = drift
  }

  /// No over-dispersion: the binomial.
  public static let none = DispersionModel(clumping: 1, drift: 0)

  /// The factor on the binomial variance at `n` counts.
  public func phi(_ n: Int) -> Double { clumping + drift * Double(max(n - 1, 0)) }

  /// The correlation of counts at `n` counts, cut to 0...0.95.
  public func rho(_ n: Int) -> Double {
    let excess = clumping - 1
    if excess <= 0 { return min(0.95, drift) }
    return n < 2 ? 0.95 : min(0.95, excess / Double(n - 1) + drift)
  }

  /// The parameter of the product form at `n` counts, `rho / (1 - rho)`.
  public func theta(_ n: Int) -> Double {
    let correlation = rho(n)
    return correlation / (1 - correlation)
  }

  /// The distribution of the second sample's part of `n` counts at an expected share of `mu`.
  public func betaBinomial(n: Int, mu: Double) -> BetaBinomial {
    BetaBinomial(n: n, mu: mu, theta: theta(n))
  }

  /// The larger of both parameters: with replicates, neither source may lower the other's.
  public func maximum(_ other: DispersionModel) -> DispersionModel {
    DispersionModel(
      clumping: max(clumping, other.clumping), drift: max(drift, other.drift))
  }
}
