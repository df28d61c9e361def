public import RepertoireTracking

/// Covariates and HLA alleles of the patients, from `patients.tsv` beside the sample sheet.
public struct PatientTable: Sendable, Equatable {
  /// Names of the covariates, in the table's order.
  public let covariates: [String]
  /// One value a covariate (blank where unknown), by `patient_id`.
  public let values: [String: [String]]

  /// HLA alleles by `patient_id`, from the column `hla`, which is no covariate.
  public let typings: [String: HLATyping]

  /// No patients table.
  public static let empty = PatientTable(covariates: [], values: [:], typings: [:])

  private init(
    covariates: [String], values: [String: [String]], typings: [String: HLATyping]
  ) {
    self.covariates = covariates
    self.values = values
    self.typings = typings
  }

  /// Reads a table and adds what is wrong with it to `faults`.
  init(path: String, bytes: [UInt8], faults: inout FaultList) {
    let text = DelimitedText(bytes, format: .tsv)
    for flaw in text.flaws { faults.add(flaw) }
    let header = text.rows.first?.fields.map(SampleSheetReader.trimmed) ?? []
    let names = ["patient_id", "subject_id"]
    guard let place = header.firstIndex(where: names.contains) else {
      faults.add(
        line: text.rows.first?.line ?? 1, found: "no column 'patient_id'",
        expected: "patient_id and one column a covariate", remedy: "Add the column")
      self = .empty
      return
    }
    if Set(header).count < header.count {
      faults.add(
        line: text.rows[0].line, found: "two columns of one name", expected: "each column once",
        remedy: "Rename or remove one of them")
    }
    let hla = header.firstIndex(of: Self.hlaColumn)
    var values: [String: [String]] = [:]
    var typings: [String: HLATyping] = [:]
    for row in text.rows.dropFirst() {
      guard row.fields.count == header.count else {
        faults.add(
          line: row.line, found: "\(row.fields.count) fields",
          expected: "\(header.count), as in the header",
          remedy: "Check the line for a missing or extra tab")
        continue
      }
      let fields = row.fields.map(SampleSheetReader.trimmed)
      let patient = fields[place]
      let cells = fields.indices.filter { $0 != place && $0 != hla }.map { fields[$0] }
      if let hla { typings[patient] = Self.typing(fields[hla], line: row.line, faults: &faults) }
      if values.updateValue(cells, forKey: patient) != nil {
        faults.add(
          line: row.line, column: header[place], found: "patient '\(patient)' a second time",
          expected: "one line a patient", remedy: "Remove one of the lines")
      }
    }
    let covariates = header.indices.filter { $0 != place && $0 != hla }.map { header[$0] }
    self.init(covariates: covariates, values: values, typings: typings)
  }

  private static let hlaColumn = "hla"

  /// The typing of a cell; nil for a blank one, and for one that is at fault.
  private static func typing(_ cell: String, line: Int, faults: inout FaultList) -> HLATyping? {
    if ["", "na", "n/a", "unknown"].contains(cell.lowercased()) { return nil }
    var unknown = ""
    if let typing = HLATyping.typing(cell, unknown: &unknown) {
      return typing.isEmpty ? nil : typing
    }
    faults.add(
      line: line, column: hlaColumn, found: "'\(unknown)'",
      expected: "HLA alleles such as A*02:01, parted by commas",
      remedy: "Correct the name, or leave the cell blank when the patient is not typed")
    return nil
  }
}
