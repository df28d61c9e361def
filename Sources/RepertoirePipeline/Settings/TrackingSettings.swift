internal import RepertoireTables
public import RepertoireTracking

/// What decides the tracking: parameters from the command line, and files of the user.
public struct TrackingSettings: Sendable, Equatable {
  /// The parameters.
  public let parameters: TrackingParameters
  /// Dispersion of the assay; nil without a file.
  public private(set) var assayProfile: AssayProfile?
  /// Receptors of known specificity; nil without a file.
  public private(set) var specificities: SpecificityDatabase?
  /// The files behind both, by content.
  private(set) var inputs: [RunRecord.Input] = []

  /// What of them was not used, for messages.
  private(set) var remarks: [String] = []
  /// What of them may be wrong.
  private(set) var warnings: [String] = []

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

  /// The same settings with an assay profile and receptors of known specificity read from files.
  ///
  /// - Throws: 66 for a file that cannot be read, 78 for a profile that is none, 65 for a table that
  ///   is neither VDJdb nor McPAS.
  public func reading(assayProfile: String?, annotations: String?) throws -> TrackingSettings {
    var settings = self
    if let assayProfile {
      settings.assayProfile = try AssayProfileFile.read(assayProfile)
      settings.inputs.append(try RunRecord.Input(of: assayProfile))
    }
    if let annotations {
      let (database, report) = try SpecificityReader.read(path: annotations)
      guard database.count > 0 else {
        throw PipelineError(
          .badData, at: annotations, found: "no entry that can be used",
          expected: "human receptors with a junction; of VDJdb, a score of at least 1",
          remedy: "Check that it is the right file")
      }
      settings.specificities = database
      settings.remarks = report.remarks.map {
        "\(annotations): \(Count.of($0.rows, "row")) of \(report.rows): \($0.meaning)"
      }
      if report.lacksLineEnd {
        settings.warnings.append("\(annotations): \(TableReport.Note.noLineEnd.meaning)")
      }
      settings.inputs.append(try RunRecord.Input(of: annotations))
    }
    return settings
  }
}
