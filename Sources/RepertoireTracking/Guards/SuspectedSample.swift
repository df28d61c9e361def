public import Repertoires

/// A sample that shares clones as a sample of another patient does, and not with its own.
public struct SuspectedSample: Sendable, Equatable {
  /// Name of the sample.
  public var sample: String
  /// The patient that the sheet gives it to.
  public var patientID: String
  /// The patient that it shares most with.
  public var likePatientID: String
  /// The sample of that patient that it shares most with.
  public var closest: String
  /// The sample it was probably exchanged with: the only one of that patient that looks like one of
  /// this patient, if this is the only one that looks like one of that; nil where more or none do.
  public var exchangedWith: String?
  /// The locus.
  public var locus: Locus
}
