internal import CZlib

/// Writes one gzip member whose bytes depend only on the content: no time, no name (RFC 1952).
@safe
public struct GzipWriter: ~Copyable {
  private var file: OutputFile
  private let stream: UnsafeMutablePointer<z_stream>
  private var output: [UInt8]
  private var isFinished = false

  /// Creates or empties a file; `level` is zlib's, 1 (fast) to 9 (small).
  public init(path: String, level: Int = 6) throws(SequenceIOError) {
    precondition((1...9).contains(level), "zlib's levels are 1 to 9")
    file = try OutputFile(path: path)
    output = Array(repeating: 0, count: 64 << 10)
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window + 16: zlib writes a gzip wrapper with time 0 and no name.
    let status = unsafe deflateInit2_(
      stream, Int32(level), Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not be initialised: out of memory or another zlib")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Compresses all bytes; throws `diskFull` or `writeFailed`.
  public mutating func write(_ bytes: [UInt8]) throws(SequenceIOError) {
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + 1 << 20)
      try deflate(bytes[start..<end], flush: Z_NO_FLUSH)
      start = end
    }
  }

  /// Writes the trailer, brings the file to disk and closes it; a second call does nothing.
  public mutating func finish() throws(SequenceIOError) {
    guard !isFinished else { return }
    isFinished = true
    try deflate([], flush: Z_FINISH)
    try file.finish()
  }

  private mutating func deflate(
    _ input: ArraySlice<UInt8>, flush: Int32
  ) throws(SequenceIOError) {
    var consumed = 0
    while true {
      let stream = unsafe self.stream
      let (taken, made) = unsafe input.dropFirst(consumed).withUnsafeBufferPointer { source in
        unsafe output.withUnsafeMutableBufferPointer { target in
          unsafe Self.step(stream, source, target, flush: flush)
        }
      }
      consumed += taken
      if made > 0 { try file.write(Array(output[..<made])) }
      if made < output.count, consumed == input.count { return }
    }
  }

  private static func step(
    _ stream: UnsafeMutablePointer<z_stream>, _ source: UnsafeBufferPointer<UInt8>,
    _ target: UnsafeMutableBufferPointer<UInt8>, flush: Int32
  ) -> (taken: Int, made: Int) {
    unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
    unsafe stream.pointee.avail_in = UInt32(source.count)
    unsafe stream.pointee.next_out = target.baseAddress
    unsafe stream.pointee.avail_out = UInt32(target.count)
    unsafe CZlib.deflate(stream, flush)
    return unsafe (
      source.count - Int(stream.pointee.avail_in), target.count - Int(stream.pointee.avail_out)
    )
  }
}
