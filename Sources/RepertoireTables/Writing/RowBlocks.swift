import SequenceIO

/// Formats blocks of rows side by side and writes them in order: threads change no byte.
enum RowBlocks {
  // What rows of a block share is worked out once a block; what waits for its turn stays at some
  // megabytes of text, and the last blocks keep all tasks busy.
  private static let fewestRows = 1024
  private static let mostRows = 8192
  private static let usualBlocks = 64

  /// Writes what `format` makes of `0..<count`, cut into blocks, at most `threads` at once.
  static func write(
    _ count: Int, threads: Int, to writer: inout TSVWriter,
    _ format: @escaping @Sendable (Range<Int>, inout RowBuffer) -> Void
  ) async throws {
    let size = max(fewestRows, min(count / usualBlocks, mostRows))
    let blocks = (count + size - 1) / size
    @Sendable func made(_ block: Int) -> RowBuffer {
      var buffer = RowBuffer()
      format(block * size..<min(count, (block + 1) * size), &buffer)
      return buffer
    }
    guard threads > 1, blocks > 1 else {
      for block in 0..<blocks { try writer.append(made(block)) }
      return
    }
    try await withThrowingTaskGroup(of: (Int, RowBuffer).self) { group in
      var (started, written) = (0, 0)
      var waiting: [Int: RowBuffer] = [:]
      while written < blocks {
        // No more than twice as many blocks are held as are made at once.
        while started < min(blocks, written + 2 * threads),
          started - written - waiting.count < threads
        {
          let block = started
          group.addTask { (block, made(block)) }
          started += 1
        }
        guard let (block, buffer) = try await group.next() else { break }
        waiting[block] = buffer
        while let ready = waiting.removeValue(forKey: written) {
          try writer.append(ready)
          written += 1
        }
      }
    }
  }
}
