/// The limits of the parameters of a ``ContaminatedBetaBinomialFit``.
///
/// A fit on the tested pair itself must not explain the signal away; the limits keep the dispersion
/// within what an assay can do. A parameter that ends at its limit makes the fit untrusted.
public struct FitBounds: Sendable, Hashable {
  /// The least clumping `c`.
  public var minimumClumping = 1.02
  /// The largest clumping `c`.
  public var maximumClumping: Double
  /// The largest drift `rho0`.
  public var maximumDrift = 0.03
  /// The largest share of outliers.
  public var maximumOutliers = 0.3
  /// How far the log odds of `mu` may lie from those of the depth.
  public var maximumShift = 0.7

  /// Creates the default limits with a given largest clumping, above 1.02.
  public init(maximumClumping: Double) {
    precondition(maximumClumping > 1.02, "the largest clumping lies above the smallest, 1.02")
    self.maximumClumping = maximumClumping
  }

  /// Counts are cells.
  public static let cells = FitBounds(maximumClumping: 3)

  /// Counts are templates of genomic DNA.
  public static let templates = FitBounds(maximumClumping: 3)

  /// Counts are unique molecular identifiers of RNA.
  public static let umi = FitBounds(maximumClumping: 12)

  /// Counts are reads, of which a cell gives so many; nil if the number of cells is not known.
  public static func reads(perCell: Double?) -> FitBounds {
    FitBounds(maximumClumping: max(60, 20 * (perCell ?? 0)))
  }
}
