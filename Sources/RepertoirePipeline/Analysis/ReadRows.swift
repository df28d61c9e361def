internal import Germline
internal import RepertoireTables
internal import SequenceIO
internal import Sequences
internal import VDJAlignment

/// A worker's rows of the table of reads, handed on block by block of the input.
struct ReadRows: Sendable {
  private let output: GzipRecordWriter
  private let index: AlignmentIndex
  private var describer: ReadDescriber
  private var rows = RowBuffer()
  /// The records that `rows` is about.
  private var records: Range<Int> = 0..<0
  // Calls by what they are made of: millions of rows share a few hundred.
  private var calls: [[AlleleID]: [UInt8]] = [:]

  /// Creates the table with its header.
  init(index: AlignmentIndex, path: String) throws(SequenceIOError) {
    self.index = index
    describer = ReadDescriber(index: index)
    output = try GzipRecordWriter(path: path, header: ReadTable.header)
  }

  /// Appends the row of a read, or of merged mates, which must be the last that `aligner` aligned.
  mutating func append(
    _ rearrangement: Rearrangement, name: Span<UInt8>, sequence: Span<UInt8>,
    quality: Span<UInt8>, mate: String?, from aligner: borrowing ReadAligner
  ) {
    let found = describer.describe(
      rearrangement, sequence: sequence, quality: quality, v: aligner.vTies, j: aligner.jTies)
    let germline = found.germline
    var row = ReadRearrangement(
      name: Self.name(in: name), sequence: Self.bytes(sequence),
      oriented: found.codes.map(Nucleotide.ascii(ofCode:)), isReverse: rearrangement.isReverse,
      locus: rearrangement.locus, v: segment(germline.v), j: segment(germline.j),
      np1: germline.np1, junction: rearrangement.junction,
      sequenceAlignment: found.sequenceAlignment, germlineAlignment: found.germlineAlignment)
    row.mate = mate
    row.d = germline.d.map { segment($0) }
    row.c = germline.c.map { segment($0) }
    row.np2 = germline.np2
    row.fwr1 = found.regions.fwr1
    row.cdr1 = found.regions.cdr1
    row.fwr2 = found.regions.fwr2
    row.cdr2 = found.regions.cdr2
    row.fwr3 = found.regions.fwr3
    row.fwr4 = found.regions.fwr4
    row.isComplete = found.isComplete
    row.hasStopCodon = found.hasStopCodon
    ReadTable.append(row, to: &rows)
  }

  /// Ends a record of the input, which has a row or none.
  mutating func endRecord(_ number: Int) throws(SequenceIOError) {
    if records.isEmpty { records = number..<number }
    records = records.lowerBound..<number + 1
    if records.upperBound % GzipRecordWriter.blockRecords == 0 { try endBatch() }
  }

  /// Hands on the rows so far.
  mutating func endBatch() throws(SequenceIOError) {
    try output.append(rows.bytes, of: records)
    rows.removeAll()
    records = 0..<0
  }

  /// The bytes of each member so far.
  var memberSizes: [Int] { output.memberSizes }

  /// Writes what is left and closes the table; once, for all workers.
  func finish() throws(SequenceIOError) { try output.finish() }

  private mutating func segment(
    _ segment: GermlineDescription.Segment
  ) -> ReadRearrangement.Segment {
    ReadRearrangement.Segment(
      call: call(segment.alleles), score: segment.score, identity: segment.identity,
      cigar: segment.cigar, sequence: segment.sequence, germline: segment.germline)
  }

  /// The alleles in the order of the reference: the first is the one that is laid out.
  private mutating func call(_ alleles: [AlleleID]) -> [UInt8] {
    if let known = calls[alleles] { return known }
    let text = Array(alleles.map { index.reference[$0].name }.joined(separator: ",").utf8)
    calls[alleles] = text
    return text
  }

  private static func name(in header: Span<UInt8>) -> [UInt8] {
    var name: [UInt8] = []
    for i in header.indices {
      if header[i] == 32 || header[i] == 9 { break }
      name.append(header[i])
    }
    return name
  }

  private static func bytes(_ span: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(span.count)
    for i in span.indices { bytes.append(span[i]) }
    return bytes
  }
}
