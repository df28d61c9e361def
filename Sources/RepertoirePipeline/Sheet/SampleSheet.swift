internal import Repertoires

/// A study as its sample sheet describes it: checked, with lanes joined and paths resolved.
public struct SampleSheet: Sendable, Equatable {
  /// The sheet's path as given.
  public let path: String
  /// The samples, in the order of their first rows.
  public let samples: [StudySample]
  /// Names of the free columns, in the sheet's order.
  public let freeColumns: [String]
  /// Covariates of the patients; empty without a `patients.tsv` beside the sheet.
  public let patients: PatientTable
  /// What is no fault but may be meant otherwise, one sentence each.
  public let remarks: [String]
  /// Of a sheet that was read for a check: one fault for each file that cannot be read.
  let inputFaults: [Fault]

  /// What a sheet is read for, which decides what its rows must name.
  public enum Purpose: Sendable {
    /// Only the sheet counts: kits and files are not looked at.
    case description
    /// Every file must be readable and every kit known.
    case analysis
    /// As for an analysis, but files that cannot be read are kept, to be told with those whose
    /// content is at fault.
    case check
    /// Every clonotype table must be readable; reads are not needed.
    case tracking

    /// Whether reads must be there and kits known.
    var needsReads: Bool { self == .analysis || self == .check }
  }

  /// Reads a sheet, and `patients.tsv` beside it where there is one.
  ///
  /// Relative paths in it start at the sheet's folder. Input files are not opened.
  /// - Throws: `PipelineError` with every fault found: 66 when the sheet cannot be read or nothing
  ///   but files it names are at fault, else 78.
  public init(path: String, for purpose: Purpose = .description) throws(PipelineError) {
    let bytes = try SheetContent.read(path)
    let folder = FilePath.folder(of: path)
    var reader = SampleSheetReader(path: path, folder: folder, purpose: purpose)
    reader.read(bytes)
    let patientsPath = folder + "patients.tsv"
    var faults = FaultList(path: patientsPath)
    var patients = PatientTable.empty
    var remarks = reader.remarks
    if WholeFile.exists(patientsPath) {
      patients = PatientTable(
        path: patientsPath, bytes: try SheetContent.read(patientsPath), faults: &faults,
        remarks: &remarks)
      let present = Set(reader.samples.map(\.sample.patientID))
      remarks += patients.remarks(of: present, path: patientsPath)
    }
    let all = reader.faults.sorted + faults.sorted
    let isReadable = faults.isEmpty && reader.faults.status == .inputMissing
    guard all.isEmpty || purpose == .check && isReadable else {
      throw PipelineError(faults.isEmpty ? reader.faults.status : .badSettings, all)
    }
    self.path = path
    samples = reader.samples
    freeColumns = reader.freeColumns
    self.remarks = remarks
    inputFaults = all
    self.patients = patients
  }

  /// Patients with samples, sorted by name.
  public var patientIDs: [String] { Set(samples.map(\.sample.patientID)).sorted() }

  /// Fails with one fault for each input file that cannot be read.
  public func checkInputs() throws(PipelineError) {
    var faults: [Fault] = []
    for member in samples {
      for file in member.files {
        guard let found = WholeFile.faultOfReading(file) else { continue }
        faults.append(
          Fault(
            place: member.place(in: path),
            found: "\(file) \(found)", expected: "a readable file",
            remedy: "Check the path; relative paths start at the sheet's folder"))
      }
    }
    guard faults.isEmpty else { throw PipelineError(.inputMissing, faults) }
  }
}
