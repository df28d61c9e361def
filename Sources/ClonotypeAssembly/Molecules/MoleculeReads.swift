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
  private var waiting = WaitingReads()

  /// An empty table for the targets of an index, with room for some junctions.
  public init(index: AlignmentIndex, room: Int = 0) {
    table = ClonotypeCounter(index: index, room: room)
  }

  /// Gives the table away and keeps an empty one, so that nobody else holds it.
  public mutating func handOver(index: AlignmentIndex) -> ClonotypeCounter {
    var given = ClonotypeCounter(index: index)
    swap(&given, &table)
    return given
  }

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
    let (entry, read) = table.countAtOnce(
      rearrangement, from: &aligner, quality: quality, in: &waiting)
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
      entry: UInt32(truncatingIfNeeded: entry), v: read.v, j: read.j, cluster: 0, rivalReads: 0)
  }
}
