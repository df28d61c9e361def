import ClonotypeAssembly
import SequenceIO
import Sequences
import VDJAlignment

/// One worker for kits whose reads hold more than template: its own aligners, table and records.
struct MoleculeWorker: BatchWorker {
  private(set) var account = ReadAccount()
  private var reads: MoleculeReads
  private(set) var runs: SortedRuns
  /// Junctions of a worker's table that cost no copying.
  private static let room = 1 << 18

  private let kit: Kit
  // Asked for every read: a kit works them out anew.
  private let hasUMI: (any: Bool, first: Bool, second: Bool)
  private var aligner: ReadAligner
  /// For second mates, so that what was found in the first stays at hand.
  private var mateAligner: ReadAligner
  /// Never filled: mates with linkers are not merged.
  private let merger = MateMerger()
  private var match = ReadStructureMatch()
  private var mateMatch = ReadStructureMatch()
  private var umi = UMIReading()
  /// Whether R2 of the pair at hand was read as the first mate.
  private var isSwapped = false
  /// Rows and target counts, where they are asked for.
  private(set) var detail: ReadDetail

  /// - Parameters:
  ///   - index: What reads are aligned with.
  ///   - kit: Says what they hold.
  ///   - runs: Where the records go.
  ///   - detail: What is done beside counting.
  init(index: AlignmentIndex, kit: Kit, runs: SortedRuns, detail: ReadDetail) {
    self.kit = kit
    self.detail = detail
    hasUMI = (kit.hasUMI, kit.first.hasUMI, kit.second?.hasUMI ?? false)
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
    if isSwapped {
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

  /// A pair counts once, by a mate that shows the junction.
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
      guard let barcode = tag.umi(in: batch.name(i)), barcode.unknownCount == 0 else {
        return .umiMissing
      }
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

  /// Aligns the mates: the first that shows the junction counts, the other one narrows its V.
  private mutating func alignPair(
    _ first: borrowing ReadBatch, _ second: borrowing ReadBatch, _ i: Int
  ) throws(SequenceIOError) {
    let sequence = first.sequence(i).extracting(match.template)
    let quality = first.quality(i).extracting(match.template)
    let mate = second.sequence(i).extracting(mateMatch.template)
    let mateQuality = second.quality(i).extracting(mateMatch.template)
    // A mate without template has nothing to load, and shows nothing.
    aligner.load(sequence)
    if let found = aligner.rearrangementAtFirstSight(quality: quality) {
      if aligner.vTieSpan.count > 1 { mateAligner.load(mate) }
      return try countFirst(found, quality, mateQuality)
    }
    // Most second mates show at first sight what first mates do not show at the second either.
    mateAligner.load(mate)
    if let found = mateAligner.rearrangementAtFirstSight(quality: mateQuality) {
      return try countSecond(found, quality, mateQuality)
    }
    if let found = aligner.rearrangementAtSecondSight(quality: quality) {
      return try countFirst(found, quality, mateQuality)
    }
    if let found = mateAligner.rearrangementAtSecondSight(quality: mateQuality) {
      return try countSecond(found, quality, mateQuality)
    }
    try alignAtLength(sequence, quality, mate, mateQuality)
  }

  /// Counts a pair by its first mate; the second one, if it is loaded, narrows the V.
  private mutating func countFirst(
    _ found: Rearrangement, _ quality: Span<UInt8>, _ mateQuality: Span<UInt8>
  ) throws(SequenceIOError) {
    aligner.narrowV(byLoaded: &mateAligner, quality: mateQuality, isReverse: !found.isReverse)
    try count(found, quality: quality, isFirst: true)
  }

  /// The same by the second mate.
  private mutating func countSecond(
    _ found: Rearrangement, _ quality: Span<UInt8>, _ mateQuality: Span<UInt8>
  ) throws(SequenceIOError) {
    mateAligner.narrowV(byLoaded: &aligner, quality: quality, isReverse: !found.isReverse)
    try count(found, quality: mateQuality, isFirst: false)
  }

  /// The same where neither mate shows the junction at first sight; or the reason of the mate that
  /// came further.
  private mutating func alignAtLength(
    _ sequence: Span<UInt8>, _ quality: Span<UInt8>, _ mate: Span<UInt8>, _ mateQuality: Span<UInt8>
  ) throws(SequenceIOError) {
    var furthest: Rejection
    switch aligner.align(sequence: sequence, quality: quality) {
    case .rearranged(let found): return try count(found, quality: quality, isFirst: true)
    case .rejected(let reason): furthest = reason
    }
    switch mateAligner.align(sequence: mate, quality: mateQuality) {
    case .rearranged(let found): return try count(found, quality: mateQuality, isFirst: false)
    case .rejected(let reason): if reason.index > furthest.index { furthest = reason }
    }
    account.count(furthest)
  }

  private mutating func count(
    _ found: Rearrangement, quality: Span<UInt8>, isFirst: Bool
  ) throws(SequenceIOError) {
    let record =
      isFirst
      ? reads.count(found, from: &aligner, quality: quality, umi: umi)
      : reads.count(found, from: &mateAligner, quality: quality, umi: umi)
    account.countRearrangement(of: found.locus, isReverse: found.isReverse)
    if hasUMI.any { try runs.append(record) }
    guard detail.writesRows else { return }
    var whole = found
    // The template reaches to the end of the read, so only forward reads have bases before it.
    if !found.isReverse {
      let start = (isFirst ? match : mateMatch).template.lowerBound
      whole.junction = found.junction.lowerBound + start..<found.junction.upperBound + start
      whole.v = found.v.lowerBound + start..<found.v.upperBound + start
      whole.j = found.j.lowerBound + start..<found.j.upperBound + start
    }
    detail.found = .init(rearrangement: whole, place: isFirst == isSwapped ? .second : .first)
  }
}
