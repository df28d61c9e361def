import RepertoireTables
import Repertoires
import Testing

@Suite("Junctions without the conserved residues at their ends")
struct JunctionAnchorsTests {
  /// A VDJtools table of numbered junctions `CAS(middle)YEQYF`, each changed by `change`.
  private static func read(
    rows: Int, _ change: (Int, String) -> String
  ) throws -> (repertoire: Repertoire, report: TableReport) {
    let codons = ["GCA", "GGA", "GTA", "CCA"]
    var text = "count\tfreq\tcdr3nt\tcdr3aa\tv\td\tj\tVEnd\tDStart\tDEnd\tJStart\n"
    for row in 0..<rows {
      let middle = (0..<6).map { codons[(row >> (2 * $0)) & 3] }.joined()
      let junction = change(row, "TGTGCCAGC" + middle + "TACGAGCAGTACTTC")
      text += "1\t\(1 / Double(rows))\t\(junction)\t\tTRBV9\t.\tTRBJ2-7\t1\t2\t3\t4\n"
    }
    let file = try TemporaryFile("anchors.tsv", text: text)
    return try RepertoireReader.read(path: file.path, sample: RowText.sample)
  }

  private static func inner(_ junction: String) -> String {
    String(junction.dropFirst(3).dropLast(3))
  }

  @Test("whole junctions are no cause for a note, and a few others among them neither")
  func whole() throws {
    let report = try Self.read(rows: 200) { $0 % 25 == 0 ? Self.inner($1) : $1 }.report
    #expect(report.anchors.rows == 200)
    #expect(report.anchors.beginning == 192 && report.anchors.ending == 192)
    #expect(report.anchors.content == .whole)
    #expect(report.notes(.withoutAnchors) == 0)
  }

  @Test("a table of CDR3s is told, surely only where it is long", arguments: [5, 49, 50, 200])
  func lacking(rows: Int) throws {
    let report = try Self.read(rows: rows) { Self.inner($1) }.report
    #expect(report.anchors.content == .lacking)
    #expect(report.anchors.isSurelyLacking == (rows >= 50))
    #expect(report.notes(.withoutAnchors) == rows)
    #expect(report.remarks.contains { $0.key == "without_anchors" && $0.rows == rows })
    // Taken as they are: a patient whose tables are all like this has clones.
    #expect(report.rowsKept == rows)
  }

  @Test("half a table of CDR3s, and junctions cut at one end, are told but never sure")
  func partly() throws {
    let half = try Self.read(rows: 100) { $0 % 2 == 0 ? Self.inner($1) : $1 }.report
    #expect(half.anchors.content == .lacking && !half.anchors.isSurelyLacking)
    #expect(half.notes(.withoutAnchors) == 50)
    let open = try Self.read(rows: 100) { String($1.dropLast(3)) }.report
    #expect(open.anchors.content == .lacking && !open.anchors.isSurelyLacking)
    // CDR3s of TRBJ2-1 end with Phe.
    let cut = try Self.read(rows: 100) { $1.dropFirst(3).dropLast(6) + "TTC" }.report
    #expect(cut.anchors.ending == 100 && cut.anchors.isSurelyLacking)
  }

  @Test("few rows, and those that are not productive, say nothing")
  func unknown() throws {
    let few = try Self.read(rows: 4) { Self.inner($1) }.report
    #expect(few.anchors.content == .unknown && few.notes(.withoutAnchors) == 0)
    let broken = try Self.read(rows: 100) { "TTAA" + Self.inner($1) }.report
    #expect(broken.anchors.rows == 0 && broken.anchors.content == .unknown)
    let stopped = try Self.read(rows: 100) { "TAA" + Self.inner($1) }.report
    #expect(stopped.anchors.rows == 0 && stopped.notes(.withoutAnchors) == 0)
    // TRAJ33 and TRAJ38 end with Trp; one that ends otherwise, as TRAJ35, is one of many.
    let alpha = try Self.read(rows: 100) {
      $1.dropLast(3) + ($0 % 20 == 0 ? "GGC" : "TGG")
    }.report
    #expect(alpha.anchors.content == .whole)
  }

  @Test("who has cdr3 alone is not told to call it junction")
  func headerOfCDR3() throws {
    let file = try TemporaryFile(
      "cdr3.tsv", text: "sequence_id\tv_call\tj_call\tcdr3\tcdr3_aa\na\tTRBV9\tTRBJ2-7\tGCC\tA\n")
    let error = #expect(throws: TableError.self) {
      try RepertoireReader.read(path: file.path, sample: RowText.sample)
    }
    #expect(error?.message.contains("junction is not cdr3") == true)
    let other = try TemporaryFile("other.tsv", text: "a\tb\n1\t2\n")
    let unlike = #expect(throws: TableError.self) {
      try RepertoireReader.read(path: other.path, sample: RowText.sample)
    }
    #expect(unlike?.message.contains("cdr3") == false)
  }
}
