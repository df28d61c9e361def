internal import CZlib

/// One gzip member in memory; members one after the other are one gzip file (RFC 1952, 2.2).
public enum GzipMember {
  /// Compresses bytes; the result depends on nothing else: no time, no name.
  ///
  /// `level` is zlib's, 1 (fast) to 9 (small). At most 1 GiB.
  public static func compressed(_ bytes: [UInt8], level: Int = 6) -> [UInt8] {
    precondition((1...9).contains(level), "zlib's levels are 1 to 9")
    precondition(bytes.count <= 1 << 30, "a gzip member in memory holds at most 1 GiB")
    // zlib checks its own address, so it needs one that stays.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    defer { unsafe stream.deallocate() }
    // 15 bits of window + 16: zlib writes a gzip wrapper with time 0 and no name.
    let started = unsafe deflateInit2_(
      stream, Int32(level), Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(started == Z_OK, "zlib could not be initialised: out of memory or another zlib")
    defer { unsafe deflateEnd(stream) }
    let bound = unsafe Int(deflateBound(stream, UInt(bytes.count)))
    let member = unsafe [UInt8](unsafeUninitializedCapacity: bound) { target, count in
      let status = unsafe bytes.withUnsafeBufferPointer { source in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(target.count)
        return unsafe deflate(stream, Z_FINISH)
      }
      precondition(status == Z_STREAM_END, "zlib's bound holds the whole member")
      count = unsafe target.count - Int(stream.pointee.avail_out)
    }
    return member
  }
}
