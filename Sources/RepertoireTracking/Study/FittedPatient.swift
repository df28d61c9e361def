/// A patient whose clones are joined and whose pairs are fitted; the first step of tracking.
public struct FittedPatient: Sendable {
  /// The patient.
  public let patientID: String
  let groups: [FittedGroup]
}
