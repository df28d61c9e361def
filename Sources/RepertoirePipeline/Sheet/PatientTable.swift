/// Covariates of the patients, from `patients.tsv` beside the sample sheet.
public struct PatientTable: Sendable, Equatable {
  /// Names of the covariates, in the table's order.
  public let covariates: [String]
  /// One value a covariate (blank where unknown), by `patient_id`.
  public let values: [String: [String]]

  /// No patients table.
  public static let empty = PatientTable(covariates: [], values: [:])

  private init(covariates: [String], values: [String: [String]]) {
    self.covariates = covariates
    self.values = values
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
    var values: [String: [String]] = [:]
    for row in text.rows.dropFirst() {
      guard row.fields.count == header.count else {
        faults.add(
          line: row.line, found: "\(row.fields.count) fields",
          expected: "\(header.count), as in the header",
          remedy: "Check the line for a missing or extra tab")
        continue
      }
      var cells = row.fields.map(SampleSheetReader.trimmed)
      let patient = cells.remove(at: place)
      if values.updateValue(cells, forKey: patient) != nil {
        faults.add(
          line: row.line, column: header[place], found: "patient '\(patient)' a second time",
          expected: "one line a patient", remedy: "Remove one of the lines")
      }
    }
    var covariates = header
    covariates.remove(at: place)
    self.init(covariates: covariates, values: values)
  }
}
