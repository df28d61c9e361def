/// Reads FASTQ, several lanes as one input, in batches.
///
/// Four lines a read; LF or CRLF; a missing last line end and empty lines at the end of a file are
/// accepted. Plain or gzip by the first bytes, `-` is standard input. Bytes are inflated straight
/// into the arena of the batch; only the record cut by the end of a chunk is copied once.
/// FASTQ: Cock et al., Nucleic Acids Research 2010.
public struct FASTQReader: ~Copyable {
  /// The files of the input in order.
  public let paths: [String]
  /// The records delivered so far over all lanes.
  public private(set) var recordCount = 0
  private let capacities: ReaderCapacities
  private let progress: InputProgress?
  /// What any thread may inflate ahead of this reader.
  let blocks = BlockQueue()
  private var source: ByteSource
  private var framer = FASTQFramer()
  private var carry: [UInt8] = []
  private var batchCount = 0
  private var isFinished = false
  private var failure: SequenceIOError?
  /// The number of the first record of each lane opened so far, 0-based over all lanes.
  private var laneStarts = [0]
  /// File offset of a byte = its position in the arena + this.
  private var arenaOffset = 0
  /// Bytes of a record in the last batch that had enough of them; nil before.
  private var typicalSize: Int?

  /// Records whose size tells that of those to come.
  private static let typicalRecords = 64
  /// Bytes made at once at least, however few a batch lacks.
  private static let leastChunk = 16 << 10

  /// Opens the first lane and checks that the others can be read.
  ///
  /// Throws `noInput`, `standardInputTwice`, `cannotOpen`, `readFailed`, `emptyFile` (0 bytes) or,
  /// waiting for a pipe, `cancelled`.
  public init(
    paths: [String], capacities: ReaderCapacities = ReaderCapacities(),
    progress: InputProgress? = nil
  ) throws(SequenceIOError) {
    guard let first = paths.first else {
      throw SequenceIOError(.noInput, at: InputLocation(path: "FASTQ input"))
    }
    if paths.count(where: { $0 == "-" }) > 1 {
      throw SequenceIOError(.standardInputTwice, at: InputLocation(path: "-"))
    }
    for path in paths {
      let size = try FileDescriptor.readableSize(of: path)
      progress?.add(size: size)
    }
    source = try ByteSource(
      path: first, bufferCapacity: capacities.input, piece: capacities.chunk, blocks: blocks,
      progress: progress)
    self.paths = paths
    self.capacities = capacities
    self.progress = progress
  }

  /// Fills `batch` with the next records; false, with an empty batch, at the end of the last lane.
  ///
  /// A batch holds `capacities.records` reads, fewer when they are long or at the end of input.
  /// After an error each call throws it again. Waiting for a pipe ends with `cancelled` when the
  /// task is cancelled; regular files are read on.
  public mutating func next(into batch: inout ReadBatch) throws(SequenceIOError) -> Bool {
    try next(into: &batch, limit: capacities.records)
  }

  /// As ``next(into:)`` with at most `limit` records.
  public mutating func next(
    into batch: inout ReadBatch, limit: Int
  ) throws(SequenceIOError) -> Bool {
    try fill(&batch, limit: limit, budget: capacities.arena)
  }

  /// As ``next(into:)`` with exactly `count` records unless the input ends, whatever their length.
  public mutating func next(
    into batch: inout ReadBatch, exactly count: Int
  ) throws(SequenceIOError) -> Bool {
    try fill(&batch, limit: count, budget: .max)
  }

  /// Where record `number` (0-based over all lanes) lies: its lane, and its number there, 1-based.
  public func location(ofRecord number: Int) -> InputLocation {
    let lane = (laneStarts.firstIndex { $0 > number } ?? laneStarts.count) - 1
    return InputLocation(path: paths[max(0, lane)], record: number - laneStarts[max(0, lane)] + 1)
  }

  private mutating func fill(
    _ batch: inout ReadBatch, limit: Int, budget: Int
  ) throws(SequenceIOError) -> Bool {
    precondition(limit > 0, "a batch holds at least one record")
    if let failure { throw failure }
    batch.removeAll()
    batch.index = batchCount
    batch.firstRecord = recordCount
    guard !isFinished else { return false }
    restoreCarry(into: &batch)
    while case .needsMore = try frame(&batch, limit: limit, budget: budget) {
      if framer.isAtLaneEnd {
        if try !openNextLane(recordsInBatch: batch.count) {
          isFinished = true
          break
        }
      } else {
        try inflate(into: &batch, limit: limit)
      }
    }
    keepCarry(of: batch)
    if batch.count >= Self.typicalRecords { typicalSize = framer.cursor / batch.count + 1 }
    batch.used = framer.cursor
    recordCount += batch.count
    guard !batch.isEmpty else { return false }
    batchCount += 1
    return true
  }

  private mutating func frame(
    _ batch: inout ReadBatch, limit: Int, budget: Int
  ) throws(SequenceIOError) -> FASTQFramer.Stop {
    let stop = unsafe batch.arena.withUnsafeBufferPointer { bytes -> FASTQFramer.Stop in
      guard let base = bytes.baseAddress else { return .needsMore }
      return unsafe framer.frame(base, into: &batch.extents, limit: limit, budget: budget)
    }
    if case .fault(let reason, let position) = stop {
      throw fail(reason, recordsInBatch: batch.count, position: position)
    }
    return stop
  }

  /// Adds a chunk of bytes, at least as many as wait for the end of their record, so that the
  /// scanning of a very long read stays linear.
  private mutating func inflate(
    into batch: inout ReadBatch, limit: Int
  ) throws(SequenceIOError) {
    let waiting = framer.filled - framer.cursor
    if waiting > capacities.record {
      throw fail(
        .recordTooLong(limit: capacities.record), recordsInBatch: batch.count,
        position: framer.cursor)
    }
    let chunk = framer.filled..<framer.filled + max(chunkSize(for: batch, limit: limit), waiting)
    // Extents are 32-bit; only second mates a thousand times longer than first ones come here.
    if chunk.upperBound >= UInt32.max {
      throw fail(
        .recordTooLong(limit: Int(UInt32.max) / max(1, batch.count)),
        recordsInBatch: batch.count, position: framer.cursor)
    }
    batch.reserve(chunk.upperBound + 1)
    let outcome = unsafe batch.arena.withUnsafeMutableBytes { bytes in
      unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[chunk]))
    }
    switch outcome {
    case .failure(let fault):
      throw fail(fault.reason, recordsInBatch: batch.count, position: framer.cursor)
    case .success(0):
      // A line feed of ours ends a last line that has none; after one that has, it is blank.
      batch.arena[framer.filled] = LineByte.feed
      framer.filled += 1
      framer.isAtLaneEnd = true
    case .success(let count):
      framer.filled += count
    }
  }

  /// The bytes that the batch still lacks by the size of its records so far, or of those of the
  /// batch before, at most a chunk.
  ///
  /// What is made beyond is copied twice to come into the next batch: with whole chunks a third of
  /// all bytes.
  private func chunkSize(for batch: borrowing ReadBatch, limit: Int) -> Int {
    let size =
      batch.count >= Self.typicalRecords ? framer.cursor / batch.count + 1 : typicalSize
    guard let size else { return capacities.chunk }
    let lacking = (limit - batch.count) * size - (framer.filled - framer.cursor)
    return min(capacities.chunk, max(Self.leastChunk, lacking + lacking / 64))
  }

  /// Goes on with the next file; false when there is none.
  private mutating func openNextLane(recordsInBatch: Int) throws(SequenceIOError) -> Bool {
    guard laneStarts.count < paths.count else { return false }
    do throws(SequenceIOError) {
      source = try ByteSource(
        path: paths[laneStarts.count], bufferCapacity: capacities.input, piece: capacities.chunk,
        blocks: blocks, progress: progress)
    } catch {
      failure = error
      throw error
    }
    laneStarts.append(recordCount + recordsInBatch)
    framer.isAtLaneEnd = false
    framer.blankPosition = nil
    arenaOffset = -framer.filled
    return true
  }

  private mutating func restoreCarry(into batch: inout ReadBatch) {
    // Further room comes with what is inflated: batches of a thousand short reads that had it for
    // the longest ones were 11 MB of a run.
    batch.reserve(carry.count)
    ByteArena.copy(carry, toFrontOf: &batch.arena)
    arenaOffset += framer.cursor
    framer.blankPosition = framer.blankPosition.map { $0 - framer.cursor }
    framer.cursor = 0
    framer.filled = carry.count
  }

  private mutating func keepCarry(of batch: borrowing ReadBatch) {
    carry.removeAll(keepingCapacity: true)
    carry.append(contentsOf: batch.arena[framer.cursor..<framer.filled])
  }

  private mutating func fail(
    _ reason: SequenceIOError.Reason, recordsInBatch: Int, position: Int
  ) -> SequenceIOError {
    let lane = laneStarts.count - 1
    let error = SequenceIOError(
      reason,
      at: InputLocation(
        path: paths[lane], record: recordCount + recordsInBatch - laneStarts[lane] + 1,
        byteOffset: arenaOffset + position))
    failure = error
    return error
  }
}
