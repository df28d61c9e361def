import Sequences
public import VDJAlignment

/// Counts the reads of molecules: a worker's table of junctions, and one record a read for the
/// caller to keep.
///
/// The table alone is what a library without identifiers gives; the records tell which molecule
/// each read is from.
public struct MoleculeReads: Sendable {
  /// Junctions, V/J sets and representative reads.
  public private(set) var table: ClonotypeCounter

  /// An empty table for the targets of an index.
  public init(index: AlignmentIndex) { table = ClonotypeCounter(index: index) }

  /// Goes on with a table.
  init(table: ClonotypeCounter) { self.table = table }

  /// Counts a rearranged read, which must be the last that `aligner` aligned.
  ///
  /// - Parameters:
  ///   - rearrangement: What the aligner found.
  ///   - aligner: Holds the packed read and the tie sets; it is not changed.
  ///   - quality: The read's qualities as in the file.
  ///   - umi: Its molecular identifier, which must be reliable.
  /// - Returns: The record of the read, in the numbers of this table.
  public mutating func count(
    _ rearrangement: Rearrangement, from aligner: inout ReadAligner, quality: Span<UInt8>,
    umi: UMIReading
  ) -> MoleculeRecord {
    let entry = table.count(rearrangement, from: &aligner, quality: quality)
    var scores = PackedQuality()
    let junction = rearrangement.junction
    let kept = min(junction.count, PackedQuality.capacity)
    var i = 0
    while i < kept {
      let position = junction.lowerBound &+ i
      let at = rearrangement.isReverse ? quality.count &- 1 &- position : position
      scores.set(Int(Phred.quality(ofASCII: quality[at])), at: i)
      i &+= 1
    }
    return MoleculeRecord(
      umi: umi.umi, reads: 1, family: 0, umiQuality: umi.qualityClasses, quality: scores,
      entry: UInt32(truncatingIfNeeded: entry), v: table.vTies.number(of: aligner.vTieSpan),
      j: table.jTies.number(of: aligner.jTieSpan), cluster: 0, rivalReads: 0)
  }
}

/// Turns the numbers of a worker's table into those of the merged one.
public struct RecordMapping: Sendable {
  private let entries: [UInt32]
  private let v: [UInt32]
  private let j: [UInt32]

  /// - Parameters:
  ///   - part: The worker's table.
  ///   - whole: The table that it was merged into.
  public init(from part: ClonotypeCounter, into whole: inout ClonotypeCounter) {
    entries = part.entries.map { entry in
      let found = whole.find(
        part.words(of: entry), length: Int(entry.length), locus: entry.locus)
      guard let found else { preconditionFailure("the merged table holds every junction") }
      return UInt32(found)
    }
    v = part.vTies.allTargets().map { whole.vTies.number(of: $0) }
    j = part.jTies.allTargets().map { whole.jTies.number(of: $0) }
  }

  /// Changes the numbers of a record.
  public func apply(to record: inout MoleculeRecord) {
    record.entry = entries[Int(record.entry)]
    record.v = v[Int(record.v)]
    record.j = j[Int(record.j)]
  }
}
