import Glibc

extension TrackedClone {
  /// P value of a rise over the series of days; 0 where it is below what a `Double` can hold.
  public var p: Double? { logP.map { exp($0) } }

  /// P value of a fall over the series of days.
  public var pDown: Double? { logPDown.map { exp($0) } }

  /// P value of a rise by Fisher's exact test.
  public var pFisher: Double? { logPFisher.map { exp($0) } }

  /// P value of the gain in the tumor.
  public var pGain: Double? { logPGain.map { exp($0) } }

  /// P value of the enrichment in the tumor.
  public var pEnrichment: Double? { logPEnrichment.map { exp($0) } }
}
