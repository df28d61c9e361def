/// The dispersion and bulk share of two samples, learnt from the pair itself.
///
/// Most clones follow a beta-binomial with common clumping, drift and share; the rest, a uniform
/// component of limited weight, are those that truly change, so that they do not inflate the
/// dispersion. See ``fit(pairs:total1:total2:bounds:minimumCount:)``.
public struct ContaminatedBetaBinomialFit: Sendable, Hashable {
  /// Which parameters ended at a limit.
  public struct BoundsHit: OptionSet, Sendable, Hashable {
    /// One bit per limit.
    public let rawValue: UInt8
    /// Creates a set of limits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Clumping at its least, 1.02: one count per cell.
    public static let clumpingMinimum = BoundsHit(rawValue: 1)
    /// Clumping at its largest.
    public static let clumpingMaximum = BoundsHit(rawValue: 2)
    /// Drift at its largest.
    public static let drift = BoundsHit(rawValue: 4)
    /// The share as far from that of the depths as it may be.
    public static let mu = BoundsHit(rawValue: 8)
    /// Outliers at their largest share.
    public static let outliers = BoundsHit(rawValue: 16)
  }

  /// Clumping `c` and drift `rho0`.
  public var dispersion: DispersionModel
  /// The share of the second sample among the counts of the bulk of clones.
  public var mu: Double
  /// The share of the second sample by the totals.
  public var mu0: Double
  /// The share of clones in the uniform component.
  public var eps: Double
  /// Minus the natural log likelihood at the optimum.
  public var negativeLogLikelihood: Double
  /// The parameters that ended at a limit.
  public var boundsHit: BoundsHit
  /// The clones with at least the minimum of counts.
  public var testedClones: Int
  /// The clones seen in both samples with 20 counts or more: what carries the fit.
  public var sharedClones: Int
  /// Whether the last pass of the best start gained less than 1e-4.
  public var converged: Bool
  /// How many of the fixed starts ended within 0.01 log units of the best.
  public var agreeingStarts: Int
  /// How many values of the likelihood were computed.
  public var evaluations: Int

  /// Clumping `c`: counts per independent cell.
  public var c: Double { dispersion.clumping }
  /// Drift `rho0`.
  public var rho0: Double { dispersion.drift }

  /// The distribution of the second sample's part of `n` counts.
  public func betaBinomial(n: Int) -> BetaBinomial { dispersion.betaBinomial(n: n, mu: mu) }

  /// The probability of `n2` or more of the clone's counts in the second sample.
  public func up(n1: Int, n2: Int) -> TailProbability { betaBinomial(n: n1 + n2).upperTail(n2) }

  /// The probability of `n2` or fewer of the clone's counts in the second sample.
  public func down(n1: Int, n2: Int) -> TailProbability { betaBinomial(n: n1 + n2).lowerTail(n2) }

  /// Why the fit should not be used (STATISTICS 3.7), from the most basic reason on.
  public enum Distrust: String, Sendable, Hashable, CaseIterable {
    /// Fewer than 500 tested clones.
    case fewClones = "few_clones"
    /// Fewer than 50 shared clones of 20 counts or more.
    case fewSharedClones = "few_shared_clones"
    /// The optimiser did not settle.
    case notConverged = "not_converged"
    /// Clumping at its largest, or at its least where there must be some.
    case clumpingAtBound = "c_at_bound"
    /// Drift at its limit.
    case driftAtBound = "rho0_at_bound"
    /// The share at its limit.
    case shareAtBound = "mu_at_bound"
    /// Outliers at their limit, and more than half as many clones fall as rise.
    case outliersAtBound = "eps_at_bound"
  }

  /// The reasons not to trust the fit, given the test calls in both directions.
  ///
  /// Clumping at its least is one only where `expectsClumping`: counts that cells give by the
  /// several (reads, molecules of RNA) cannot lack it, and a fit without has put it elsewhere. Where
  /// one cell gives one count, as in genomic DNA, it is the right answer, and a safe one: the
  /// likelihood asks for less dispersion than the limit allows.
  public func distrust(up: Int, down: Int, expectsClumping: Bool = false) -> [Distrust] {
    var reasons: [Distrust] = []
    if testedClones < 500 { reasons.append(.fewClones) }
    if sharedClones < 50 { reasons.append(.fewSharedClones) }
    if !converged { reasons.append(.notConverged) }
    if boundsHit.contains(.clumpingMaximum)
      || expectsClumping && boundsHit.contains(.clumpingMinimum)
    {
      reasons.append(.clumpingAtBound)
    }
    if boundsHit.contains(.drift) { reasons.append(.driftAtBound) }
    if boundsHit.contains(.mu) { reasons.append(.shareAtBound) }
    if boundsHit.contains(.outliers), 2 * down > up { reasons.append(.outliersAtBound) }
    return reasons
  }
}
