internal import CZlib

/// zlib's inflate over one gzip member after the other.
///
/// zlib keeps the address of its `z_stream` and checks it, so the stream is allocated once and
/// never moves (RFC 1952; zlib 1.3).
@safe
struct GzipInflater: ~Copyable {
  enum Step {
    /// Input or output is used up; the member goes on.
    case more
    /// The member ended with a right length and CRC.
    case memberEnd
    case fault(SequenceIOError.Reason)
  }

  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window + 16: gzip wrapper only; CRC and length are checked by zlib.
    let status = unsafe inflateInit2_(
      stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not be initialised: out of memory or another zlib")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Makes ready for the next member.
  func beginMember() {
    unsafe inflateReset(stream)
  }

  /// Inflates until input or output is used up or the member ends.
  ///
  /// With `isWhole`, input and output are those of a whole member, and zlib keeps no window.
  func inflate(
    from input: UnsafeMutableRawBufferPointer, into output: UnsafeMutableRawBufferPointer,
    isWhole: Bool = false
  ) -> (step: Step, consumed: Int, produced: Int) {
    let available = (input: UInt32(clamping: input.count), output: UInt32(clamping: output.count))
    unsafe stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_in = available.input
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = available.output
    let status = unsafe CZlib.inflate(stream, isWhole ? Z_FINISH : Z_NO_FLUSH)
    let consumed = unsafe Int(available.input - stream.pointee.avail_in)
    let produced = unsafe Int(available.output - stream.pointee.avail_out)
    let step: Step =
      switch status {
      case Z_OK, Z_BUF_ERROR: .more
      case Z_STREAM_END: .memberEnd
      default: .fault(.corruptGzip(detail: detail(of: status)))
      }
    return (step, consumed, produced)
  }

  private func detail(of status: Int32) -> String {
    guard let text = unsafe stream.pointee.msg else { return "zlib status \(status)" }
    return unsafe String(cString: text)
  }
}
