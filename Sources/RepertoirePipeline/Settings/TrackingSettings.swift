public import RepertoireTracking

/// Tracking parameters from what the command line says.
public struct TrackingSettings: Sendable, Equatable {
  /// The parameters.
  public let parameters: TrackingParameters

  /// Parameters of a preset with changes; nil when the preset or the rate does not exist.
  ///
  /// The rate lies above 0 and below the rate of candidates, 0.2.
  public init?(
    preset: String, seed: UInt64, falseDiscoveryRate: Double?, listsAllClones: Bool
  ) {
    guard let preset = TrackingPreset(rawValue: preset) else { return nil }
    var parameters = TrackingParameters(preset: preset)
    parameters.seed = seed
    parameters.listsAllClones = listsAllClones
    if let rate = falseDiscoveryRate {
      guard rate > 0, rate < parameters.candidateFalseDiscoveryRate else { return nil }
      parameters.falseDiscoveryRate = rate
      parameters.strictFalseDiscoveryRate = min(rate, parameters.strictFalseDiscoveryRate)
    }
    self.parameters = parameters
  }
}
