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

  /// Reads a table and adds what is wrong with it to `faults`, and what may be to `remarks`.
  init(path: String, bytes: [UInt8], faults: inout FaultList, remarks: inout [String]) {
    let text = DelimitedText(bytes, format: .tsv)
    for flaw in text.flaws { faults.add(flaw) }
    if let remark = text.remarkOfEnd(path: path) { remarks.append(remark) }
    let top = text.rows.first?.line ?? 1
    let header = text.rows.first?.fields.map(SampleSheetReader.trimmed) ?? []
    Self.check(header, line: top, faults: &faults)
    guard let place = header.firstIndex(where: Self.names.contains) else {
      self = .empty
      return
    }
    if text.rows.count == 1 {
      faults.add(
        line: top, found: "no row below the header", expected: "one line a patient",
        remedy: "Add the patients, or remove the file")
    }
    var alike = AlikeNames()
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
      let cell = "\(path), line \(row.line), column '\(header[place])'"
      if let fault = SampleSheetReader.faultOfName(patient, place: cell) {
        faults.add(fault, line: row.line)
        continue
      }
      if let found = alike.note(patient, line: row.line) {
        faults.add(
          line: row.line, column: header[place], found: found, expected: "one line a patient",
          remedy: "Remove one of the lines, or rename one of them")
      }
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
  /// The column of patients; ours, and that of nf-core/airrflow.
  private static let names = ["patient_id", "subject_id"]

  /// Adds what is wrong with the header.
  private static func check(_ header: [String], line: Int, faults: inout FaultList) {
    let present = header.filter(names.contains)
    if present.isEmpty {
      let meant = header.first { NearMiss.of($0, among: names) != nil }
      faults.add(
        line: line, found: "no column 'patient_id'",
        expected: "patient_id and one column a covariate",
        remedy: meant.map { "Did you mean it by '\($0)'? Rename it" } ?? "Add the column")
    }
    if Set(present).count > 1 {
      faults.add(
        line: line, column: present[1], found: "the meaning of '\(present[0])' again",
        expected: "each column once", remedy: "Rename or remove one of them")
    }
    if let place = header.firstIndex(of: "") {
      faults.add(
        line: line, found: "a nameless column (number \(place + 1))",
        expected: "a name for every column", remedy: "Name the column or remove it")
    }
    let named = header.filter { !$0.isEmpty }
    if Set(named).count < named.count {
      faults.add(
        line: line, found: "two columns of one name", expected: "each column once",
        remedy: "Rename or remove one of them")
    }
    guard !header.contains(hlaColumn) else { return }
    for name in named where NearMiss.of(name, among: [hlaColumn]) != nil {
      faults.add(
        line: line, column: name, found: "an unknown column",
        expected: "'hla' or another name",
        remedy: "Did you mean 'hla'? Else give the covariate a name less alike")
    }
  }

  /// What a table of other patients than those with samples may mean, one sentence a side.
  func remarks(of present: Set<String>, path: String) -> [String] {
    guard !values.isEmpty else { return [] }
    let known = Set(values.keys)
    var remarks: [String] = []
    if let patients = Self.some(present.subtracting(known)) {
      remarks.append("\(path): no line for \(patients). Add one, or leave it blank")
    }
    if let patients = Self.some(known.subtracting(present)) {
      remarks.append("\(path): no sample of \(patients). Check the spelling")
    }
    return remarks
  }

  /// The first of some patients, and how many there are; nil without any.
  private static func some(_ patients: Set<String>) -> String? {
    guard !patients.isEmpty else { return nil }
    let told = patients.sorted().prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    let more = patients.count > 5 ? " and \(patients.count - 5) more" : ""
    return "patient\(patients.count > 1 ? "s" : "") \(told)\(more)"
  }

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
