internal import Glibc

/// How far a source has loaded and delivered the BGZF blocks of its file.
struct BlockLoading {
  /// How many blocks are one piece of work.
  var blocksOfPiece = 4
  /// Whether what follows in the file is no whole block.
  var isAtEnd = false
  /// Whether the last block had no content, which marks the end of BGZF.
  var lastWasEmpty = false
  /// Why no more bytes could be read; told when all before it is delivered.
  var fault: SequenceIOError.Reason?
  /// The piece being delivered and how much of it has been.
  var piece: BlockPiece?
  var delivered = 0
}

extension ByteSource {
  /// Delivers inflated blocks; where they end, the rest of the file goes on as usual gzip.
  mutating func copyBlocks(into output: UnsafeMutableRawBufferPointer) -> Int {
    var produced = 0
    while produced < output.count {
      guard let piece = loading.piece else {
        while !loading.isAtEnd, blocks.hasRoom { loadPiece() }
        loading.piece = blocks.next()
        loading.delivered = 0
        if loading.piece != nil { continue }
        endBlocks()
        guard fault == nil else { return produced }
        return unsafe produced
          + inflateGzip(into: UnsafeMutableRawBufferPointer(rebasing: output[produced...]))
      }
      let count = min(piece.count - loading.delivered, output.count - produced)
      unsafe piece.content.withUnsafeBytes { content in
        let part = unsafe content[loading.delivered..<loading.delivered + count]
        unsafe UnsafeMutableRawBufferPointer(rebasing: output[produced...])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
      }
      produced += count
      loading.delivered += count
      guard loading.delivered == piece.count else { break }
      loading.piece = nil
      fault = piece.fault
      blocks.recycle(piece)
      if fault != nil { break }
    }
    return produced
  }

  /// Loads the next blocks, as far as the file has them.
  private mutating func loadPiece() {
    var piece = blocks.spare()
    while piece.blockEnds.count < loading.blocksOfPiece, !loading.isAtEnd {
      let header = unsafe BGZFBlock.header(bytes(unread).span)
      if case .block(let size) = header, size <= unread.count {
        let range = unread.lowerBound..<unread.lowerBound + size
        let block = unsafe bytes(range)
        let contentSize = unsafe BGZFBlock.contentSize(block.span)
        guard contentSize <= BGZFBlock.capacity else {
          loading.isAtEnd = true
          break
        }
        unsafe piece.append(block.span)
        loading.lastWasEmpty = contentSize == 0
        memberCount += 1
        unread = range.upperBound..<unread.upperBound
      } else if header == .other || !readMore() {
        loading.isAtEnd = true
      }
    }
    guard !piece.blockEnds.isEmpty else { return blocks.recycle(piece) }
    if !blocks.isActive { blocks.setActive(true) }
    blocks.append(piece)
  }

  private func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeRawBufferPointer(rebasing: buffer[range]).assumingMemoryBound(to: UInt8.self)
  }

  /// Reads on behind the unread bytes; false at the end of the file or after a fault.
  private mutating func readMore() -> Bool {
    let waiting = unread.count
    unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unread]))
    unread = 0..<waiting
    let room = unsafe waiting..<min(buffer.count, waiting + readSize)
    let got = unsafe file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[room]))
    if got < 0 { loading.fault = .init(readErrno: errno) }
    guard got > 0 else { return false }
    progress?.add(consumed: got)
    unread = 0..<waiting + got
    return true
  }

  private mutating func endBlocks() {
    if blocks.isActive { blocks.setActive(false) }
    state = .betweenMembers
    fault = loading.fault
    let isAtEnd = unsafe unread.isEmpty || buffer[unread.lowerBound] == 0
    if isAtEnd, fault == nil, memberCount > 0, !loading.lastWasEmpty {
      progress?.add(fileWithoutEndMarker: path)
    }
  }
}
