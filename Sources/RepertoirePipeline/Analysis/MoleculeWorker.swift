import ClonotypeAssembly
import SequenceIO
import Sequences
import VDJAlignment

/// One worker for kits whose reads hold more than template: its own aligners, table and records.
struct MoleculeWorker: BatchWorker {
  var account = ReadAccount()
  var reads: MoleculeReads
  var runs: SortedRuns
  /// Junctions of a worker's table that cost no copying.
  private static let room = 1 << 18

  private let kit: Kit
  // Asked for every read: a kit works them out anew.
  let hasUMI: (any: Bool, first: Bool, second: Bool)
  /// Whether both mates hold template, which may overlap.
  let hasTwoTemplates: Bool
  var aligner: ReadAligner
  /// For second mates, so that what was found in the first stays at hand.
  var mateAligner: ReadAligner
  /// Of so many pairs of the input one has its mates held against each other: with every 16th, a
  /// library whose mates do not overlap took 4 % longer.
  static let comparedEvery = 64
  /// Whether the pair at hand is one of these.
  var isCompared = false
  /// Makes one read of two templates; what stands before them is no part of it.
  var merger = MateMerger()
  var match = ReadStructureMatch()
  var mateMatch = ReadStructureMatch()
  /// The end of the templates, where they overlap and were read through; of the pair at hand.
  var end: FragmentEnd?
  var umi = UMIReading()
  /// Whether R2 of the pair at hand was read as the first mate.
  var isSwapped = false
  /// Rows and target counts, where they are asked for.
  var detail: ReadDetail

  /// - Parameters:
  ///   - index: What reads are aligned with.
  ///   - kit: Says what they hold.
  ///   - runs: Where the records go.
  ///   - detail: What is done beside counting.
  init(index: AlignmentIndex, kit: Kit, runs: SortedRuns, detail: ReadDetail) {
    self.kit = kit
    self.detail = detail
    hasUMI = (kit.hasUMI, kit.first.hasUMI, kit.second?.hasUMI ?? false)
    hasTwoTemplates = kit.first.hasTemplate && kit.second?.hasTemplate ?? false
    self.runs = runs
    aligner = ReadAligner(index: index)
    mateAligner = aligner
    reads = MoleculeReads(index: index, room: Self.room)
  }

  /// Junctions counted so far.
  var distinctJunctions: Int { reads.table.distinctJunctions }

  /// Gives the counting table away and keeps an empty one, so that nobody else holds it.
  mutating func handOver(index: AlignmentIndex) -> ClonotypeCounter {
    reads.handOver(index: index)
  }

  /// Aligns and counts the reads, or pairs, of a batch.
  ///
  /// Throws `diskFull` or `writeFailed` when records must go to a file and cannot.
  mutating func run(_ batch: borrowing PairedReadBatch) throws(SequenceIOError) {
    // Taken out of the kit once a batch: its parts are shared by all workers, and to count the
    // references to them for every pair took a twentieth of the time.
    let first = kit.first
    if batch.isPaired, let second = kit.second {
      for i in batch.first.indices {
        if detail.isMine(i, of: batch) { try runPair(batch, i, first, second) }
        if detail.writesRows { try endRead(i, of: batch) }
      }
    } else {
      for i in batch.first.indices {
        if detail.isMine(i, of: batch) { try runSingle(batch.first, i, first) }
        if detail.writesRows { try endRead(i, of: batch) }
      }
    }
    try detail.endBatch(batch)
  }

  private mutating func endRead(
    _ i: Int, of batch: borrowing PairedReadBatch
  ) throws(SequenceIOError) {
    // A merged read is the first aligner's, whichever file its first mate is from.
    if isSwapped, detail.found?.place != .merged {
      try detail.endRead(i, of: batch, mateAligner, aligner, merger)
    } else {
      try detail.endRead(i, of: batch, aligner, mateAligner, merger)
    }
  }

  private mutating func runSingle(
    _ batch: borrowing ReadBatch, _ i: Int, _ structure: borrowing ReadStructure
  ) throws(SequenceIOError) {
    structure.match(batch.sequence(i), into: &match)
    umi.removeAll()
    if hasUMI.any,
      let reason = Self.readUMI(structure, &match, batch, i, into: &umi) ?? reasonOfUMI()
    {
      return account.count(reason)
    }
    let quality = batch.quality(i).extracting(match.template)
    switch aligner.align(sequence: batch.sequence(i).extracting(match.template), quality: quality) {
    case .rejected(let reason): account.count(reason)
    case .rearranged(let found):
      try count(found, quality: quality, isFirst: true)
    }
  }

  /// A pair counts once.
  private mutating func runPair(
    _ batch: borrowing PairedReadBatch, _ i: Int, _ first: borrowing ReadStructure,
    _ second: borrowing ReadStructure
  ) throws(SequenceIOError) {
    isSwapped = false
    var reason = matchPair(batch.first, batch.second, i, first, second)
    // Only what must stand somewhere tells the mates apart.
    let isAnchorMissing = match.status == .anchorMissing || mateMatch.status == .anchorMissing
    if reason == .umiMissing, isAnchorMissing, kit.mateOrder == .either {
      isSwapped = true
      reason = matchPair(batch.second, batch.first, i, first, second)
    }
    if let reason { return account.count(reason) }
    if isSwapped {
      try alignPair(batch.second, batch.first, i)
    } else {
      try alignPair(batch.first, batch.second, i)
    }
  }

  /// Finds the parts of both mates and the identifier; why it is not there, or nil.
  private mutating func matchPair(
    _ first: borrowing ReadBatch, _ second: borrowing ReadBatch, _ i: Int,
    _ structure: borrowing ReadStructure, _ mateStructure: borrowing ReadStructure
  ) -> Rejection? {
    structure.match(first.sequence(i), into: &match)
    mateStructure.match(second.sequence(i), into: &mateMatch)
    umi.removeAll()
    guard hasUMI.any else { return nil }
    if hasUMI.first, let reason = Self.readUMI(structure, &match, first, i, into: &umi) {
      return reason
    }
    if hasUMI.second, let reason = Self.readUMI(mateStructure, &mateMatch, second, i, into: &umi) {
      return reason
    }
    return reasonOfUMI()
  }

  /// Adds what a mate holds of the identifier; cell barcodes come before it.
  ///
  /// The match is not changed, but lending it had it copied for each read.
  private static func readUMI(
    _ structure: borrowing ReadStructure, _ match: inout ReadStructureMatch,
    _ batch: borrowing ReadBatch, _ i: Int, into umi: inout UMIReading
  ) -> Rejection? {
    if let tag = structure.headerTag {
      guard let barcode = tag.umi(in: batch.name(i)) else { return .umiMissing }
      guard barcode.unknownCount == 0 else { return .umiLowQuality }
      umi.append(packed: barcode.bases, count: Int(barcode.count))
      return nil
    }
    guard match.status == .matched else { return .umiMissing }
    let sequence = batch.sequence(i)
    let quality = batch.quality(i)
    let counts = match.stretchCounts
    for number in 0..<counts.cell {
      umi.append(match.cellStretch(number), of: sequence, quality: quality)
    }
    for number in 0..<counts.umi {
      umi.append(match.umiStretch(number), of: sequence, quality: quality)
    }
    return nil
  }

  private func reasonOfUMI() -> Rejection? {
    if umi.isEmpty { return .umiMissing }
    return umi.isReliable ? nil : .umiLowQuality
  }
}
