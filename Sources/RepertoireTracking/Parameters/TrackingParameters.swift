/// Everything that decides what tracking finds.
public struct TrackingParameters: Sendable, Equatable {
  /// Which test.
  public var preset: TrackingPreset
  /// Least counts of a clone in a pair (both sides together) to be tested.
  public var minimumCount = 5
  /// False-discovery rate of calls.
  public var falseDiscoveryRate = 0.05
  /// The same where biological replicates or a replaced repertoire ask for more.
  public var strictFalseDiscoveryRate = 0.01
  /// False-discovery rate up to which a clone is a candidate.
  public var candidateFalseDiscoveryRate = 0.20
  /// Fold change that `EXPANDED` must exceed.
  public var foldChange = 2.0
  /// Fold change that `NEW_LOWBASE` must exceed.
  public var lowBaselineFoldChange = 8.0
  /// Probability with which it must.
  public var foldChangeCertainty = 0.95
  /// Least blood frequency of an expanded clone.
  public var minimumFrequency = 2e-5
  /// Least effective cells of an expanded clone in blood.
  public var minimumEffectiveCells = 3.0
  /// Least counts of the pre-treatment biopsies for a test of gain.
  public var minimumBiopsyTotal = 100
  /// Draws of the overlap permutation.
  public var permutations = 10_000
  /// Draws behind each point of a rarefaction curve.
  public var subsamples = 100
  /// Seed of all random draws.
  public var seed: UInt64 = 1
  /// Whether clones that were neither tested nor seen in a biopsy are listed too.
  public var listsAllClones = false

  /// The settings of a preset.
  public init(preset: TrackingPreset = .standard) {
    self.preset = preset
    switch preset {
    case .standard: break
    case .immunoseqLegacy:
      minimumCount = 1
      falseDiscoveryRate = 0.01
    case .immunoseqLegacyAA:
      falseDiscoveryRate = 0.01
    }
  }
}
