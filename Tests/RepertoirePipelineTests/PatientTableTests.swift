import Testing

@testable import RepertoirePipeline

@Suite("Tables of patients")
struct PatientTableTests {
  private static let sheet =
    "sample_id\tpatient_id\ttissue\tday\tr1\tkit\na\tP1\tblood\t1\t1.fq\tgeneric-amplicon\n"
    + "b\tP2\tblood\t1\t2.fq\tgeneric-amplicon\n"

  private static func remarks(_ patients: String) throws -> [String] {
    let folder = try SheetFolder()
    try folder.write("patients.tsv", patients)
    return try SampleSheet(path: try folder.write("samples.tsv", sheet)).remarks.map {
      $0.replacing(folder.path + "/", with: "")
    }
  }

  @Test("patients of one table alone are told whatever the sheet is read for")
  func otherPatients() throws {
    #expect(try Self.remarks("patient_id\tarm\nP1\tA\nP2\tB\n") == [])
    #expect(
      try Self.remarks("patient_id\tarm\nP1\tA\nP-2\tB\nP3\tB\n") == [
        "patients.tsv: no line for patient 'P2'. Add one, or leave it blank",
        "patients.tsv: no sample of patients 'P-2', 'P3'. Check the spelling",
      ])
    let many = (1...12).map { "P\($0)\tA\n" }.joined()
    #expect(
      try Self.remarks("patient_id\tarm\n" + many) == [
        "patients.tsv: no sample of patients 'P10', 'P11', 'P12', 'P3', 'P4' and 5 more. "
          + "Check the spelling"
      ])
  }

  @Test("a last line without an end is told, and line ends of CR alone end lines")
  func lineEnds() throws {
    #expect(
      try Self.remarks("patient_id\tarm\nP1\tA\nP2\tB") == [
        "patients.tsv, line 3: the last line has no line end, as where a file was cut; it was taken "
          + "as it is. Check its last cell"
      ])
    #expect(try Self.remarks("patient_id\tarm\rP1\tA\rP2\tB\r") == [])
  }

  /// Tables, and what their one fault must say.
  static let faulty: [(table: String, fault: String)] = [
    (
      "subject_id|patient_id|arm\nP1|P1|A\n",
      "line 1, column 'patient_id': the meaning of 'subject_id' again"
    ),
    ("patient_id|HLA\nP1|A*02:01\n", "line 1, column 'HLA': an unknown column"),
    ("patient_id|hla_\nP1|A*02:01\n", "Did you mean 'hla'?"),
    ("Patient_ID|arm\nP1|A\n", "Did you mean it by 'Patient_ID'? Rename it"),
    ("patient_id|arm\n", "line 1: no row below the header"),
    ("patient_id|arm\nP1|A\n|B\n", "line 3, column 'patient_id': an empty cell"),
    ("patient_id|arm\nP1|A\n\u{A0}|B\n", "line 3, column 'patient_id': an empty cell"),
    ("patient_id|arm|\nP1|A|x\n", "line 1: a nameless column (number 3)"),
    ("patient_id|arm\nP1|A\np1|B\n", "'p1', which differs from 'P1' (line 2) in case alone"),
    ("patient_id|arm\nP1|A\rP2|B\n", "line 2: a carriage return inside the line"),
  ]

  @Test("what would go unused is a fault", arguments: faulty)
  func fault(table: String, fault: String) throws {
    let folder = try SheetFolder()
    try folder.write("patients.tsv", table.replacing("|", with: "\t"))
    let faults = try folder.faults(of: Self.sheet)
    #expect(faults.first?.hasPrefix("patients.tsv, ") == true)
    #expect(faults.contains { $0.contains(fault) }, "\(faults)")
    #expect(faults.allSatisfy { $0.contains("; expected ") })
  }

  @Test("a covariate that is like hla is one where hla is there")
  func likeHLA() throws {
    #expect(try Self.remarks("patient_id\thla\thlas\nP1\tA*02:01\t1\nP2\t\t2\n") == [])
  }
}
