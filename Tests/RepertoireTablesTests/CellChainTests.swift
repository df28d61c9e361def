import RepertoireTables
import Repertoires
import Testing

@Suite("Contigs of one cell") struct CellChainTests {
  private static let header =
    "barcode,is_cell,contig_id,high_confidence,chain,v_gene,d_gene,j_gene,c_gene,full_length,"
    + "productive,cdr3,cdr3_nt,reads,umis\n"

  /// A Cell Ranger table of contigs: barcode, V, productive, junction, reads and UMIs.
  private static func cellRanger(_ rows: [String]) throws -> (Repertoire, TableReport) {
    let text = rows.enumerated().map { number, row in
      let cells = row.split(separator: " ").map(String.init)
      return "\(cells[0]),True,\(cells[0])_\(number),True,\(cells[1].prefix(3)),\(cells[1]),None,"
        + "\(cells[1].prefix(3))J2-5,None,True,\(cells[2]),None,\(cells[3]),\(cells[4]),\(cells[5])\n"
    }.joined()
    let file = try TemporaryFile("contigs.csv", text: header + text)
    let (repertoire, report) = try RepertoireReader.read(path: file.path, sample: RowText.sample)
    #expect(
      report.rows
        == report.rowsKept + TableReport.LeftOut.allCases.reduce(0) { $0 + report.leftOut($1) })
    return (repertoire, report)
  }

  private static func facts(_ repertoire: Repertoire) -> [String] {
    repertoire.clonotypes.map { row in
      "\(repertoire.calls[row.vCall].airr) \(repertoire.texts.string(row.junction)) "
        + "\(row.duplicateCount) \(row.consensusCount ?? -1) \(row.umiCount ?? -1) "
        + (row.flags.contains(.productive) ? "P" : "-")
    }
  }

  @Test("one chain as two contigs is one cell, under the genes of the better one")
  func sameChain() throws {
    let (repertoire, report) = try Self.cellRanger([
      "A-1 TRBV7-7 False TGTGCCTTC 265 2", "B-1 TRBV9 True TGTGCCTTC 30 3",
      "A-1 TRBV7-6 True TGTGCCTTC 6543 12", "A-1 TRBV7-6 True TGTGCCTTC 7 1",
    ])
    #expect(
      Self.facts(repertoire) == ["TRBV7-6 TGTGCCTTC 1 6815 15 P", "TRBV9 TGTGCCTTC 1 30 3 P"])
    #expect(repertoire.countUnit == .cells && repertoire.total() == 2)
    #expect(report.rows == 4 && report.rowsKept == 2 && report.leftOut(.sameChain) == 2)
    #expect(report.remarks.contains { $0.key == "same_chain" && $0.rows == 2 })
  }

  @Test("two junctions, two loci and two cells are no one chain")
  func otherChains() throws {
    let (repertoire, report) = try Self.cellRanger([
      "A-1 TRBV9 True TGTGCCTTC 9 3", "A-1 TRBV9 True TGTGCGTTC 9 3",
      "A-1 TRAV9 True TGTGCCTTC 9 3", "A-2 TRBV9 True TGTGCCTTC 9 3",
    ])
    #expect(repertoire.clonotypes.count == 4 && repertoire.total() == 4)
    #expect(report.leftOut(.sameChain) == 0)
  }

  @Test("an AIRR table that names a cell in each row counts cells alike, else copies")
  func airr() throws {
    func read(_ secondCell: String) throws -> (repertoire: Repertoire, report: TableReport) {
      let text =
        "sequence_id\tcell_id\tv_call\tj_call\tjunction\tjunction_aa\tproductive\tumi_count\n"
        + "a\tC1\tTRBV9\tTRBJ2-5\tTGTGCCTTC\tCAF\tT\t4\n"
        + "b\t\(secondCell)\tTRBV9\tTRBJ2-5\tTGTGCCTTC\tCAF\tT\t3\n"
        + "c\tC1\tTRBV9\tTRBJ2-5\tTGTGCCTTC\tCAF\tT\t2\n"
      let file = try TemporaryFile("cells.tsv", text: text)
      return try RepertoireReader.read(path: file.path, sample: RowText.sample)
    }
    let cells = try read("C2")
    #expect(cells.repertoire.countUnit == .cells)
    let facts = ["TRBV9 TGTGCCTTC 1 -1 6 P", "TRBV9 TGTGCCTTC 1 -1 3 P"]
    #expect(Self.facts(cells.repertoire) == facts)
    let copies = try read("")
    #expect(copies.repertoire.countUnit == .umi && copies.repertoire.total() == 9)
    #expect(copies.report.leftOut(.sameChain) == 0)
  }

  @Test("annotations and junctions without nucleotides go along")
  func annotations() throws {
    let text =
      "sequence_id\tcell_id\tv_call\tj_call\tjunction\tjunction_aa\tproductive\tsequence\n"
      + "a\tC1\tTRBV9\tTRBJ2-5\t\tCASF\tF\tAAA\n" + "b\tC1\tTRBV9\tTRBJ2-5\t\tCASF\tT\tCCC\n"
      + "c\tC1\tTRBV9\tTRBJ2-5\t\tCATF\tT\tGGG\n"
    let file = try TemporaryFile("cells.tsv", text: text)
    var options = RepertoireReader.Options()
    options.keepsAnnotations = true
    let (repertoire, report) = try RepertoireReader.read(
      path: file.path, sample: RowText.sample, options: options)
    #expect(report.leftOut(.sameChain) == 1)
    #expect(
      repertoire.clonotypes.map { repertoire.texts.string($0.junctionAA) } == ["CASF", "CATF"])
    if !repertoire.annotations.isEmpty {
      #expect(
        repertoire.annotations.map { repertoire.texts.string($0.sequence) } == ["CCC", "GGG"])
    }
  }
}
