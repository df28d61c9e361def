internal import ClonotypeAssembly
internal import SequenceIO

/// Records of molecules, sorted by a key; what does not fit in memory lies in unnamed files.
///
/// Each file is unlinked as it is made, so nothing is left behind whatever happens. Which records
/// lie in which file never changes what comes out, but for the order among equal keys.
struct SortedRuns: Sendable {
  typealias Key = @Sendable (MoleculeRecord) -> UInt64

  /// Records of one piece of memory: small enough not to be copied when more are needed.
  private static let chunk = 1 << 15

  private let folder: String
  private let capacity: Int
  private let key: Key
  private var chunks: [[MoleculeRecord]] = []
  private var count = 0
  private var runs: [RecordFile] = []

  /// - Parameters:
  ///   - folder: Where files go.
  ///   - memory: Bytes that may be used before the records go to a file.
  ///   - key: What is sorted by.
  init(folder: String, memory: Int, key: @escaping Key) {
    self.folder = folder
    self.key = key
    // Sorting takes another 16 bytes a record.
    capacity = max(Self.chunk / 8, memory / (MemoryLayout<MoleculeRecord>.stride + 16))
  }

  /// Adds a record; throws `diskFull` or `writeFailed`.
  mutating func append(_ record: MoleculeRecord) throws(SequenceIOError) {
    if count == capacity { try spill() }
    if chunks.last?.count ?? Self.chunk == Self.chunk {
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(min(Self.chunk, capacity))
    }
    chunks[chunks.count - 1].append(record)
    count += 1
  }

  private mutating func spill() throws(SequenceIOError) {
    var writer = try RecordFile.Writer(folder: folder)
    for place in order() { try writer.append(chunks[place >> 15][place & (Self.chunk - 1)]) }
    runs.append(try writer.finish())
    chunks.removeAll()
    count = 0
  }

  /// The places of the records in memory, sorted.
  private func order() -> [Int] {
    var keyed: [(key: UInt64, place: UInt32)] = []
    keyed.reserveCapacity(count)
    for (number, chunk) in chunks.enumerated() {
      for (at, record) in chunk.enumerated() {
        keyed.append((key(record), UInt32(number << 15 | at)))
      }
    }
    RadixSort.sort(&keyed)
    return keyed.map { Int($0.place) }
  }

  /// One sorted stretch of records: of a file, or of memory.
  private struct Cursor {
    var file: RecordFile.Reader?
    var chunks: [[MoleculeRecord]] = []
    var order: [Int] = []
    var next = 0
    var source = 0
    var current: MoleculeRecord?
    var key: UInt64 = 0

    mutating func advance(_ key: Key) throws(SequenceIOError) {
      if file != nil {
        current = try file?.next()
      } else if next < order.count {
        let place = order[next]
        current = chunks[place >> 15][place & (SortedRuns.chunk - 1)]
        next += 1
      } else {
        current = nil
      }
      if let current { self.key = key(current) }
    }
  }

  private func cursors(source: Int) -> [Cursor] {
    var cursors = runs.map { Cursor(file: RecordFile.Reader($0), source: source) }
    cursors.append(Cursor(file: nil, chunks: chunks, order: order(), source: source))
    return cursors
  }

  /// Hands over all records with one key at a time, keys ascending.
  func forEachGroup(
    _ body: (inout [MoleculeRecord]) throws -> Void
  ) throws {
    let key = key
    try Self.merge(cursors(source: 0), key: key, change: { _, _ in }, body)
  }

  /// The same over the records of several workers; `change` is told whose a record is.
  static func forEachGroup(
    of workers: [SortedRuns], key: Key,
    change: (_ record: inout MoleculeRecord, _ worker: Int) -> Void,
    _ body: (inout [MoleculeRecord]) throws -> Void
  ) throws {
    var cursors: [Cursor] = []
    for (number, worker) in workers.enumerated() {
      cursors += worker.cursors(source: number)
    }
    try merge(cursors, key: key, change: change, body)
  }

  private static func merge(
    _ given: [Cursor], key: Key, change: (inout MoleculeRecord, Int) -> Void,
    _ body: (inout [MoleculeRecord]) throws -> Void
  ) throws {
    var cursors = given
    for i in cursors.indices { try cursors[i].advance(key) }
    cursors.removeAll { $0.current == nil }
    var group: [MoleculeRecord] = []
    while !cursors.isEmpty {
      try Task.checkCancellation()
      // Few cursors: looking at each is as fast as a heap.
      var least = cursors[0].key
      for cursor in cursors where cursor.key < least { least = cursor.key }
      group.removeAll(keepingCapacity: true)
      var isFinished = false
      for i in cursors.indices {
        while cursors[i].key == least, var record = cursors[i].current {
          change(&record, cursors[i].source)
          group.append(record)
          try cursors[i].advance(key)
        }
        if cursors[i].current == nil { isFinished = true }
      }
      if isFinished { cursors.removeAll { $0.current == nil } }
      try body(&group)
    }
  }
}
