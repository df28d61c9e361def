internal import Glibc

/// The lines of a small or large text file, one after the other, in a sliding buffer.
///
/// Lines end with LF, CRLF or, when the first line end of the file is a lone CR, with CR. A UTF-8
/// byte order mark is skipped. A missing last line end is accepted.
struct LineReader: ~Copyable {
  /// The source aside: whoever borrows a reader, as at every row, moves its bytes, and those of a
  /// source are five hundred.
  private final class Input {
    var source: ByteSource

    init(_ source: consuming ByteSource) { self.source = source }
  }

  let path: String
  private let input: Input
  private let chunk: Int
  private let lineLimit: Int
  /// The bytes in which `next()` marks a line.
  private(set) var buffer: [UInt8] = []
  private var unread = 0..<0
  /// File offset of a byte = its position in the buffer + this.
  private var bufferOffset = 0
  private var terminator: UInt8?
  private var isAtEnd = false
  /// The number of the line that `next()` gave last, 1-based.
  private(set) var lineNumber = 0
  /// The offset of that line in the file.
  private(set) var lineOffset = 0
  /// Whether that line has an end; the last line of a file may have none.
  private(set) var lineHasEnd = true

  init(path: String, capacities: ReaderCapacities) throws(SequenceIOError) {
    self.path = path
    let source = try ByteSource(path: path, bufferCapacity: capacities.input)
    chunk = source.chunk(capacity: capacities.chunk)
    input = Input(source)
    lineLimit = capacities.record
  }

  /// Bytes of the file when it was opened; nil of what is no regular file.
  var fileSize: Int? { input.source.file.size }

  /// The next line without its end, as a range of `buffer`, valid until the next call.
  mutating func next() throws(SequenceIOError) -> Range<Int>? {
    if lineNumber == 0 { try skipByteOrderMark() }
    var scanned = unread.lowerBound
    while true {
      if let end = lineEnd(from: scanned) {
        return take(lineTo: end, next: end + 1)
      }
      if isAtEnd {
        return unread.isEmpty ? nil : take(lineTo: unread.upperBound, next: unread.upperBound)
      }
      let known = terminator == nil ? 0 : unread.count
      if unread.count > lineLimit { throw error(.recordTooLong(limit: lineLimit)) }
      try fill()
      scanned = unread.lowerBound + known
    }
  }

  /// An error at the line that `next()` gave last.
  func error(_ reason: SequenceIOError.Reason) -> SequenceIOError {
    SequenceIOError(
      reason,
      at: InputLocation(path: path, record: max(1, lineNumber), byteOffset: lineOffset))
  }

  private mutating func skipByteOrderMark() throws(SequenceIOError) {
    while unread.count < 3, !isAtEnd { try fill() }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if unread.lowerBound == 0, unread.count >= 3, buffer[0..<3].elementsEqual(mark) {
      unread = 3..<unread.upperBound
    }
  }

  private mutating func take(lineTo end: Int, next: Int) -> Range<Int> {
    let start = unread.lowerBound
    lineNumber += 1
    lineOffset = bufferOffset + start
    lineHasEnd = next > end
    unread = next..<unread.upperBound
    let hasReturn = end > start && buffer[end - 1] == LineByte.carriageReturn
    return start..<(hasReturn && terminator != LineByte.carriageReturn ? end - 1 : end)
  }

  private mutating func lineEnd(from start: Int) -> Int? {
    if terminator == nil { terminator = firstTerminator() }
    guard let terminator, start < unread.upperBound else { return nil }
    return unsafe buffer.withUnsafeBufferPointer { bytes -> Int? in
      guard let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, Int32(terminator), unread.upperBound - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// The line end of the file, once the first one, and the byte after a CR, are in the buffer.
  private func firstTerminator() -> UInt8? {
    for i in unread {
      if buffer[i] == LineByte.feed { return LineByte.feed }
      guard buffer[i] == LineByte.carriageReturn else { continue }
      guard i + 1 < unread.upperBound else { return isAtEnd ? LineByte.carriageReturn : nil }
      return buffer[i + 1] == LineByte.feed ? LineByte.feed : LineByte.carriageReturn
    }
    return nil
  }

  /// Moves the unread bytes to the front and adds a chunk.
  private mutating func fill() throws(SequenceIOError) {
    let kept = unread.count
    if unread.lowerBound > 0 {
      ByteArena.move(unread, toFrontOf: &buffer)
      bufferOffset += unread.lowerBound
    }
    let wanted = kept + max(chunk, kept)
    if buffer.count < wanted {
      buffer = ByteArena.grown(buffer, to: wanted)
    }
    unread = 0..<kept
    // The reference by itself: within the closure all of self is being changed.
    let input = input
    let outcome = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe input.source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[kept...]))
    }
    switch outcome {
    case .failure(let fault):
      throw SequenceIOError(
        fault.reason,
        at: InputLocation(path: path, record: lineNumber + 1, byteOffset: bufferOffset))
    case .success(let count):
      unread = 0..<kept + count
      isAtEnd = count == 0
    }
  }
}
