import SequenceIO

/// Formats blocks of rows side by side and writes them in order: threads change no byte.
enum RowBlocks {
  // Some hundreds of kilobytes of text, so that what waits for its turn stays small.
  private static let rowsOfBlock = 1024

  /// Writes what `format` makes of `0..<count`, cut into blocks, at most `threads` at once.
  static func write(
    _ count: Int, threads: Int, to writer: inout TSVWriter,
    _ format: @escaping @Sendable (Range<Int>, inout RowBuffer) -> Void
  ) async throws {
    let blocks = (count + rowsOfBlock - 1) / rowsOfBlock
    guard threads > 1, blocks > 1 else {
      for block in 0..<blocks { try writer.append(made(block, of: count, format)) }
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
          group.addTask { (block, made(block, of: count, format)) }
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

  private static func made(
    _ block: Int, of count: Int, _ format: (Range<Int>, inout RowBuffer) -> Void
  ) -> RowBuffer {
    var buffer = RowBuffer()
    let first = block * rowsOfBlock
    format(first..<min(count, first + rowsOfBlock), &buffer)
    return buffer
  }
}
