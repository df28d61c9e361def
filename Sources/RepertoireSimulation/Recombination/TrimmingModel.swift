/// How many bases exonucleases and polymerases remove and add at the joints, as integer weights.
///
/// Shapes follow what is known of human receptors (means: 3 to 5 bases off V, D and J ends, 4 to
/// 5 N bases a joint); they are no fit to a data set.
public struct TrimmingModel: Sendable {
  /// Weights of zero, one, two and more bases off the 3' end of V.
  public var vTrimmed = [18, 9, 10, 12, 12, 11, 9, 7, 5, 3, 2, 1, 1]

  /// Weights of zero, one, two and more bases off the 5' end of J.
  public var jTrimmed = [16, 7, 8, 10, 11, 11, 10, 8, 7, 5, 3, 2, 1, 1]

  /// Weights of zero, one, two and more bases off either end of D.
  public var dTrimmed = [16, 14, 14, 13, 11, 9, 7, 6, 4, 3, 2, 1]

  /// Weights of zero, one, two and more N bases at one joint.
  public var inserted = [10, 11, 12, 12, 11, 10, 8, 7, 5, 4, 3, 2, 2, 1, 1, 1]

  /// Weights of zero, one, two and more palindromic bases at an end that was not trimmed.
  public var palindromic = [60, 20, 14, 5, 1]

  /// Weights of A, C, G and T among N bases: terminal transferase prefers G and C.
  public var insertedBases = [20, 30, 30, 20]

  /// The default shapes.
  public init() {}
}
