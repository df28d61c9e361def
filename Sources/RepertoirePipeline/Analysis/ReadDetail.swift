internal import SequenceIO
internal import VDJAlignment

/// What a worker does beside counting clonotypes, where it is asked for: a row for every rearranged
/// read, and the reads of target sequences.
struct ReadDetail: Sendable {
  /// A read, or pair, that was counted as a rearrangement.
  struct Found: Sendable {
    /// The sequence that shows it.
    enum Place: Sendable {
      case first, second, merged
    }

    var rearrangement: Rearrangement
    var place: Place
  }

  /// The records that are analyzed; the others have no row and count nowhere.
  let share: InputShare
  /// What the read at hand is; to be set before ``endRead(_:of:_:_:_:)``.
  var found: Found?
  private var rows: ReadRows?
  private var constructs: ConstructCounter?

  /// Opens the table of reads at a path.
  ///
  /// Throws the output reasons of `SequenceIOError`.
  init(
    index: AlignmentIndex, targets: TargetSet?, table: String?, share: InputShare = .all
  ) throws(SequenceIOError) {
    self.share = share
    if let table { rows = try ReadRows(index: index, path: table) }
    constructs = targets.map { ConstructCounter(index: ConstructIndex($0.constructs)) }
  }

  /// Whether a row is written for each read.
  var writesRows: Bool { rows != nil }

  /// The bytes of each member of the table of reads; empty without one.
  var memberSizes: [Int] { rows?.memberSizes ?? [] }

  /// Whether a read of a batch is to be analyzed.
  @inline(__always)
  func isMine(_ i: Int, of batch: borrowing PairedReadBatch) -> Bool {
    share.contains(batch.first.firstRecord &+ i)
  }

  /// Writes the row of a read, from what the aligner of its mate holds.
  mutating func endRead(
    _ i: Int, of batch: borrowing PairedReadBatch, _ aligner: borrowing ReadAligner,
    _ mateAligner: borrowing ReadAligner, _ merger: borrowing MateMerger
  ) throws(SequenceIOError) {
    if let found {
      let rearrangement = found.rearrangement
      switch found.place {
      case .first:
        rows?.append(
          rearrangement, name: batch.first.name(i), sequence: batch.first.sequence(i),
          quality: batch.first.quality(i), mate: batch.isPaired ? "1" : nil, from: aligner)
      case .second:
        rows?.append(
          rearrangement, name: batch.second.name(i), sequence: batch.second.sequence(i),
          quality: batch.second.quality(i), mate: "2", from: mateAligner)
      case .merged:
        rows?.append(
          rearrangement, name: batch.first.name(i), sequence: merger.sequence,
          quality: merger.quality, mate: "merged", from: aligner)
      }
    }
    found = nil
    try rows?.endRecord(batch.first.firstRecord + i)
  }

  /// Hands on the rows of a batch and counts its reads of targets.
  mutating func endBatch(_ batch: borrowing PairedReadBatch) throws(SequenceIOError) {
    try rows?.endBatch()
    guard constructs != nil else { return }
    for i in batch.first.indices where isMine(i, of: batch) {
      if batch.isPaired {
        constructs?.countPair(batch.first.sequence(i), batch.second.sequence(i))
      } else {
        constructs?.count(batch.first.sequence(i))
      }
    }
  }

  /// Closes the table of reads and adds up what all workers counted of the targets.
  func finish(_ workers: [ReadDetail]) throws(SequenceIOError) -> ConstructAccount? {
    try rows?.finish()
    guard var account = constructs?.account else { return nil }
    for worker in workers { if let counted = worker.constructs { account.merge(counted.account) } }
    return account
  }
}
