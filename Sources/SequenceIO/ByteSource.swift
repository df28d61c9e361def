internal import Glibc

/// The uncompressed bytes of one file: plain or gzip, told apart by the first bytes.
///
/// Gzip may have any number of members and zero padding at its end; the blocks of BGZF are inflated
/// by any thread (``BlockQueue``). `-` is standard input; pipes work. A fault is reported after the last good byte was delivered, so that
/// the reader can name the record.
@safe
struct ByteSource: ~Copyable {
  enum State {
    case plain
    /// BGZF blocks follow as far as is known.
    case inBlocks
    case betweenMembers
    case inMember
    case padding
  }

  let path: String
  let file: FileDescriptor
  private var inflater = GzipInflater()
  let buffer: UnsafeMutableRawBufferPointer
  /// The bytes read from the file at once.
  let readSize: Int
  let progress: InputProgress?
  var unread: Range<Int>
  var state: State
  var memberCount = 0
  var fault: SequenceIOError.Reason?
  /// The blocks ahead, and the piece of them that is being delivered.
  let blocks: BlockQueue
  var loading = BlockLoading()

  /// Opens a file; throws `cannotOpen`, `readFailed`, `cancelled` or, for 0 bytes, `emptyFile`.
  init(
    path: String, bufferCapacity: Int = 256 << 10, piece: Int = 256 << 10,
    blocks: BlockQueue = BlockQueue(), progress: InputProgress? = nil
  ) throws(SequenceIOError) {
    let file = try FileDescriptor(reading: path)
    let readSize = max(2, file.readSize(capacity: bufferCapacity))
    // A whole block, and what is read behind a part of one.
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(readSize, 2 * BGZFBlock.capacity), alignment: 64)
    // A pipe may deliver one byte at a time; two tell gzip from plain.
    var count = 0
    var failure: SequenceIOError.Reason?
    while count < 2, failure == nil {
      let got = unsafe file.read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[count..<readSize]))
      if got < 0 { failure = .init(readErrno: errno) }
      if got <= 0 { break }
      count += got
    }
    if count == 0, failure == nil { failure = .emptyFile }
    if let failure {
      unsafe buffer.deallocate()
      throw SequenceIOError(failure, at: InputLocation(path: path))
    }
    progress?.add(consumed: count)
    let isGzip = unsafe buffer[0] == 0x1F && (count == 1 || buffer[1] == 0x8B)
    self.path = path
    self.file = file
    unsafe self.buffer = buffer
    self.readSize = readSize
    self.progress = progress
    self.blocks = blocks
    loading.blocksOfPiece = max(1, piece / BGZFBlock.capacity)
    unread = 0..<count
    state = isGzip ? .inBlocks : .plain
  }

  deinit { unsafe buffer.deallocate() }

  /// How many uncompressed bytes to ask for at once, at most `capacity`.
  func chunk(capacity: Int) -> Int {
    state == .plain ? file.readSize(capacity: capacity) : capacity
  }

  /// Fills the front of `output`; returns how many bytes, 0 at the end of the input.
  mutating func read(into output: UnsafeMutableRawBufferPointer) -> Result<Int, Fault> {
    if let fault { return .failure(Fault(reason: fault)) }
    let count =
      switch state {
      case .plain: unsafe copyPlain(into: output)
      case .inBlocks: unsafe copyBlocks(into: output)
      default: unsafe inflateGzip(into: output)
      }
    if count == 0, let fault { return .failure(Fault(reason: fault)) }
    return .success(count)
  }

  /// A reason without a place; the reader knows the record.
  struct Fault: Error { let reason: SequenceIOError.Reason }

  private mutating func copyPlain(into output: UnsafeMutableRawBufferPointer) -> Int {
    guard unread.isEmpty else {
      let count = min(unread.count, output.count)
      let taken = unread.lowerBound..<unread.lowerBound + count
      unsafe output.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[taken]))
      unread = taken.upperBound..<unread.upperBound
      return count
    }
    let got = unsafe file.read(into: output)
    if got < 0 { fault = .init(readErrno: errno) }
    progress?.add(consumed: max(0, got))
    return max(0, got)
  }

  mutating func inflateGzip(into output: UnsafeMutableRawBufferPointer) -> Int {
    var produced = 0
    while produced < output.count {
      if unread.isEmpty, !refill() { break }
      switch state {
      case .betweenMembers: beginMember()
      case .padding: skipPadding()
      case .inMember:
        produced += unsafe inflateSome(
          into: UnsafeMutableRawBufferPointer(rebasing: output[produced...]))
      case .plain, .inBlocks: preconditionFailure("this state has no members to inflate")
      }
      if fault != nil { break }
    }
    return produced
  }

  private mutating func inflateSome(into output: UnsafeMutableRawBufferPointer) -> Int {
    let result = unsafe inflater.inflate(
      from: UnsafeRawBufferPointer(rebasing: buffer[unread]), into: output)
    unread = unread.lowerBound + result.consumed..<unread.upperBound
    switch result.step {
    case .more: break
    case .memberEnd: state = .betweenMembers
    case .fault(let reason): fault = reason
    }
    return result.produced
  }

  private mutating func beginMember() {
    let first = unsafe buffer[unread.lowerBound]
    guard first == 0x1F else {
      if first == 0, memberCount > 0 {
        state = .padding
      } else {
        fault = .trailingGarbage(found: first)
      }
      return
    }
    inflater.beginMember()
    memberCount += 1
    state = .inMember
  }

  private mutating func skipPadding() {
    for i in unread where unsafe buffer[i] != 0 {
      fault = unsafe .trailingGarbage(found: buffer[i])
      return
    }
    unread = unread.upperBound..<unread.upperBound
  }

  /// Reads the next compressed bytes; false at the end of the file or after a fault.
  private mutating func refill() -> Bool {
    let got = unsafe file.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<readSize]))
    guard got > 0 else {
      if got < 0 {
        fault = .init(readErrno: errno)
      } else if state == .inMember {
        fault = .truncatedGzip
      }
      return false
    }
    progress?.add(consumed: got)
    unread = 0..<got
    return true
  }
}
