import Foundation
import Repertoires
import Testing

@testable import RepertoirePipeline

@Suite("Sample sheets")
struct SampleSheetTests {
  private static let head = "sample_id\tpatient_id\ttissue\tday\tr1\tr2\tkit"
  private static let kit = "generic-amplicon"

  /// A sheet of tab-separated rows; `|` in a row stands for a tab.
  private static func sheet(_ rows: String..., head: String = head) -> String {
    ([head] + rows).map { $0.replacing("|", with: "\t") }.joined(separator: "\n") + "\n"
  }

  @Test("a full sheet is read with lanes, free columns and paths from its own folder")
  func fullSheet() throws {
    let folder = try SheetFolder()
    let path = try folder.write(
      "samples.tsv",
      Self.sheet(
        "b0|P1|blood|-3|a_1.fq|a_2.fq|\(Self.kit)|x|base|2e5|udi|run1",
        "b0|P1|blood|-3|/abs/b_1.fq|b_2.fq|\(Self.kit)|x|base|2e5|udi|run2",
        "# a remark", "",
        "t1|P1|tumor|14.5|c.fq||\(Self.kit)|y||||",
        head: Self.head + "|site|timepoint|cells_input|index_type|batch"))
    let sheet = try SampleSheet(path: path)
    #expect(sheet.samples.map(\.sample.id) == ["b0", "t1"])
    #expect(sheet.freeColumns == ["site"])
    let first = sheet.samples[0]
    #expect(
      first.input
        == .reads(
          r1: [folder.path + "/a_1.fq", "/abs/b_1.fq"],
          r2: [folder.path + "/a_2.fq", folder.path + "/b_2.fq"]))
    #expect(first.sample.cellsInput == 200_000)
    #expect(first.sample.indexType == .udi)
    #expect(first.sample.phase == .pre)
    #expect(first.sample.extraColumns.map(\.value) == ["x"])
    #expect(sheet.samples[1].sample.day == 14.5)
    #expect(sheet.samples[1].sample.phase == .post)
    #expect(sheet.samples[1].input == .reads(r1: [folder.path + "/c.fq"], r2: []))
  }

  @Test("the batches of all lanes are a sample's, whatever the order of rows")
  func batchesOfLanes() throws {
    let folder = try SheetFolder()
    let rows = ["a|P1|blood|1|1.fq||\(Self.kit)|run1", "a|P1|blood|1|2.fq||\(Self.kit)|run2"]
    func sample(_ rows: [String]) throws -> Sample {
      let text = ([Self.head + "|batch"] + rows).map { $0.replacing("|", with: "\t") + "\n" }
      return try SampleSheet(path: try folder.write("samples.tsv", text.joined())).samples[0].sample
    }
    for rows in [rows, rows.reversed()] {
      #expect(try sample(rows).batches == ["run1", "run2"])
      #expect(try sample(rows).isEveryBatchStated)
    }
    let blank = "a|P1|blood|1|3.fq||\(Self.kit)|"
    for rows in [rows + [blank], [blank] + rows] {
      #expect(try sample(rows).batches == ["run1", "run2"])
      #expect(try !sample(rows).isEveryBatchStated)
    }
    #expect(try !sample([blank]).isEveryBatchStated)
  }

  @Test("batches that differ in case alone are no two batches, of lanes of one sample neither")
  func batchesAlike() throws {
    let faults = try SheetFolder().faults(
      of: Self.sheet(
        "a|P1|blood|0|1.fq||\(Self.kit)|Run1", "b|P1|blood|7|2.fq||\(Self.kit)|run1",
        "a|P1|blood|0|3.fq||\(Self.kit)|Run2", "a|P1|blood|0|4.fq||\(Self.kit)|RUN2",
        "c|P1|blood|8|5.fq||\(Self.kit)|Run1", "d|P1|blood|9|6.fq||\(Self.kit)|",
        head: Self.head + "|batch"))
    #expect(
      faults
        == [("run1", "Run1", 3, 2), ("RUN2", "Run2", 5, 4)].map { name, first, line, of in
          "samples.tsv, line \(line), column 'batch': '\(name)', which differs from '\(first)' (line "
            + "\(of)) in case alone; expected one spelling of each name. Write both alike, or rename "
            + "one of them."
        })
  }

  @Test("subsets that differ in case alone are no two subsets")
  func subsetsAlike() throws {
    let faults = try SheetFolder().faults(
      of: Self.sheet(
        "a|P1|blood|1|1.fq||\(Self.kit)|CD8", "b|P2|blood|1|2.fq||\(Self.kit)|cd8",
        head: Self.head + "|cell_subset"))
    #expect(
      faults == [
        "samples.tsv, line 3, column 'cell_subset': 'cd8', which differs from 'CD8' (line 2) in "
          + "case alone; expected one spelling of each name. Write both alike, or rename one of "
          + "them."
      ])
  }

  @Test("blanks of any kind at the ends of a cell are none of it")
  func blanks() throws {
    let folder = try SheetFolder()
    let rows = Self.sheet(
      "\u{A0}a |P1\u{A0}|blood|1|1.fq||\(Self.kit)",
      "b|\u{FEFF}P1\u{200B}|blood| 2|2.fq||\(Self.kit)\u{2009}")
    let samples = try SampleSheet(path: try folder.write("samples.tsv", rows)).samples
    #expect(samples.map(\.sample.id) == ["a", "b"])
    #expect(samples.map(\.sample.patientID) == ["P1", "P1"])
    #expect(samples[1].sample.kit == Self.kit)
  }

  @Test("line ends of CR alone end lines", arguments: ["samples.tsv", "samples.csv"])
  func returns(name: String) throws {
    let folder = try SheetFolder()
    let rows = Self.sheet("a|P1|blood|1|1.fq||\(Self.kit)", "b|P1|blood|2|2.fq||\(Self.kit)")
    let text = (name.hasSuffix("csv") ? rows.replacing("\t", with: ",") : rows)
      .replacing("\n", with: "\r")
    let sheet = try SampleSheet(path: try folder.write(name, text))
    #expect(sheet.samples.map(\.sample.id) == ["a", "b"] && sheet.remarks.isEmpty)
  }

  @Test("a last line without an end is told, and taken as it is")
  func noLineEnd() throws {
    let folder = try SheetFolder()
    let rows = Self.sheet("a|P1|blood|1|1.fq||\(Self.kit)|6600", head: Self.head + "|cells_input")
    func remarks(_ text: String, _ name: String = "samples.tsv") throws -> [String] {
      try SampleSheet(path: try folder.write(name, text)).remarks
    }
    let quoted = rows.replacing("\t", with: ",")
    #expect(try remarks(rows) == [] && remarks(quoted, "samples.csv") == [])
    #expect(try remarks(rows + "# the end") == [])
    let told = [
      "\(folder.path)/samples.tsv, line 2: the last line has no line end, as where a file was cut; "
        + "it was taken as it is. Check its last cell"
    ]
    #expect(try remarks(String(rows.dropLast(3))) == told)
    #expect(try remarks(String(rows.replacing("\n", with: "\r\n").dropLast())) == told)
    #expect(try remarks(String(quoted.dropLast(3)), "samples.csv").count == 1)
    #expect(try remarks(String(quoted.dropLast(5)) + "\"66\"", "samples.csv").count == 1)
  }

  @Test("a byte-order mark, CRLF and quoted CSV cells with commas and line ends are read")
  func quotedCSV() throws {
    let folder = try SheetFolder()
    let path = try folder.write(
      "s.csv",
      "\u{FEFF}sample_id,patient_id,tissue,day,r1,kit,remark\r\n"
        + "\"a,1\",P1,blood,0,x.fq,generic-amplicon,\"said \"\"no\"\",\r\ntwice\"\r\n")
    let sheet = try SampleSheet(path: path)
    #expect(sheet.samples[0].sample.id == "a,1")
    #expect(sheet.samples[0].folderName == "a%2C1")
    #expect(sheet.samples[0].sample.extraColumns[0].value == "said \"no\",\r\ntwice")
  }

  @Test("the column names of nf-core/airrflow are taken, times in days alone")
  func airrflowNames() throws {
    let folder = try SheetFolder()
    let head =
      "sample_id|subject_id|tissue|collection_time_point_relative|"
      + "collection_time_point_relative_unit|filename_R1|filename_R2|kit"
    let good = Self.sheet("a|P1|blood|7|day|1.fq|2.fq|\(Self.kit)", head: head)
    let path = try folder.write("samples.tsv", good)
    let sheet = try SampleSheet(path: path)
    #expect(sheet.samples[0].sample.patientID == "P1")
    #expect(sheet.samples[0].sample.day == 7)
    let weeks = Self.sheet("a|P1|blood|7|week|1.fq|2.fq|\(Self.kit)", head: head)
    #expect(
      try folder.faults(of: weeks) == [
        "samples.tsv, line 2, column 'collection_time_point_relative_unit': 'week'; expected days."
          + " Convert the times to days and the unit to 'day'."
      ])
  }

  @Test("a stated phase overrides the day")
  func statedPhase() throws {
    let folder = try SheetFolder()
    let path = try folder.write(
      "samples.tsv",
      Self.sheet("a|P1|blood|1|1.fq||\(Self.kit)|pre", head: Self.head + "|phase"))
    #expect(try SampleSheet(path: path).samples[0].sample.phase == .pre)
  }

  /// Rows below the usual header, and what the first fault must say.
  static let faultyRows: [(rows: [String], fault: String)] = [
    (["a|P1|blood|soon|1.fq||\(kit)"], "line 2, column 'day': 'soon'; expected a number of days"),
    (["a|P1|blood|nan|1.fq||\(kit)"], "line 2, column 'day': 'nan'"),
    (["a|P1|blood|0x10|1.fq||\(kit)"], "line 2, column 'day': '0x10'"),
    (["a|P1|blood||1.fq||\(kit)"], "line 2, column 'day': an empty cell"),
    (["a|P1|tumour|1|1.fq||\(kit)"], "Did you mean 'tumor'?"),
    (["a|P1|PBMC|1|1.fq||\(kit)"], "expected one of blood, tumor, product, other"),
    (["|P1|blood|1|1.fq||\(kit)"], "column 'sample_id': an empty cell"),
    (["a||blood|1|1.fq||\(kit)"], "column 'patient_id': an empty cell"),
    (["=a|P1|blood|1|1.fq||\(kit)"], "'=a', which starts with '='"),
    (["+a|P1|blood|1|1.fq||\(kit)"], "which starts with '+'"),
    (["-a|P1|blood|1|1.fq||\(kit)"], "which starts with '-'"),
    (["a|@P|blood|1|1.fq||\(kit)"], "column 'patient_id': '@P', which starts with '@'"),
    (["a\u{7}|P1|blood|1|1.fq||\(kit)"], "a control character in the name"),
    (["a\u{2028}b|P1|blood|1|1.fq||\(kit)"], "a line separator in the name"),
    (["a\u{202E}b|P1|blood|1|1.fq||\(kit)"], "a character that turns the text around"),
    (["＝a|P1|blood|1|1.fq||\(kit)"], "which starts with '＝'"),
    (["a|P1|\u{1B}[31m|1|1.fq||\(kit)"], "column 'tissue': '\\u{1B}[31m'"),
    (["a|P1|blood|1|1.fq|"], "line 2: 6 fields; expected 7, as in the header"),
    (["a|P1|blood|1|||\(kit)"], "no input for sample 'a'"),
    (["a|P1|blood|1|1.fq||"], "no kit for the reads of sample 'a'"),
    (["a|P1|blood|1|-||\(kit)"], "'-', standard input"),
    (
      ["a|P1|blood|1|1.fq||\(kit)", "b|P1|blood|1|2.fq||\(kit)"],
      "line 3, column 'replicate': sample 'b' is of the same patient, tissue, day and subset as 'a'"
        + " (line 2)"
    ),
    (
      ["a|P1|blood|1|1.fq||\(kit)", "A|P1|blood|2|2.fq||\(kit)"],
      "'A', which differs from 'a' (line 2) in case alone"
    ),
    (
      ["a|P1|blood|1|1.fq||\(kit)", "b|P1|blood|2|1.fq||\(kit)"], "1.fq' a second time"
    ),
    (
      ["a|P1|blood|1|1.fq||\(kit)", "b|p1|blood|2|2.fq||\(kit)"],
      "line 3, column 'patient_id': 'p1', which differs from 'P1' (line 2) in case alone"
    ),
    (
      ["a|P\u{A0}1|blood|1|1.fq||\(kit)", "b|P 1|blood|2|2.fq||\(kit)"],
      "which differs from 'P\u{A0}1' (line 2) in characters that are not seen"
    ),
    (
      ["a|P1|blood|1|1.fq||\(kit)", "b|P\u{200B}1|blood|2|2.fq||\(kit)"],
      "(line 2) in characters that are not seen"
    ),
    (["a|P1|blood|1|1\r.fq||\(kit)"], "line 2: a carriage return inside the line"),
    (["a|P1|blood|1|1.fq|1.fq|\(kit)"], "1.fq' a second time"),
    (["a|P1|blood|1|1.fq|1.fq|\(kit)"], "line 2, column 'r2': '"),
    (["a|P1|blood|1|1.fq||\(kit)", "a|P1|blood|1|1.fq||\(kit)"], "line 3, column 'r1': '"),
    (
      ["a|P1|blood|1|1.fq||\(kit)", "a|P2|blood|1|2.fq||\(kit)"],
      "line 3, column 'patient_id': 'P2'; expected 'P1' as on line 2"
    ),
    (
      ["a|P1|blood|1|1.fq|2.fq|\(kit)", "a|P1|blood|1|3.fq||\(kit)"],
      "line 3, column 'r2': no second mate; expected all lanes of sample 'a' paired or none"
    ),
    ([], "no row below the header"),
  ]

  @Test("a faulty row is named with its line, what was found and what to do", arguments: faultyRows)
  func faultyRow(rows: [String], fault: String) throws {
    let text = ([Self.head] + rows.map { $0.replacing("|", with: "\t") }).joined(separator: "\n")
    let faults = try SheetFolder().faults(of: text)
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.contains(fault) == true, "\(faults)")
    #expect(faults.first?.contains("; expected ") == true)
  }

  /// Headers, and what one of the faults must say.
  static let faultyHeads: [(head: String, fault: String)] = [
    ("a|P1|blood|1|1.fq", "no known column; expected a header"),
    ("sample_id,patient_id,tissue,day,r1,kit", "Name a comma-separated sheet with .csv"),
    ("sample_id|patient_id|tissue|day|kit", "neither a column 'r1' nor a column 'clonotypes'"),
    ("sample_id|patient_id|tissue|r1|kit", "no column 'day'"),
    ("sample_id|patient|tissue|day|r1|kit", "no column 'patient_id'"),
    ("sample_id|patient_id|tissue|days|r1|kit", "column 'days': an unknown column"),
    ("Sample_ID|patient_id|tissue|day|r1|kit", "Did you mean 'sample_id'?"),
    ("sample_id|patient_id|tissue|day|r1|kit|cell_input", "Did you mean 'cells_input'?"),
    ("sample_id|patient_id|tissue|day|day|r1|kit", "column 'day': a second column of this name"),
    ("sample_id|patient_id|subject_id|tissue|day|r1|kit", "the meaning of 'patient_id' again"),
    ("sample_id|patient_id|tissue|day|r1|kit|arm|arm", "column 'arm': a second column"),
    ("sample_id|patient_id|tissue|day|r1|kit|", "a nameless column (number 7)"),
  ]

  @Test("a faulty header is named", arguments: faultyHeads)
  func faultyHead(head: String, fault: String) throws {
    let cells = head.split(separator: "|", omittingEmptySubsequences: false)
    let row = cells.indices.map { ["a", "P1", "blood", "1", "1.fq", "k", "x", "y"][$0] }
    let text = cells.joined(separator: "\t") + "\n" + row.joined(separator: "\t") + "\n"
    let faults = try SheetFolder().faults(of: text)
    #expect(faults.contains { $0.contains(fault) }, "\(faults)")
  }

  @Test("a free column that is like a known one is accepted where that one is there")
  func likeKnown() throws {
    let folder = try SheetFolder()
    let text = Self.sheet("a|P1|blood|1|1.fq||\(Self.kit)|2", head: Self.head + "|days")
    #expect(try folder.faults(of: text) == [])
    let sheet = try SampleSheet(path: folder.path + "/samples.tsv")
    #expect(sheet.remarks.count == 1)
    #expect(sheet.remarks[0].contains("line 1, column 'days'"))
    #expect(sheet.remarks[0].contains("Did you mean 'day'?"))
  }

  @Test("rows are read though a column is missing, and each fault is told once")
  func missingColumn() throws {
    let folder = try SheetFolder()
    let faults = try folder.faults(
      of: Self.sheet(
        "a|P1|bloot|1.fq", "b|P1|tumor|2.fq", head: "sample_id|patient_id|tissue|r1"))
    #expect(faults.count == 3, "\(faults)")
    #expect(faults[0].contains("line 1: no column 'day'"))
    #expect(faults[1].contains("line 2, column 'tissue': 'bloot'"))
    #expect(faults[2].contains("line 2: reads, but the sheet has no column 'kit'"))
  }

  @Test("an analysis wants known kits and readable files; 66 only when nothing else is wrong")
  func analysisFaults() throws {
    let folder = try SheetFolder()
    func error(_ rows: String...) throws -> PipelineError? {
      let text = ([Self.head] + rows).map { $0.replacing("|", with: "\t") }.joined(separator: "\n")
      let path = try folder.write("samples.tsv", text)
      return #expect(throws: PipelineError.self) { try SampleSheet(path: path, for: .analysis) }
    }
    let missing = try error(
      "a|P1|blood|1|1.fq|2.fq|\(Self.kit)", "a|P1|blood|1|3.fq|4.fq|\(Self.kit)")
    #expect(missing?.status == .inputMissing)
    #expect(missing?.faults.count == 4)
    let both = try error("a|P1|blood|1|1.fq||generic")
    #expect(both?.status == .badSettings)
    #expect(both?.faults.map { $0.place.hasSuffix("'r1'") } == [true, false])
  }

  @Test(
    "a file that is no sheet is told once, with what it is",
    arguments: [
      ([0x1F, 0x8B, 8, 0, 0, 0], "a gzip file"), ([0x50, 0x4B, 3, 4, 20], "a workbook"),
      ([0xFF, 0xFE, 0x61, 0], "UTF-16 text"), ([0x61, 0, 10, 10, 0, 10], "a binary file"),
    ] as [([UInt8], String)])
  func notText(bytes: [UInt8], found: String) throws {
    let folder = try SheetFolder()
    let path = folder.path + "/x.tsv"
    try Data(bytes + bytes).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: PipelineError.self) { try SampleSheet(path: path) }
    #expect(error?.faults.count == 1)
    #expect(error?.faults.first?.found.contains(found) == true)
    #expect(error?.status == .badSettings)
  }

  @Test("another encoding is told once, and the other faults beside it")
  func otherEncoding() throws {
    let folder = try SheetFolder()
    let path = folder.path + "/samples.tsv"
    let rows = Self.sheet(
      "a|P1|blood|1|\u{E4}.fq||\(Self.kit)", "b|P1|tumor|x|\u{E4}2.fq||\(Self.kit)")
    try Data(rows.unicodeScalars.map { UInt8($0.value) }).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: PipelineError.self) { try SampleSheet(path: path) }
    #expect(
      error?.faults.map(\.found) == ["bytes that are not UTF-8", "'x'"],
      "\(String(describing: error))")
  }

  @Test("all faults of a sheet are told at once, in the order of lines")
  func allAtOnce() throws {
    let folder = try SheetFolder()
    let faults = try folder.faults(
      of: Self.sheet(
        "a|P1|blood|1|1.fq||", "b|P1|bloot|x|2.fq||\(Self.kit)", "=c|P1|blood|3|3.fq||\(Self.kit)"))
    #expect(
      faults.map { $0.prefix(27) } == [
        "samples.tsv, line 2, column", "samples.tsv, line 3, column", "samples.tsv, line 3, column",
        "samples.tsv, line 4, column",
      ])
  }

  @Test("named replicates of one draw are accepted, equal or missing names are not")
  func replicates() throws {
    let folder = try SheetFolder()
    let head = Self.head + "|replicate"
    func rows(_ one: String, _ other: String) -> String {
      Self.sheet(
        "a|P1|blood|1|1.fq||\(Self.kit)|\(one)", "b|P1|blood|1|2.fq||\(Self.kit)|\(other)",
        head: head)
    }
    #expect(try folder.faults(of: rows("A", "B")) == [])
    #expect(try folder.faults(of: rows("A", "A")).count == 1)
    #expect(try folder.faults(of: rows("", "B")).count == 1)
    #expect(try folder.faults(of: rows("A", "")).count == 1)
  }

  @Test("patients.tsv beside the sheet is read, and its faults are told")
  func patients() throws {
    let folder = try SheetFolder()
    let text = Self.sheet("a|P1|blood|1|1.fq||\(Self.kit)")
    try folder.write("patients.tsv", "patient_id\tarm\nP1\tA\nP2\tB\n")
    let path = try folder.write("samples.tsv", text)
    #expect(try SampleSheet(path: path).patients.values["P1"] == ["A"])
    try folder.write("patients.tsv", "patient_id\tarm\nP1\tA\nP1\tB\n")
    #expect(
      try folder.faults(of: text) == [
        "patients.tsv, line 3, column 'patient_id': patient 'P1' a second time; "
          + "expected one line a patient. Remove one of the lines."
      ])
  }

  @Test("the column hla of patients.tsv is a typing and no covariate; a name that is none is told")
  func typings() throws {
    let folder = try SheetFolder()
    let text = Self.sheet("a|P1|blood|1|1.fq||\(Self.kit)")
    try folder.write(
      "patients.tsv", "hla\tpatient_id\tarm\nA*02:01,A*24:02\tP1\tA\n\tP2\tB\nNA\tP3\tB\n")
    let patients = try SampleSheet(path: try folder.write("samples.tsv", text)).patients
    #expect(patients.covariates == ["arm"] && patients.values["P1"] == ["A"])
    #expect(Set(patients.typings.keys) == ["P1"])
    try folder.write("patients.tsv", "patient_id\thla\nP1\tA*02:01,positive\n")
    #expect(
      try folder.faults(of: text) == [
        "patients.tsv, line 2, column 'hla': 'positive'; expected HLA alleles such as A*02:01, "
          + "parted by commas. Correct the name, or leave the cell blank when the patient is not "
          + "typed."
      ])
  }

  @Test("missing inputs are 66, all of them")
  func missingInputs() throws {
    let folder = try SheetFolder()
    let path = try folder.write(
      "samples.tsv",
      Self.sheet("a|P1|blood|1|1.fq||\(Self.kit)", "b|P1|blood|2|2.fq||\(Self.kit)"))
    let sheet = try SampleSheet(path: path)
    let error = #expect(throws: PipelineError.self) { try sheet.checkInputs() }
    #expect(error?.status == .inputMissing)
    #expect(error?.faults.count == 2)
  }
}
