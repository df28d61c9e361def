internal import ClonotypeAssembly
internal import VDJAlignment

/// What the reads of a sample, or of a shard of it, add up to before anything is decided on all of
/// them together.
struct CountedReads: Sendable {
  /// What became of every read.
  var account: ReadAccount
  /// The junctions.
  var table: ClonotypeCounter
  /// Records of the reads of molecules; none for kits without.
  var records: [Records] = []
  /// What was counted of the target sequences; nil without any.
  var targets: ConstructAccount?
  /// The input files, such as "R1 file 2", that lack the empty block at the end of BGZF.
  var inputsWithoutEndMarker: [String] = []
  /// The bytes of each member of the table of reads, its header first; empty without one.
  var memberSizes: [Int] = []

  /// The records of one worker.
  struct Records: Sendable {
    var runs: SortedRuns
    /// From the numbers of the worker's table to those of ``CountedReads/table``; nil where they
    /// are the same.
    var mapping: RecordMapping?
  }

  /// Hands over the records of each identifier in turn, in the numbers of ``table``; they must not
  /// be dealt out to several parts.
  static func forEachIdentifier(
    of records: [Records], _ body: (inout [MoleculeRecord]) throws -> Void
  ) throws {
    precondition(
      records.allSatisfy { $0.runs.partition.count == 1 }, "all records are in one order")
    try SortedRuns.forEachGroup(
      part: 0, of: records.map(\.runs), change: { records[$1].mapping?.apply(to: &$0) }, body)
  }
}
