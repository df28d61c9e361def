import RepertoireTables
import Repertoires
import SequenceIO
import Testing

@Suite struct TableErrorTests {
  static let header =
    "sequence_id\tv_call\tj_call\tjunction\tjunction_aa\tproductive\tduplicate_count\n"

  /// A broken table, and what its message must name.
  struct Broken: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let mentions: [String]
    var testDescription: String { name }
  }

  static let broken: [Broken] = [
    Broken(
      name: "unknown header", text: "a\tb\tc\n1\t2\t3\n",
      mentions: ["'a', 'b', 'c'", "AIRR Rearrangement", "MiXCR", "Export the table"]),
    Broken(
      name: "one column", text: "#header\n", mentions: ["'#header'", "first line is the header"]),
    Broken(
      name: "two formats in one header",
      text: header.dropLast() + "\tcount\tfreq\tcdr3nt\tcdr3aa\tv\tj\n",
      mentions: ["AIRR Rearrangement and VDJtools", "Remove the columns"]),
    Broken(
      name: "two junctions",
      text: header.dropLast() + "\tjunction\na\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\t3\tTGTTTT\n",
      mentions: ["two columns named 'junction'", "line 1"]),
    Broken(
      name: "a count that is a word",
      text: header + "a\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\tmany\n",
      mentions: ["line 2", "duplicate_count", "'many'", "whole number"]),
    Broken(
      name: "a negative count", text: header + "a\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\t-1\n",
      mentions: ["line 2", "duplicate_count", "'-1'"]),
    Broken(
      name: "a count whose sum over two rows no integer holds",
      text: header + "a\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\t\(Int.max)\n",
      mentions: ["line 2", "duplicate_count", "'9223372036854775807'"]),
    Broken(
      name: "a fraction as count", text: header + "a\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\t0.5\n",
      mentions: ["line 2", "duplicate_count", "'0.5'"]),
    Broken(
      name: "a count missing in one row",
      text: header + "a\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\t3\nb\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\t\n",
      mentions: ["line 3", "duplicate_count", "a whole number in every row"]),
    Broken(
      name: "a junction that is no nucleotides",
      text: header + "a\tTRBV9\tTRBJ2-5\tTGT!TC\tCF\tT\t3\n",
      mentions: ["line 2", "junction", "'TGT!TC'", "nucleotides"]),
    Broken(
      name: "a truth value that is a word",
      text: header + "a\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tunproductive\t3\n",
      mentions: ["line 2", "productive", "'unproductive'", "T or F"]),
    Broken(
      name: "a truth value that is a number",
      text: header + "a\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\t2\t3\n",
      mentions: ["line 2", "productive", "'2'", "T or F"]),
    Broken(
      name: "a surplus field",
      text: header + "a\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\t3\t4\n",
      mentions: ["line 2", "8 fields", "7"]),
    Broken(
      name: "a surplus field behind a short row",
      text: header + "a\tTRBV9\nb\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tT\t3\t4\n",
      mentions: ["line 3", "8 fields", "7"]),
    Broken(
      name: "templates in some rows, reads in others",
      text: "rearrangement\tamino_acid\tframe_type\ttemplates\treads\tv_gene\tj_gene\t"
        + "v_index\tcdr3_length\nTGTTTC\tCF\tIn\tnull\t5\tTCRBV09-01\tTCRBJ02-05\t0\t6\n"
        + "TGTTTC\tCF\tIn\t5\tnull\tTCRBV09-01\tTCRBJ02-05\t0\t6\n",
      mentions: ["line 3", "templates, reads"]),
    Broken(
      name: "an index that is a word",
      text: "rearrangement\tamino_acid\tframe_type\ttemplates\tv_gene\tj_gene\t"
        + "v_index\tcdr3_length\nTGTTTC\tCF\tIn\t5\tTCRBV09-01\tTCRBJ02-05\tx\t6\n",
      mentions: ["line 2", "v_index", "'x'"]),
  ]

  @Test("a broken table is an error with place, finding, expectation and remedy", arguments: broken)
  func errors(of table: Broken) throws {
    let file = try TemporaryFile("broken.tsv", text: table.text)
    let path = file.path
    let error = #expect(throws: TableError.self) {
      _ = try RepertoireReader.read(path: path, sample: RowText.sample)
    }
    guard let error else { return }
    #expect(error.path == path)
    for part in [path, "; expected "] + table.mentions {
      #expect(error.message.contains(part), "\(error.message)")
    }
    let parts = error.explanation
    for part in [parts.place, parts.found, parts.expected, parts.remedy] { #expect(!part.isEmpty) }
  }

  @Test("a file that is not there is an error of reading")
  func missing() {
    let error = #expect(throws: TableError.self) {
      _ = try RepertoireReader.read(path: "/nowhere/x.tsv", sample: RowText.sample)
    }
    guard case .input(let cause) = error?.reason else {
      Issue.record("not an input error")
      return
    }
    #expect(cause.reason == .cannotOpen(errno: 2))
  }

  @Test("a short row is read, blanks behind its end, and said")
  func shortRow() throws {
    let file = try TemporaryFile(
      "short.tsv",
      text: "sequence_id\tv_call\tj_call\tduplicate_count\tjunction\tjunction_aa\tnote\n"
        + "a\tTRBV9\tTRBJ2-5\t3\tTGTTTC\nb\tTRBV9\tTRBJ2-5\t2\tTGTTTT\tCF\tx\n")
    let (repertoire, report) = try RepertoireReader.read(path: file.path, sample: RowText.sample)
    #expect(repertoire.total() == 5)
    #expect(report.notes(.shortRow) == 1)
  }

  @Test("a junction that ends behind its read is left blank, however long it is said to be")
  func endlessJunction() throws {
    let rows = ["6", "\(Int.max)", "\(Int.max - 1)"].map { length in
      "AATGTTTC\t\tIn\t5\tTCRBV09-01\tTCRBJ02-05\t2\t\(length)\n"
    }
    let file = try TemporaryFile(
      "endless.tsv",
      text: "rearrangement\tamino_acid\tframe_type\ttemplates\tv_gene\tj_gene\t"
        + "v_index\tcdr3_length\n" + rows.joined())
    let report = try RepertoireReader.read(path: file.path, sample: RowText.sample).report
    #expect(report.notes(.junctionCut) == 2)
  }

  @Test("nucleotides that TRUST4 calls partial are no junction, and told")
  func partialJunction() throws {
    let row = "\tTRBV9*01\t.\tTRBJ2-5*01\t.\tassemble1\t0\n"
    let file = try TemporaryFile(
      "report.tsv",
      text: "#count\tfrequency\tCDR3nt\tCDR3aa\tV\tD\tJ\tC\tcid\tcid_full_length\n"
        + "10\t0.5\tTGTGCCAGC\tpartial\(row)4\t0.2\tTGTGCCTTC\tCAF\(row)"
        + "1\t0.1\tpartial\tpartial\(row)1\t0.1\t\tpartial\(row)")
    let (repertoire, report) = try RepertoireReader.read(path: file.path, sample: RowText.sample)
    #expect(repertoire.clonotypes.map(\.duplicateCount) == [4])
    #expect(report.leftOut(.partialJunction) == 1 && report.leftOut(.noJunction) == 2)
    #expect(report.rows == 4 && report.rowsKept == 1)
  }

  static let truthWords: [(word: String, isProductive: Bool)] =
    ["T", "TRUE", "true", "True", "yes", "Yes", "1", "1.0", "", "None", "NA", " "]
    .map { ($0, true) } + ["F", "FALSE", "false", "No", "no", "0", "0.0"].map { ($0, false) }

  @Test("truth values are read as all programs write them; a blank says nothing")
  func truth() throws {
    for (word, isProductive) in Self.truthWords {
      let file = try TemporaryFile(
        "truth.tsv", text: Self.header + "a\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\t\(word)\t3\n")
      let repertoire = try RepertoireReader.read(path: file.path, sample: RowText.sample).repertoire
      #expect(
        repertoire.clonotypes.map { $0.flags.contains(.productive) } == [isProductive], "'\(word)'")
    }
  }

  @Test("whether a barcode is a cell is read as all programs write it")
  func isCell() throws {
    let file = try TemporaryFile(
      "cells.csv",
      text: "barcode,is_cell,contig_id,chain,v_gene,d_gene,j_gene,c_gene,productive,cdr3,cdr3_nt,"
        + "reads,umis\n"
        + ["no", "No", "0.0", "FALSE", "yes", "None", "1.0"].enumerated().map {
          "B\($0),\($1),B\($0)_contig,TRB,TRBV9,None,TRBJ2-5,TRBC1,None,CF,TGTTTC,9,2\n"
        }.joined())
    let (repertoire, report) = try RepertoireReader.read(path: file.path, sample: RowText.sample)
    #expect(report.leftOut(.notACell) == 4 && repertoire.clonotypes.count == 3)
    #expect(repertoire.clonotypes.allSatisfy { $0.flags.contains(.productive) })
  }

  @Test("contradictions are settled by the nucleotides and counted")
  func contradictions() throws {
    let file = try TemporaryFile(
      "contradictions.tsv",
      text: Self.header + "a\tTRBV9\tTRBJ2-5\tTGTTAG\tCQ\tT\t3\n"
        + "b\tTRBVX9\tTRBJ2-5\tTGTNTC\tCX\tT\t2\nc\tTRBV9\tTRBJ2-5\tTGTTTC\tCF\tF\t1\n")
    let (repertoire, report) = try RepertoireReader.read(path: file.path, sample: RowText.sample)
    #expect(report.notes(.productiveContradicted) == 1)
    #expect(report.notes(.aminoAcidsDiffer) == 1)
    #expect(report.notes(.ambiguousBase) == 1)
    #expect(repertoire.clonotypes.map { $0.flags.contains(.productive) } == [false, true, false])
    #expect(repertoire.texts.string(repertoire.clonotypes[0].junctionAA) == "C*")
  }
}
