internal import Synchronization

/// Writes text about the records of an input as one gzip file, from any number of threads.
///
/// Records come in blocks of a fixed number; each block is one gzip member, and members stand in
/// the order of the input. So the bytes depend neither on threads nor on the batches in which
/// records are pulled. Whoever brings the last record of a block compresses it, outside the lock.
public final class GzipRecordWriter: Sendable {
  /// Records of a block.
  public static let blockRecords = 4_096

  /// The text that a block has so far, by its first records.
  private struct Block {
    var parts: [(first: Int, text: [UInt8])] = []
    var records = 0

    /// All its text in the order of records.
    consuming func text() -> [UInt8] {
      parts.sort { $0.first < $1.first }
      return parts.count == 1 ? parts[0].text : parts.flatMap(\.text)
    }
  }

  private struct State: ~Copyable {
    var file: OutputFile
    var open: [Int: Block] = [:]
    /// Compressed blocks that wait for those before them.
    var waiting: [Int: [UInt8]] = [:]
    var next = 0
    var sizes: [Int]
  }

  private let state: Mutex<State>
  private let level: Int

  /// Creates or empties a file and writes `header` as its first member.
  ///
  /// Level 3 of zlib makes smaller files of rows than level 4, in less time.
  ///
  /// Throws `writeFailed` or `diskFull`.
  public init(path: String, header: [UInt8], level: Int = 3) throws(SequenceIOError) {
    var file = try OutputFile(path: path)
    let member = GzipMember.compressed(header, level: level)
    try file.write(member)
    state = Mutex(State(file: file, sizes: [member.count]))
    self.level = level
  }

  /// Takes the text about some records of one block, in any order of calls, each record once.
  ///
  /// - Parameters:
  ///   - text: What is written about them; may be empty.
  ///   - records: Their numbers in the input, 0-based.
  /// - Throws: `writeFailed` or `diskFull`.
  public func append(_ text: [UInt8], of records: Range<Int>) throws(SequenceIOError) {
    guard !records.isEmpty else { return }
    let number = records.lowerBound / Self.blockRecords
    precondition(
      (records.upperBound - 1) / Self.blockRecords == number, "text is of records of one block")
    let complete = state.withLock { state -> Block? in
      state.open[number, default: Block()].parts.append((records.lowerBound, text))
      state.open[number]?.records += records.count
      let isComplete = state.open[number]?.records == Self.blockRecords
      return isComplete ? state.open.removeValue(forKey: number) : nil
    }
    guard let complete else { return }
    let member = Self.member(of: complete, level: level)
    try state.withLock { (state) throws(SequenceIOError) in
      state.waiting[number] = member
      while let ready = state.waiting.removeValue(forKey: state.next) {
        try state.file.write(ready)
        state.sizes.append(ready.count)
        state.next += 1
      }
    }
  }

  /// Writes the last block, brings the file to disk and closes it; call it once, after all text.
  public func finish() throws(SequenceIOError) {
    try state.withLock { (state) throws(SequenceIOError) in
      precondition(
        state.waiting.isEmpty && state.open.count <= 1, "all records but the last block are there")
      if let last = state.open.removeValue(forKey: state.next) {
        let member = Self.member(of: last, level: level)
        try state.file.write(member)
        state.sizes.append(member.count)
      }
      precondition(state.open.isEmpty, "the last block follows the one before")
      try state.file.finish()
    }
  }

  /// The bytes of the header's member, then those of each block so far; 0 for one without text.
  public var memberSizes: [Int] { state.withLock { $0.sizes } }

  private static func member(of block: consuming Block, level: Int) -> [UInt8] {
    let text = block.text()
    return text.isEmpty ? [] : GzipMember.compressed(text, level: level)
  }
}
