import SequenceIO

/// FASTQ, plain or gzip, through buffers of sizes that the input chooses.
///
/// The same bytes read through large buffers must give the same reads or the same error.
enum FASTQTarget {
  /// What came of an input: the reads, one after the other, and the error that ended them.
  private struct Outcome {
    var text: [UInt8] = []
    /// Where each read ends in the text.
    var ends: [Int] = []
    var error: SequenceIOError?

    mutating func append(_ line: Span<UInt8>) {
      line.withUnsafeBufferPointer { text.append(contentsOf: $0) }
      text.append(0x0A)
    }
  }

  static func run(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 1 else { return }
    let sizes = bytes[0]
    let content = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    InputFile.shared.fill(content)
    let small = ReaderCapacities(
      input: 1 + Int(sizes & 7), chunk: 1 + Int(sizes >> 3 & 7), records: 1 + Int(sizes >> 6),
      arena: 64, record: 1 << 16)
    // Larger than any input; the sizes of real runs would take most of the time to allocate.
    let large = ReaderCapacities(
      input: 1 << 12, chunk: 1 << 12, records: 64, arena: 1 << 13, record: 1 << 16)
    let first = read(small)
    let second = read(large)
    // The batch that meets a fault is not delivered, so that fewer reads come of larger ones.
    let areSame = first.ends.starts(with: second.ends) && first.text.starts(with: second.text)
    precondition(areSame, "buffer sizes changed the reads")
    precondition((first.error == nil) == (second.error == nil), "buffer sizes changed the error")
    if first.error == nil {
      precondition(first.ends.count == second.ends.count, "buffer sizes lost reads")
    } else if !content.starts(with: [0x1F, 0x8B]) {
      // Of gzip, bytes that zlib held back for want of room may be missing before a fault.
      precondition(first.error?.reason == second.error?.reason, "buffer sizes changed the fault")
      precondition(
        first.error?.location.record == second.error?.location.record, "or the record")
    }
    for error in [first.error, second.error] {
      if let error { check(error, count: content.count) }
    }
  }

  private static func read(_ capacities: ReaderCapacities) -> Outcome {
    var outcome = Outcome()
    do throws(SequenceIOError) {
      var reader = try FASTQReader(paths: [InputFile.shared.path], capacities: capacities)
      var batch = ReadBatch()
      while try reader.next(into: &batch) {
        for read in 0..<batch.count {
          precondition(batch.sequence(read).count == batch.quality(read).count, "lengths differ")
          outcome.append(batch.name(read))
          outcome.append(batch.sequence(read))
          outcome.append(batch.quality(read))
          outcome.ends.append(outcome.text.count)
        }
      }
    } catch {
      outcome.error = error
    }
    return outcome
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
