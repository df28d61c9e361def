import RepertoireTables
import Repertoires
import SequenceIO
import Testing

@Suite struct ReadTableTests {
  private func segment(_ call: String, _ sequence: Range<Int>, _ germline: Range<Int>)
    -> ReadRearrangement.Segment
  {
    .init(
      call: Array(call.utf8), score: Double(sequence.count) * 0.6, identity: 1,
      cigar: "\(sequence.count)=", sequence: sequence, germline: germline)
  }

  /// 4 bases of V with the anchor, 2 between, 9 of J with the anchor; on the reverse strand.
  private var read: ReadRearrangement {
    let oriented = Array("GTGTGCCAATTTTGGG".utf8)
    var read = ReadRearrangement(
      name: Array("r1".utf8), sequence: Array("CCCAAAATTGGCACAC".utf8), oriented: oriented,
      isReverse: true, locus: .trb, v: segment("TRBV9*01,TRBV10-1*01", 0..<5, 270..<275),
      j: segment("TRBJ2-1*01", 7..<16, 5..<14), np1: 5..<7, junction: 1..<13,
      sequenceAlignment: oriented,
      germlineAlignment: Array("GTGTGNNAATTTTGGG".utf8))
    read.fwr3 = 0..<4
    return read
  }

  private func cells(_ read: ReadRearrangement) throws -> [String: String] {
    var row = RowBuffer()
    ReadTable.append(read, to: &row)
    let lines = String(decoding: ReadTable.header + row.bytes, as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(lines[0].count == lines[1].count)
    return try Dictionary(
      zip(lines[0].map(String.init), lines[1].map(String.init)),
      uniquingKeysWith: { _, _ in
        throw TestFault.columnTwice
      })
  }

  private enum TestFault: Error { case columnTwice }

  @Test("a row has AIRR's cells: 1-based closed positions, T and F, blanks for what is not there")
  func row() throws {
    let cells = try cells(read)
    let expected = [
      "sequence_id": "r1", "sequence": "CCCAAAATTGGCACAC", "rev_comp": "T", "productive": "T",
      "v_call": "TRBV9*01,TRBV10-1*01", "d_call": "", "j_call": "TRBJ2-1*01",
      "sequence_alignment": "GTGTGCCAATTTTGGG", "germline_alignment": "GTGTGNNAATTTTGGG",
      "junction": "TGTGCCAATTTT", "junction_aa": "CANF", "v_cigar": "5=", "d_cigar": "",
      "locus": "TRB", "vj_in_frame": "T", "stop_codon": "F", "complete_vdj": "F", "fwr3": "GTGT",
      "fwr1": "", "cdr3": "GCCAAT", "cdr3_aa": "AN", "cdr3_start": "5", "cdr3_end": "10",
      "np1": "CC", "np1_length": "2", "np2": "", "np2_length": "", "v_score": "3",
      "v_sequence_start": "1", "v_sequence_end": "5", "v_germline_start": "271",
      "v_germline_end": "275", "d_sequence_start": "", "j_sequence_start": "8",
      "j_sequence_end": "16", "c_call": "", "c_sequence_end": "", "tcr_mate": "",
    ]
    for (column, cell) in expected { #expect(cells[column] == cell, "\(column)") }
  }

  @Test("out of frame and stop codons make it unproductive; amino acids need a frame")
  func productive() throws {
    var stopped = read
    stopped.hasStopCodon = true
    #expect(try cells(stopped)["productive"] == "F")
    var shifted = read
    shifted.junction = 1..<14
    let shiftedCells = try cells(shifted)
    #expect(shiftedCells["productive"] == "F" && shiftedCells["vj_in_frame"] == "F")
    #expect(shiftedCells["junction_aa"] == "" && shiftedCells["cdr3_aa"] == "")
    #expect(shiftedCells["cdr3"] == "GCCAATT")
  }

  @Test("the schema describes the columns of the header, those of AIRR first")
  func schema() {
    let schema = RearrangementColumn.readTableSchema
    let header = String(decoding: ReadTable.header, as: UTF8.self).dropLast()
    #expect(schema.columnNames == header.split(separator: "\t").map(String.init))
    #expect(Array(schema.columnNames.prefix(14)) == RearrangementColumn.required.map(\.rawValue))
    for column in schema.columns {
      #expect(column.description.hasSuffix(".") && !column.description.contains("row's rank"))
    }
  }
}
