import RepertoireTables
import Repertoires
import SequenceIO
import Testing

@Suite("Tables of other programs, written")
struct ExportTests {
  private static func lines(_ file: borrowing TemporaryFile) throws -> [[String]] {
    String(decoding: try file.bytes(), as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static func only(_ locus: Locus, of repertoire: Repertoire) -> Repertoire {
    var kept = repertoire
    kept.clonotypes = repertoire.clonotypes.filter { $0.locus == locus }
    kept.annotations = []
    return kept
  }

  @Test(
    "what is written is read back: junctions, counts, unit and first genes",
    arguments: [ExportFormat.airr, .vdjtools, .mixcr, .immunarch, .scirpy],
    [CountUnit.reads, .umi])
  func roundTrip(format: ExportFormat, unit: CountUnit) throws {
    let repertoire = WritingTests.repertoire(seed: 11, rows: 200, unit: unit)
    let file = try TemporaryFile("\(format.rawValue).tsv")
    let report = try RepertoireExport.write(repertoire, as: format, to: file.path)
    #expect(report.rows == 200)
    let back = try RepertoireReader.read(path: file.path, sample: repertoire.sample).repertoire
    // Rows without any call tell no locus in tables that lack the column; all have a J here.
    #expect(back.clonotypes.count == 200)
    for (a, b) in zip(repertoire.clonotypes, back.clonotypes) {
      #expect(repertoire.texts.string(a.junction) == back.texts.string(b.junction))
      // Each row of a table for scirpy is named a cell; it counts what it counted.
      #expect(b.duplicateCount == a.duplicateCount)
      #expect(a.locus == b.locus)
      func first(_ call: GeneCallID, _ table: GeneCallTable) -> String {
        GeneName.gene(of: table.calls[Int(call.rawValue)].names.first ?? "")
      }
      #expect(first(a.vCall, repertoire.calls) == first(b.vCall, back.calls))
      #expect(first(a.jCall, repertoire.calls) == first(b.jCall, back.calls))
      if format == .mixcr || format == .airr {
        let genes = repertoire.calls.calls[Int(a.vCall.rawValue)].genes
        #expect(genes == back.calls.calls[Int(b.vCall.rawValue)].genes)
      }
    }
  }

  @Test("VDJtools and immunarch: their headers, dots and NA for no gene, broken codons")
  func cells() throws {
    var repertoire = Repertoire(sample: RowText.sample, countUnit: .reads)
    var row = Clonotype(locus: .trb, duplicateCount: 3)
    row.junction = repertoire.texts.append(Array("TGTGCCAGCATTC".utf8))
    row.vCall = repertoire.calls.id(of: GeneCall(airr: "TRBV6-2*01,TRBV6-3*01"))
    row.jCall = repertoire.calls.id(of: GeneCall(airr: "TRBJ1-1*01"))
    repertoire.clonotypes = [row]
    let vdjtools = try TemporaryFile("v.tsv")
    let report = try RepertoireExport.write(repertoire, as: .vdjtools, to: vdjtools.path)
    #expect(report.narrowedTies == 1)
    #expect(
      try Self.lines(vdjtools) == [
        ["count", "freq", "cdr3nt", "cdr3aa", "v", "d", "j", "VEnd", "DStart", "DEnd", "JStart"],
        ["3", "1", "TGTGCCAGCATTC", "CA_AF", "TRBV6-2", ".", "TRBJ1-1", "-1", "-1", "-1", "-1"],
      ])
    let immunarch = try TemporaryFile("i.tsv")
    _ = try RepertoireExport.write(repertoire, as: .immunarch, to: immunarch.path)
    let lines = try Self.lines(immunarch)
    #expect(lines[0] == ["# Exported from immunarch"])
    #expect(lines[1].prefix(4) == ["Clones", "Proportion", "CDR3.nt", "CDR3.aa"])
    #expect(lines[2][5] == "NA")
  }

  @Test("tcrdist3: productive rows of one locus, columns of its chain, alleles always")
  func tcrdist3() throws {
    for locus in [Locus.tra, .trb] {
      var repertoire = Self.only(locus, of: WritingTests.repertoire(seed: 3, rows: 120))
      let family = repertoire.calls.id(of: GeneCall(airr: "\(locus.rawValue)V7-9"))
      for i in repertoire.clonotypes.indices { repertoire.clonotypes[i].vCall = family }
      let file = try TemporaryFile("t.tsv")
      let report = try RepertoireExport.write(repertoire, as: .tcrdist3, to: file.path)
      let productive = repertoire.clonotypes.count { $0.flags.contains(.productive) }
      #expect(report.rows == productive)
      #expect(report.leftOut.map(\.reason) == [.notProductive])
      #expect(report.leftOut.map(\.rows) == [30 - productive])
      let lines = try Self.lines(file)
      let chain = locus == .tra ? "a" : "b"
      #expect(
        lines[0] == [
          "subject", "count", "v_\(chain)_gene", "j_\(chain)_gene", "cdr3_\(chain)_aa",
          "cdr3_\(chain)_nucseq",
        ])
      #expect(lines.dropFirst().allSatisfy { $0[2] == "\(locus.rawValue)V7-9*01" })
    }
  }

  @Test("scirpy: each row is a cell of its own; AIRR leaves the cell blank")
  func cellIDs() throws {
    let repertoire = WritingTests.repertoire(seed: 5, rows: 20)
    for (format, isFilled) in [(ExportFormat.scirpy, true), (.airr, false)] {
      let file = try TemporaryFile("s.tsv")
      _ = try RepertoireExport.write(repertoire, as: format, to: file.path)
      let lines = try Self.lines(file)
      let place = try #require(lines[0].firstIndex(of: "cell_id"))
      for line in lines.dropFirst() { #expect(line[place] == (isFilled ? line[0] : "")) }
    }
  }
}
