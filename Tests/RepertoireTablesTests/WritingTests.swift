import RepertoireTables
import Repertoires
import SequenceIO
import TestSupport
import Testing

@Suite struct WritingTests {
  /// A seeded repertoire with annotations, blanks, ties and every flag.
  static func repertoire(seed: UInt64, rows: Int, unit: CountUnit = .reads) -> Repertoire {
    var generator = SeededGenerator(seed: seed)
    var repertoire = Repertoire(sample: RowText.sample, countUnit: unit)
    let vCalls = ["TRBV6-2*01,TRBV6-3*01", "TRBV9*01", "", "TRBV20-1*01"]
    for i in 0..<rows {
      let locus = Locus.allCases[i % 4]
      var row = Clonotype(
        locus: locus, duplicateCount: Int.random(in: 1...5000, using: &generator))
      let length = Int.random(in: 2...16, using: &generator) * 3 + i % 3
      let junction = (0..<length).map { _ in
        Array("ACGT".utf8)[Int.random(in: 0..<4, using: &generator)]
      }
      row.junction = repertoire.texts.append(junction)
      row.flags = i % 3 == 0 ? [.inFrame] : []
      if i % 3 == 0 {
        let codes = junction.map(Nucleotide.code(ofASCII:))
        let residues = GeneticCode.translation(ofCodes: codes.span)
        row.junctionAA = repertoire.texts.append(residues)
        row.flags.insert(residues.contains(GeneticCode.stop) ? .stopCodon : .productive)
      }
      let call = vCalls[i % 4].replacing("TRB", with: locus.rawValue)
      row.vCall = repertoire.calls.id(of: GeneCall(airr: call))
      row.jCall = repertoire.calls.id(of: GeneCall(airr: "\(locus.rawValue)J1*01"))
      row.consensusCount = i % 5 == 0 ? nil : row.duplicateCount * 3
      row.umiCount = unit == .umi ? row.duplicateCount : nil
      var note = ClonotypeAnnotation()
      note.sequence = repertoire.texts.append(Array("ACGTACG".utf8) + junction + Array("TT".utf8))
      note.junctionStart = 7
      note.np1 = repertoire.texts.append(Array("GG".utf8))
      note.np1Length = 2
      note.np2Length = i % 2 == 0 ? 0 : nil
      note.vIdentity = Double.random(in: 0.9...1, using: &generator)
      note.jIdentity = i % 7 == 0 ? nil : 1
      note.vCigar = repertoire.texts.append(Array("280N7=".utf8))
      note.foldedReads = i
      repertoire.clonotypes.append(row)
      repertoire.annotations.append(note)
    }
    repertoire.sort()
    return repertoire
  }

  @Test(
    "a table that is written, read and written again has the same bytes",
    arguments: [CountUnit.reads, .umi, .templates, .cells], [UInt64](1...5))
  func roundTrip(unit: CountUnit, seed: UInt64) throws {
    var first = Self.repertoire(seed: seed, rows: 60, unit: unit)
    if seed == 5 { first.annotations = [] }
    let original = try TemporaryFile("first.tsv")
    let copy = try TemporaryFile("second.tsv")
    try ClonotypeTableWriter.write(first, to: original.path)
    var options = RepertoireReader.Options()
    options.keepsAnnotations = true
    let (second, report) = try RepertoireReader.read(
      path: original.path, sample: first.sample, options: options)
    try ClonotypeTableWriter.write(second, to: copy.path)
    #expect(try copy.bytes() == original.bytes())
    #expect(report.format == .clonova)
    #expect(report.countUnit == unit)
    #expect(RowText.rows(of: second) == RowText.rows(of: first))
    #expect(second.annotations.count == first.annotations.count)
  }

  @Test("cells are those of AIRR: 1-based closed, T and F, blanks for missing")
  func cells() throws {
    var repertoire = Repertoire(sample: RowText.sample, countUnit: .reads)
    var row = Clonotype(locus: .trb, duplicateCount: 3)
    row.flags = [.inFrame, .productive]
    row.junction = repertoire.texts.append(Array("TGTGCCAGCTTC".utf8))
    row.junctionAA = repertoire.texts.append(Array("CASF".utf8))
    row.vCall = repertoire.calls.id(of: GeneCall(airr: "TRBV9*01"))
    row.consensusCount = 3
    var note = ClonotypeAnnotation()
    note.sequence = repertoire.texts.append(Array("AAAATGTGCCAGCTTCGG".utf8))
    note.junctionStart = 4
    note.vIdentity = 0.98765432
    repertoire.clonotypes = [row, Clonotype(locus: .trb, duplicateCount: 1)]
    repertoire.annotations = [note, ClonotypeAnnotation()]
    let file = try TemporaryFile("cells.tsv")
    try ClonotypeTableWriter.write(repertoire, to: file.path)
    let lines = String(decoding: try file.bytes(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    #expect(lines.count == 4)
    #expect(lines[3] == [""])
    let cells = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
    let expected = [
      "sequence_id": "S1-1", "sequence": "AAAATGTGCCAGCTTCGG", "rev_comp": "F",
      "productive": "T", "v_call": "TRBV9*01", "d_call": "", "junction": "TGTGCCAGCTTC",
      "junction_aa": "CASF", "locus": "TRB", "vj_in_frame": "T", "stop_codon": "F",
      "cdr3": "GCCAGC", "cdr3_aa": "AS", "cdr3_start": "8", "cdr3_end": "13",
      "v_identity": "0.987654", "consensus_count": "3", "duplicate_count": "3", "umi_count": "",
      "cell_id": "", "clone_id": "", "repertoire_id": "S1", "tcr_count_unit": "reads",
      "tcr_frequency": "0.75", "tcr_folded_reads": "0",
    ]
    for (column, value) in expected { #expect(cells[column] == value, "column \(column)") }
    let blanks = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[2]))
    for column in ["productive", "junction", "cdr3", "cdr3_start", "v_identity"] {
      #expect(blanks[column] == "", "column \(column)")
    }
    #expect(lines[0].count == lines[1].count && lines[1].count == lines[2].count)
  }

  // airr-standards, specs/airr-schema.yaml, `required` of Rearrangement, in its order.
  @Test("the header is the 14 required columns of AIRR, then ours, which hold no AIRR name")
  func header() {
    let names = RearrangementColumn.allCases.map(\.rawValue)
    #expect(
      names.prefix(14).joined(separator: ", ")
        == "sequence_id, sequence, rev_comp, productive, v_call, d_call, j_call, "
        + "sequence_alignment, germline_alignment, junction, junction_aa, v_cigar, d_cigar, j_cigar"
    )
    #expect(RearrangementColumn.required.map(\.rawValue) == Array(names.prefix(14)))
    #expect(Set(names).count == names.count)
    let ours = names.filter { $0.hasPrefix("tcr_") }
    let airr = names.filter { !$0.hasPrefix("tcr_") }
    for name in ours { #expect(!airr.contains { name.contains($0) }, "\(name)") }
  }

  @Test("an empty repertoire is a header, and reads back as nothing")
  func empty() throws {
    let file = try TemporaryFile("empty.tsv")
    try ClonotypeTableWriter.write(
      Repertoire(sample: RowText.sample, countUnit: .umi), to: file.path)
    let (repertoire, report) = try RepertoireReader.read(path: file.path, sample: RowText.sample)
    #expect(repertoire.clonotypes.isEmpty)
    #expect(report.rows == 0)
    #expect(report.format == .clonova)
  }

  @Test("the schema describes every column once, in order, as valid JSON text")
  func schema() {
    let schema = RearrangementColumn.tableSchema
    #expect(schema.columnNames == RearrangementColumn.clonotypeTable.map(\.rawValue))
    #expect(schema.columns.allSatisfy { $0.description.hasSuffix(".") })
    let tricky = TableSchema(
      table: "t.tsv", description: "a \"quote\", a \\ and a\ttab\u{1}",
      columns: [
        .init("x", .real, unit: "bases", nullable: true, "It is."), .init("y", .text, "So."),
      ])
    #expect(
      TableSchema.json(of: [tricky], schemaVersion: 1)
        == """
        {
          "schema_version": 1,
          "tables": [
            {
              "table": "t.tsv",
              "description": "a \\"quote\\", a \\\\ and a\\ttab\\u0001",
              "columns": [
                {"name": "x", "type": "number", "unit": "bases", "nullable": true, \
        "description": "It is."},
                {"name": "y", "type": "string", "unit": null, "nullable": false, \
        "description": "So."}
              ]
            }
          ]
        }

        """)
  }
}
