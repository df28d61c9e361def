import RepertoireTables
import Repertoires
import SequenceIO
import TestSupport
import Testing

/// A real table of the shared folder; the numbers were counted with Python's csv and plain
/// arithmetic, not with this reader.
struct SharedTable: Sendable, CustomTestStringConvertible {
  let path: String
  let format: TableFormat
  let unit: CountUnit
  let rows: Int
  let kept: Int
  let total: Int
  let productiveRows: Int
  let productiveTotal: Int

  init(
    _ path: String, _ format: TableFormat, _ unit: CountUnit, rows: Int, kept: Int? = nil,
    total: Int, productiveRows: Int, productiveTotal: Int
  ) {
    self.path = "data/" + path
    self.format = format
    self.unit = unit
    self.rows = rows
    self.kept = kept ?? rows
    self.total = total
    self.productiveRows = productiveRows
    self.productiveTotal = productiveTotal
  }

  var testDescription: String { path }

  static let all: [SharedTable] = [
    SharedTable(
      "chow2020-p9/P9-PB1.tsv.gz", .immunoSEQCamelCase, .templates, rows: 36136, total: 246_830,
      productiveRows: 29123, productiveTotal: 197_129),
    SharedTable(
      "chow2020-p9/P9-T.tsv.gz", .immunoSEQCamelCase, .templates, rows: 8499, total: 95885,
      productiveRows: 6871, productiveTotal: 85566),
    SharedTable(
      "yost-su001/su001_BCC_pre1_TCRB.tsv.gz", .immunoSEQCamelCase, .templates, rows: 6543,
      total: 15413, productiveRows: 5118, productiveTotal: 12008),
    SharedTable(
      "lymphoseq/TRB_Unsorted_32.tsv", .immunoSEQCamelCase, .reads, rows: 920, total: 31078,
      productiveRows: 767, productiveTotal: 25077),
    SharedTable(
      "lymphoseq/TRB_CD4_949.tsv", .immunoSEQCamelCase, .templates, rows: 1000, total: 25769,
      productiveRows: 845, productiveTotal: 16679),
    SharedTable(
      "livmet/LivMet_3.tsv.gz", .immunoSEQSnakeCase, .templates, rows: 5150, total: 12936,
      productiveRows: 5150, productiveTotal: 12936),
    SharedTable(
      "vdjtools-formats/immunoseq.txt.gz", .immunoSEQSnakeCase, .reads, rows: 43926,
      total: 1_108_335, productiveRows: 34935, productiveTotal: 899_296),
    SharedTable(
      "hsct/4months.txt.gz", .vdjtoolsLegacy, .reads, rows: 2257, total: 11878,
      productiveRows: 2096, productiveTotal: 11415),
    SharedTable(
      "hsct/minus48months.txt.gz", .vdjtools, .reads, rows: 11389, total: 13553,
      productiveRows: 11085, productiveTotal: 13218),
    SharedTable(
      "immunarch-io/Sample1.tsv.gz", .immunarch, .reads, rows: 500, total: 2727,
      productiveRows: 495, productiveTotal: 2705),
    SharedTable(
      "rhtcrseq-umi/mixcr215/S3-10ng_S20_TRB_clones.txt", .mixcr, .reads, rows: 2822, total: 11271,
      productiveRows: 2720, productiveTotal: 10969),
    SharedTable(
      "vdjtools-formats/mixcr.txt.gz", .mixcr, .reads, rows: 262, total: 96132,
      productiveRows: 196, productiveTotal: 94032),
    SharedTable(
      "vdjtools-formats/migec.txt.gz", .migec, .umi, rows: 2420, total: 6147,
      productiveRows: 2420, productiveTotal: 6147),
    SharedTable(
      "tables-10x-airr/vdj_nextgem_hs_pbmc3_t_filtered_contig_annotations.csv.gz", .cellRanger,
      .cells, rows: 4004, kept: 3361, total: 3361, productiveRows: 3123, productiveTotal: 3123),
    SharedTable(
      "tables-10x-airr/tra_issue_280.tsv", .airr, .cells, rows: 5, kept: 2, total: 2,
      productiveRows: 2, productiveTotal: 2),
    SharedTable(
      "airr-standards/rearrangement-example.tsv.gz", .airr, .reads, rows: 101, kept: 0, total: 0,
      productiveRows: 0, productiveTotal: 0),
  ]
}

@Suite(.enabled(if: SharedData.has("data"), Comment(rawValue: SharedData.absent)))
struct SharedTableTests {
  static func read(_ path: String) throws -> (repertoire: Repertoire, report: TableReport) {
    try RepertoireReader.read(path: SharedData.path(path), sample: RowText.sample)
  }

  @Test(
    "a real table gives the numbers that were counted without the reader",
    arguments: SharedTable.all)
  func numbers(of table: SharedTable) throws {
    let (repertoire, report) = try Self.read(table.path)
    #expect(report.format == table.format)
    #expect(repertoire.countUnit == table.unit)
    #expect(report.rows == table.rows)
    #expect(report.rowsKept == table.kept)
    #expect(repertoire.total() == table.total)
    #expect(repertoire.clonotypes.count { $0.flags.contains(.productive) } == table.productiveRows)
    #expect(repertoire.total(productiveOnly: true) == table.productiveTotal)
    // The junction cut out of the read translates to the vendor's amino acids in every row.
    #expect(report.notes(.aminoAcidsDiffer) == 0)
    #expect(report.notes(.unknownGeneName) == 0)
  }

  @Test("two generations of export of one immunoSEQ sample give the same rows")
  func generations() throws {
    let camelCase = try Self.read("data/vdjtools-formats/immunoseqv2.txt.gz").repertoire
    let snakeCase = try Self.read("data/vdjtools-formats/immunoseq.txt.gz").repertoire
    #expect(RowText.rows(of: camelCase) == RowText.rows(of: snakeCase))
  }

  @Test(
    "foreign tables are refused with their header",
    arguments: [
      "vdjtools-formats/imgthighvquest.txt.gz", "vdjtools-formats/vidjil.txt.gz",
      "vdjtools-formats/imseq.txt.gz", "vdjtools-formats/empty.txt",
      "airr-standards/extra_rearrangement.tsv", "minervina-covid/Table_S3.tsv",
    ])
  func foreign(path: String) {
    #expect(throws: TableError.self) { _ = try Self.read("data/" + path) }
  }

  @Test("reads without indices give the junctions that the full export states")
  func junctionsOfReads() throws {
    let path = "data/chow2020-p9/P9-T.tsv.gz"
    let full = try Self.read(path).repertoire
    var table = try TSVReader(path: SharedData.path(path))
    let column = try table.requiredColumn("nucleotide")
    var text = "nucleotide\tcount..templates.reads.\tfrequencyCount....\n"
    // The row number as count leads back to the row of the full export.
    var row = 0
    while try table.advance() {
      row += 1
      text += table.text(column) + "\t\(row)\t0\n"
    }
    let file = try TemporaryFile("reads.tsv", text: text)
    let (cut, report) = try RepertoireReader.read(path: file.path, sample: RowText.sample)
    var right = 0
    var wrong = 0
    for clonotype in cut.clonotypes {
      let truth = full.clonotypes[clonotype.duplicateCount - 1]
      guard truth.flags.contains(.productive) else { continue }
      let isRight = cut.texts.string(clonotype.junction) == full.texts.string(truth.junction)
      right += isRight ? 1 : 0
      wrong += isRight ? 0 : 1
    }
    #expect(report.rows == 8499)
    #expect(Double(right) >= 0.99 * 6871)
    #expect(wrong <= 2)
  }

  @Test("a real table converted to ours keeps its rows, and converts to the same bytes again")
  func conversion() throws {
    var repertoire = try Self.read("data/chow2020-p9/P9-T.tsv.gz").repertoire
    repertoire.sort()
    let first = try TemporaryFile("first.tsv")
    let second = try TemporaryFile("second.tsv")
    try ClonotypeTableWriter.write(repertoire, to: first.path)
    let again = try RepertoireReader.read(path: first.path, sample: RowText.sample).repertoire
    try ClonotypeTableWriter.write(again, to: second.path)
    #expect(RowText.rows(of: again) == RowText.rows(of: repertoire))
    #expect(try first.bytes() == second.bytes())
  }
}
