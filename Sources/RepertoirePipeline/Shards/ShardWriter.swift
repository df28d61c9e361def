internal import ClonotypeAssembly
internal import SequenceIO

/// Writes a shard's file: a head, the junctions, the records of molecules, the table of reads.
///
/// One gzip file whose bytes depend on the reads and settings alone, but for the paths of the
/// inputs in the head: `clonova shard 1` and a line end, the length of the head, the head as JSON,
/// the junctions, records in bundles (each after its number, the last followed by 0), the members
/// of the table of reads as they are, and ``end``.
enum ShardWriter {
  /// The first line; its number is that of the format.
  static let start = Array("clonova shard 1\n".utf8)
  /// The last bytes.
  static let end = Array("end of shard\n".utf8)
  /// Records of a bundle.
  private static let bundle = 4096

  /// Writes the file of a shard.
  ///
  /// - Parameters:
  ///   - counted: What its reads add up to.
  ///   - numbering: Of the table of `counted`; the head holds its sets.
  ///   - header: The head.
  ///   - rows: The table of reads, as a file; nil without one.
  ///   - path: Where to write.
  /// - Throws: `SequenceIOError` when the disk is full, `CancellationError`.
  static func write(
    _ counted: CountedReads, numbering: TableNumbering, header: ShardHeader, rows: String?,
    to path: String
  ) throws {
    var file = try ShardBytes(path: path)
    file.append(start)
    let head = try header.bytes()
    file.append(UInt64(head.count))
    file.append(head)
    var junction = CountedJunction()
    for place in 0..<numbering.count {
      numbering.read(place, of: counted.table, into: &junction)
      append(junction, to: &file)
      try file.flushIfFull()
      if place % 65_536 == 0 { try Task.checkCancellation() }
    }
    try appendRecords(of: counted, numbering, to: &file)
    if let rows { try append(fileAt: rows, to: &file) }
    file.append(end)
    try file.finish()
  }

  private static func append(_ junction: CountedJunction, to file: inout ShardBytes) {
    file.append(small: junction.locus)
    file.append(small: junction.length)
    file.append(UInt64(junction.reads))
    for word in junction.words { file.append(word) }
    for sum in junction.qualitySums {
      file.append([UInt8(truncatingIfNeeded: sum), UInt8(truncatingIfNeeded: sum >> 8)])
    }
    file.append(small: junction.ties.count)
    for tie in junction.ties {
      file.append(small: Int(tie.v))
      file.append(small: Int(tie.j))
      file.append(UInt64(tie.reads))
    }
    let best = junction.representative
    file.append(small: best.length)
    file.append(small: best.worth)
    file.append(small: best.junctionStart)
    file.append(small: best.hasUnknown ? 1 : 0)
    for word in best.words { file.append(word) }
  }

  private static func appendRecords(
    of counted: CountedReads, _ numbering: TableNumbering, to file: inout ShardBytes
  ) throws {
    var bundled: [MoleculeRecord] = []
    func flush(_ file: inout ShardBytes) throws {
      guard !bundled.isEmpty else { return }
      file.append(UInt64(bundled.count))
      for record in bundled {
        let words = record.words
        for place in words.indices { file.append(words[place]) }
      }
      bundled.removeAll(keepingCapacity: true)
      try file.flushIfFull()
    }
    try CountedReads.forEachIdentifier(of: counted.records) { group in
      for place in group.indices { numbering.apply(to: &group[place]) }
      // Workers bring the reads of an identifier in any order.
      if group.count > 1 { group.sort(by: MoleculeRecord.precedes) }
      bundled += group
      if bundled.count >= bundle { try flush(&file) }
    }
    try flush(&file)
    file.append(UInt64(0))
  }

  /// Appends the bytes of a file.
  static func append(fileAt path: String, to file: inout ShardBytes) throws {
    var source = try FileBlocks(path: path)
    while let block = try source.next() {
      try Task.checkCancellation()
      file.append(block)
      try file.flushIfFull()
    }
  }
}
