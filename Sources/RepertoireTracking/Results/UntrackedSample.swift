/// A sample that could not be used; its patient is not tracked, since findings without it may be false.
public struct UntrackedSample: Sendable, Equatable {
  /// The patient.
  public var patientID: String
  /// The sample.
  public var sampleID: String
  /// What was wrong with it, for people.
  public var reason: String

  /// A sample with what was wrong.
  public init(patientID: String, sampleID: String, reason: String) {
    self.patientID = patientID
    self.sampleID = sampleID
    self.reason = reason
  }
}
