/// Some BGZF blocks in a row, compressed, then inflated.
struct BlockPiece: Sendable {
  /// The blocks as in the file.
  var compressed: [UInt8] = []
  /// Where each block ends in `compressed`.
  var blockEnds: [Int] = []
  /// The inflated bytes, at its front.
  private(set) var content: [UInt8] = []
  /// How many of them there are.
  private(set) var count = 0
  /// Why they end before the last block does.
  private(set) var fault: SequenceIOError.Reason?
  /// How many bytes the blocks promise.
  private var promised = 0

  /// Adds a whole block.
  mutating func append(_ block: Span<UInt8>) {
    unsafe block.withUnsafeBufferPointer { unsafe compressed.append(contentsOf: $0) }
    blockEnds.append(compressed.count)
    promised += BGZFBlock.contentSize(block)
  }

  /// Inflates all blocks and checks their lengths and CRCs.
  mutating func inflate() {
    // One byte more, so that a block longer than it says is found out.
    if content.count <= promised { content = [UInt8](repeating: 0, count: promised + 1) }
    var inflater = GzipInflater()
    var start = 0
    for end in blockEnds {
      inflater.beginMember()
      let range = count..<content.count
      let result = unsafe compressed.withUnsafeBytes { input in
        unsafe content.withUnsafeMutableBytes { output in
          unsafe inflater.inflate(
            from: UnsafeRawBufferPointer(rebasing: input[start..<end]),
            into: UnsafeMutableRawBufferPointer(rebasing: output[range]), isWhole: true)
        }
      }
      count += result.produced
      switch result.step {
      case .memberEnd where result.consumed == end - start: break
      case .fault(let reason): fault = reason
      default: fault = .corruptGzip(detail: "a BGZF block of another size than it says")
      }
      if fault != nil { return }
      start = end
    }
  }

  /// Empties the piece and keeps its buffers.
  mutating func removeAll() {
    compressed.removeAll(keepingCapacity: true)
    blockEnds.removeAll(keepingCapacity: true)
    count = 0
    promised = 0
    fault = nil
  }
}
