import SequenceIO

/// FASTQ, plain or gzip, through buffers of sizes that the input chooses.
///
/// The same bytes read through large buffers must give the same reads or the same error.
enum FASTQTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 1 else { return }
    let sizes = bytes[0]
    let content = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    InputFile.shared.fill(content)
    let small = ReaderCapacities(
      input: 1 + Int(sizes & 7), chunk: 1 + Int(sizes >> 3 & 7), records: 1 + Int(sizes >> 6),
      arena: 64, record: 1 << 16)
    let large = ReaderCapacities(record: 1 << 16)
    let first = read(small)
    let second = read(large)
    precondition(first.reads == second.reads, "buffer sizes changed the reads")
    precondition(first.error?.reason == second.error?.reason, "buffer sizes changed the error")
    for error in [first.error, second.error] {
      if let error { check(error, count: content.count) }
    }
  }

  private static func read(
    _ capacities: ReaderCapacities
  ) -> (reads: [[UInt8]], error: SequenceIOError?) {
    var reads: [[UInt8]] = []
    do throws(SequenceIOError) {
      var reader = try FASTQReader(paths: [InputFile.shared.path], capacities: capacities)
      var batch = ReadBatch()
      while try reader.next(into: &batch) {
        for read in 0..<batch.count {
          precondition(batch.sequence(read).count == batch.quality(read).count, "lengths differ")
          reads.append(
            copy(batch.name(read)) + [0x0A] + copy(batch.sequence(read)) + [0x0A]
              + copy(batch.quality(read)))
        }
      }
      return (reads, nil)
    } catch {
      return (reads, error)
    }
  }

  private static func copy(_ bytes: Span<UInt8>) -> [UInt8] {
    bytes.indices.map { bytes[$0] }
  }

  /// The place of a fault in plain text lies within the input.
  private static func check(_ error: SequenceIOError, count: Int) {
    precondition(!error.message.isEmpty && error.location.record >= 0, "a fault without a place")
    if let offset = error.location.byteOffset, offset > count {
      // Of gzip the uncompressed bytes are meant: at most some thousand times as many.
      precondition(offset <= 1100 * count, "a place behind the end of the input")
    }
  }
}
