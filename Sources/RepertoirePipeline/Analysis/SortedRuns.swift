internal import ClonotypeAssembly
internal import SequenceIO

/// Records of molecules in parts, each of which can be had sorted by a key; what does not fit in
/// memory lies in unnamed files.
///
/// Each file is unlinked as it is made, so nothing is left behind whatever happens. Which records
/// lie in which file never changes what comes out, but for the order among equal keys.
struct SortedRuns: Sendable {
  /// How records are dealt out.
  let partition: RecordPartition
  private let folder: String
  private let capacity: Int
  /// Records of a piece of memory are two to the power of this: few enough that the last pieces of
  /// all parts leave little unused.
  private let pieceBits: Int
  private let key: RecordKey
  private var parts: [Part]
  private var count = 0
  private var runs: [Run] = []

  /// Records of one part in memory.
  private struct Part {
    var full: [[MoleculeRecord]] = []
    var last: [MoleculeRecord] = []

    var count: Int { full.reduce(last.count) { $0 + $1.count } }
  }

  /// A file whose parts stand one after the other, each sorted.
  private struct Run {
    var file: RecordFile
    /// The first record of each part, and the number of all.
    var starts: [Int]
  }

  /// - Parameters:
  ///   - folder: Where files go.
  ///   - memory: Bytes that may be used before the records go to a file.
  ///   - key: What is sorted by.
  ///   - partition: How records are dealt out.
  init(folder: String, memory: Int, key: RecordKey, partition: RecordPartition) {
    self.folder = folder
    self.key = key
    self.partition = partition
    // Sorting takes another 16 bytes a record.
    capacity = max(4096, memory / (MemoryLayout<MoleculeRecord>.stride + 16))
    let share = capacity / (partition.count * 4)
    pieceBits = (4...(partition.count == 1 ? 15 : 7)).last { 1 << $0 <= share } ?? 4
    parts = Array(repeating: Part(), count: partition.count)
  }

  /// Adds a record; throws `diskFull` or `writeFailed`.
  mutating func append(_ record: MoleculeRecord) throws(SequenceIOError) {
    if count == capacity { try spill() }
    let part = partition.part(of: key.value(of: record))
    if parts[part].last.count >> pieceBits != 0 {
      parts[part].full.append(parts[part].last)
      parts[part].last = []
    }
    if parts[part].last.isEmpty { parts[part].last.reserveCapacity(1 << pieceBits) }
    parts[part].last.append(record)
    count &+= 1
  }

  /// Records of a part.
  func count(of part: Int) -> Int {
    runs.reduce(parts[part].count) { $0 + $1.starts[part + 1] - $1.starts[part] }
  }

  private mutating func spill() throws(SequenceIOError) {
    var writer = try RecordFile.Writer(folder: folder)
    var starts = [0]
    for part in parts.indices {
      let records = SortedPieces(pieces(of: part), key: key)
      for place in records.order.indices { try writer.append(records[place].record) }
      starts.append(starts[part] + records.order.count)
      parts[part].full.removeAll()
      parts[part].last.removeAll(keepingCapacity: true)
    }
    runs.append(Run(file: try writer.finish(), starts: starts))
    count = 0
  }

  private func pieces(of part: Int, source: Int = 0) -> [SortedPieces.Piece] {
    (parts[part].full + [parts[part].last]).map { .init(records: $0, source: source) }
  }

  /// Hands over all records of a part with one key at a time, keys ascending.
  ///
  /// - Parameters:
  ///   - part: Its number.
  ///   - workers: Who has records of it, all of them dealt out in one way.
  ///   - change: Told whose a record is before it is handed over.
  static func forEachGroup(
    part: Int, of workers: [SortedRuns],
    change: (_ record: inout MoleculeRecord, _ worker: Int) -> Void = { _, _ in },
    _ body: (inout [MoleculeRecord]) throws -> Void
  ) throws {
    guard let key = workers.first?.key else { return }
    var pieces: [SortedPieces.Piece] = []
    var files: [FileCursor] = []
    for (number, worker) in workers.enumerated() {
      pieces += worker.pieces(of: part, source: number)
      for run in worker.runs where run.starts[part] < run.starts[part + 1] {
        let range = run.starts[part]..<run.starts[part + 1]
        files.append(try FileCursor(run.file, range, source: number, key: key))
      }
    }
    let records = SortedPieces(pieces, key: key)
    var next = 0
    var group: [MoleculeRecord] = []
    var groups = 0
    while next < records.order.count || !files.isEmpty {
      if groups & 1023 == 0 { try Task.checkCancellation() }
      groups &+= 1
      var least = next < records.order.count ? records.order[next].key : UInt64.max
      // Few files: looking at each is as fast as a heap.
      for file in files where file.key < least { least = file.key }
      group.removeAll(keepingCapacity: true)
      while next < records.order.count, records.order[next].key == least {
        var (record, source) = records[next]
        change(&record, source)
        group.append(record)
        next &+= 1
      }
      if !files.isEmpty {
        for i in files.indices { try files[i].take(least, key: key, into: &group, change) }
        files.removeAll { $0.current == nil }
      }
      try body(&group)
    }
  }

  /// One sorted stretch of a file.
  private struct FileCursor {
    private var reader: RecordFile.Reader
    private let source: Int
    private(set) var current: MoleculeRecord?
    private(set) var key: UInt64 = 0

    init(
      _ file: RecordFile, _ range: Range<Int>, source: Int, key: RecordKey
    ) throws(SequenceIOError) {
      reader = RecordFile.Reader(file, range)
      self.source = source
      try advance(key)
    }

    private mutating func advance(_ key: RecordKey) throws(SequenceIOError) {
      current = try reader.next()
      if let current { self.key = key.value(of: current) }
    }

    /// Moves the records of a key to a group.
    mutating func take(
      _ least: UInt64, key: RecordKey, into group: inout [MoleculeRecord],
      _ change: (inout MoleculeRecord, Int) -> Void
    ) throws(SequenceIOError) {
      while self.key == least, var record = current {
        change(&record, source)
        group.append(record)
        try advance(key)
      }
    }
  }
}
