internal import CZlib

/// Raw DEFLATE streams by zlib, which shares no code with the decoder.
enum ZlibOracle {
  enum Outcome: Equatable {
    case end([UInt8])
    case needsInput
    case fault
  }

  /// Compresses with a level of 0 to 9 and a strategy of zlib (0 default, 1 filtered, 2 Huffman
  /// alone, 3 runs, 4 fixed codes).
  static func deflated(_ bytes: [UInt8], level: Int, strategy: Int32) -> [UInt8] {
    var stream = unsafe z_stream()
    let status = unsafe deflateInit2_(
      &stream, Int32(level), Z_DEFLATED, -15, 8, strategy, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not be initialised")
    defer { unsafe deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count * 2 + 1_000)
    let count = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(output.count)
        let status = unsafe deflate(&stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "the output has room for the whole stream")
        return unsafe output.count - Int(stream.avail_out)
      }
    }
    return Array(output[..<count])
  }

  /// Inflates the stream at the front of `bytes`, at most `limit` bytes of it.
  static func inflated(_ bytes: [UInt8], limit: Int) -> Outcome {
    var stream = unsafe z_stream()
    let status = unsafe inflateInit2_(
      &stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not be initialised")
    defer { unsafe inflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: limit)
    let (end, count) = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(output.count)
        let end = unsafe inflate(&stream, Z_NO_FLUSH)
        precondition(unsafe stream.avail_out > 0, "the limit holds the output of every test")
        return unsafe (end, output.count - Int(stream.avail_out))
      }
    }
    switch end {
    case Z_STREAM_END: return .end(Array(output[..<count]))
    case Z_OK, Z_BUF_ERROR: return .needsInput
    default: return .fault
    }
  }
}
