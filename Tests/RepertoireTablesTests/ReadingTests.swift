import RepertoireTables
import Repertoires
import SequenceIO
import TestSupport
import Testing

/// One table of TestData/tables and what must come out of it.
struct TableCase: Sendable, CustomTestStringConvertible {
  let file: String
  let format: TableFormat
  let unit: CountUnit
  let column: String?
  let rowsRead: Int
  let rows: [String]
  var remarks: [String: Int] = [:]

  var testDescription: String { file }

  // The four invented junctions of the files.
  static let productive = "TGTGCCAGCAGCTTCGGGGAGACCCAGTACTTC CASSFGETQYF PI"
  static let stop = "TGTGCCAGCAGTTAAGAGCAGTTC CASS*EQF IS"
  static let outOfFrame = "TGTGCCAGCAGCTTCGGGGAGACCCAGTACTT . ."
  static let alpha = "TGTGCTGTGAGAGATAACTATGGTCAGAATTTTGTCTTT CAVRDNYGQNFVF PI"

  static let airr: [TableCase] = [
    TableCase(
      file: "airr.tsv", format: .airr, unit: .reads, column: "duplicate_count", rowsRead: 7,
      rows: [
        "TRB 12 12 . TRBV6-2*01,TRBV6-3*01 TRBD1*01 TRBJ2-5*01 TRBC2 \(productive)",
        "TRB 5 5 . TRBV7-2*01 . TRBJ2-1*01 . \(stop)",
        "TRB 4 4 . TRBV7-2*01 . TRBJ2-5*01 . \(outOfFrame)",
        "TRA 2 2 . TRAV14/DV4*01 . TRAJ26*01 TRAC \(alpha)",
      ], remarks: ["immunoglobulin": 1, "no_junction": 1, "zero_count": 1]),
    TableCase(
      file: "airr-umi.tsv", format: .airr, unit: .umi, column: "umi_count", rowsRead: 2,
      rows: [
        "TRB 3 12 3 TRBV9*01 . TRBJ2-5*01 TRBC2 \(productive)",
        "TRB 2 5 2 TRBV7-2*01 . TRBJ2-1*01 . \(stop)",
      ]),
    TableCase(
      file: "airr-no-counts.tsv", format: .airr, unit: .reads, column: nil, rowsRead: 2,
      rows: [
        "TRB 1 . . TRBV9*01 . TRBJ2-5*01 . \(productive)",
        "TRB 1 . . TRBV7-2*01 . TRBJ2-1*01 . \(stop)",
      ]),
    TableCase(
      file: "airr-10x.tsv", format: .airr, unit: .cells, column: nil, rowsRead: 3,
      rows: [
        "TRB 1 40 6 TRBV9 . TRBJ2-5 TRBC1 \(productive)",
        "TRA 1 22 4 TRAV38-2/DV8 . TRAJ26 TRAC \(alpha)",
      ], remarks: ["not_a_cell": 1]),
    TableCase(
      file: "airr-quoted.tsv", format: .airr, unit: .reads, column: "duplicate_count", rowsRead: 1,
      rows: ["TRB 7 . . TRBV9*01 . TRBJ2-5*01 . \(productive)"]),
    TableCase(
      file: "decombinator.tsv", format: .decombinator, unit: .umi, column: "duplicate_count",
      rowsRead: 1, rows: ["TRB 4 . 4 TRBV9 . TRBJ2-5 . \(productive)"]),
  ]

  static let immunoSEQ: [TableCase] = [
    TableCase(
      file: "immunoseq-v2.tsv", format: .immunoSEQCamelCase, unit: .templates,
      column: "estimatedNumberGenomes", rowsRead: 5,
      rows: [
        "TRB 7 . . TRBV6-2*01 . TRBJ2-5*01 . \(productive)",
        "TRB 5 . . TRBV9 . TRBJ2-1*01 . \(stop)",
        "TRB 3 . . TRBV20-1 . TRBJ2-5*01 . \(outOfFrame)",
        "TRB 2 . . TRBV7,TRBV11 . TRBJ2-5*01 . \(productive)",
        "TRB 1 . . TRBV12-3,TRBV12-4 . TRBJ2-5*01 . \(productive)",
      ], remarks: ["orphon_dropped": 1]),
    TableCase(
      file: "immunoseq-v2-old.tsv", format: .immunoSEQCamelCase, unit: .reads,
      column: "count (templates/reads)", rowsRead: 2,
      rows: [
        "TRB 70 70 . TRBV6-2,TRBV6-3 . TRBJ2-5*01 . \(productive)",
        "TRB 30 30 . TRBV9 . TRBJ2-5*01 . \(outOfFrame)",
      ], remarks: ["cdr3_length_corrected": 2]),
    TableCase(
      file: "immunoseq-v3-reads.tsv", format: .immunoSEQSnakeCase, unit: .reads, column: "reads",
      rowsRead: 2,
      rows: [
        "TRB 101 101 . TRBV6-2,TRBV6-3 TRBD1*01 TRBJ2-5*01 . \(productive)",
        "TRB 58 58 . TRBV29-1*01 TRBD1*01 TRBJ2-5*01 . \(outOfFrame)",
      ]),
    TableCase(
      file: "immunoseq-v3-templates.tsv", format: .immunoSEQSnakeCase, unit: .templates,
      column: "templates", rowsRead: 2,
      rows: [
        "TRB 12 . . TRBV6-2*01 TRBD1*01 TRBJ2-5*01 . \(productive)",
        "TRB 4 . . TRBV1*01 TRBD1*01 TRBJ2-5*01 . . CASSFGETQYF PI",
      ], remarks: ["junction_cut_by_read": 1]),
    TableCase(
      file: "immunoseq-2020.tsv", format: .immunoSEQ2020, unit: .templates, column: "templates",
      rowsRead: 1, rows: ["TRB 9 . . TRBV6-2 . TRBJ2-5 . \(productive)"]),
    TableCase(
      file: "immunoseq-reads.tsv", format: .immunoSEQReads, unit: .reads,
      column: "count..templates.reads.", rowsRead: 3,
      rows: ["TRB 4 . . . . . . \(productive)"],
      remarks: ["no_junction": 2, "locus_assumed": 1]),
  ]

  static let tools: [TableCase] = [
    TableCase(
      file: "mixcr4.tsv", format: .mixcr, unit: .umi, column: "uniqueMoleculeCount", rowsRead: 3,
      rows: [
        "TRB 9 30 9 TRBV7-2,TRBV7-3 TRBD1 TRBJ2-5 TRBC2 \(productive)",
        "TRB 6 20 6 TRBV9 . TRBJ2-5 . \(outOfFrame)",
      ], remarks: ["no_junction": 1]),
    TableCase(
      file: "mixcr3.tsv", format: .mixcr, unit: .reads, column: "cloneCount", rowsRead: 1,
      rows: ["TRB 294 294 . TRBV7-2 . TRBJ2-5 . \(productive)"]),
    TableCase(
      file: "mixcr1.tsv", format: .mixcr, unit: .reads, column: "Clone count", rowsRead: 1,
      rows: ["TRB 4 4 . TRBV7-2 . TRBJ2-5 . \(productive)"]),
    TableCase(
      file: "vdjtools.tsv", format: .vdjtools, unit: .reads, column: "#count", rowsRead: 2,
      rows: [
        "TRB 12 12 . TRBV6-2 TRBD1 TRBJ2-5 . \(productive)",
        "TRB 8 8 . TRBV9 . TRBJ2-5 . \(outOfFrame)",
      ]),
    TableCase(
      file: "vdjtools-legacy.tsv", format: .vdjtoolsLegacy, unit: .reads, column: "#Seq. Count",
      rowsRead: 2,
      rows: [
        "TRB 12 12 . TRBV12-3,TRBV12-4 . TRBJ2-5 . \(productive)",
        "TRB 1 1 . TRBV9 . TRBJ2-1 . \(stop)",
      ]),
    TableCase(
      file: "immunarch.tsv", format: .immunarch, unit: .reads, column: "Clones", rowsRead: 1,
      rows: ["TRB 6 6 . TRBV6-2 . TRBJ2-5 . \(productive)"]),
    TableCase(
      file: "cellranger.csv", format: .cellRanger, unit: .cells, column: nil, rowsRead: 5,
      rows: [
        "TRB 1 40 6 TRBV9 . TRBJ2-5 TRBC1 \(productive)",
        "TRA 1 22 4 TRAV29/DV5 . TRAJ26 TRAC \(alpha)",
      ], remarks: ["no_junction": 1, "immunoglobulin": 1, "not_a_cell": 1]),
    TableCase(
      file: "trust4.tsv", format: .trust4, unit: .reads, column: "#count", rowsRead: 3,
      rows: [
        "TRB 10 10 . TRBV9*01 TRBD1*01 TRBJ2-5*01 TRBC2 \(productive)",
        "TRB 2 2 . TRBV9*01 . TRBJ2-5*01 . \(outOfFrame)",
      ], remarks: ["no_junction": 1, "count_rounded": 1]),
    TableCase(
      file: "migec.tsv", format: .migec, unit: .umi, column: "Count", rowsRead: 1,
      rows: ["TRB 8 400 8 TRBV9 . TRBJ2-5 . \(productive)"]),
    TableCase(
      file: "rtcr.tsv", format: .rtcr, unit: .reads, column: "Number of reads", rowsRead: 1,
      rows: ["TRB 11 11 . TRBV19*01 . TRBJ2-5*01 . \(productive)"]),
  ]
}

@Suite struct ReadingTests {
  @Test(
    "a table of each tool becomes the same kind of rows",
    arguments: TableCase.airr + TableCase.immunoSEQ + TableCase.tools)
  func tables(of table: TableCase) throws {
    let (repertoire, report) = try RepertoireReader.read(
      path: SharedData.testData("tables/" + table.file), sample: RowText.sample)
    #expect(RowText.rows(of: repertoire) == table.rows)
    #expect(repertoire.countUnit == table.unit)
    #expect(report.format == table.format)
    #expect(report.countUnit == table.unit)
    #expect(report.countColumn == table.column)
    #expect(!report.countRule.isEmpty)
    #expect(report.rows == table.rowsRead)
    #expect(
      Dictionary(uniqueKeysWithValues: report.remarks.map { ($0.key, $0.rows) }) == table.remarks)
    let leftOut = TableReport.LeftOut.allCases.map { report.leftOut($0) }.reduce(0, +)
    #expect(report.rows == report.rowsKept + leftOut)
    #expect(report.rowsKept == repertoire.clonotypes.count)
    #expect(repertoire.annotations.isEmpty)
  }

  @Test("every format is covered by a table, and our own by the round trip")
  func coverage() {
    let covered = Set((TableCase.airr + TableCase.immunoSEQ + TableCase.tools).map(\.format))
    #expect(covered.union([.clonova]) == Set(TableFormat.allCases))
  }

  @Test("a table without gene names takes the locus that the caller states")
  func assumedLocus() throws {
    var options = RepertoireReader.Options()
    options.assumedLocus = .tra
    let path = SharedData.testData("tables/immunoseq-reads.tsv")
    let (repertoire, report) = try RepertoireReader.read(
      path: path, sample: RowText.sample, options: options)
    #expect(repertoire.clonotypes.map(\.locus) == [.tra])
    #expect(report.notes(.locusAssumed) == 1)
  }
}
