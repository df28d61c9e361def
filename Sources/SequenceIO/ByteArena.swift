/// Block moves in byte arrays, as memset and memmove also in debug builds.
enum ByteArena {
  /// The bytes followed by zeros up to `count`.
  static func grown(_ bytes: [UInt8], to count: Int) -> [UInt8] {
    precondition(count >= bytes.count, "an arena only grows")
    return unsafe Array(unsafeUninitializedCapacity: count) { target, initialized in
      let raw = UnsafeMutableRawBufferPointer(target)
      unsafe bytes.withUnsafeBytes { unsafe raw.copyMemory(from: $0) }
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: raw[bytes.count..<count])
      _ = unsafe rest.initializeMemory(as: UInt8.self, repeating: 0)
      initialized = count
    }
  }

  /// Writes `bytes` over the first bytes of `arena`, which holds at least as many.
  static func copy(_ bytes: [UInt8], toFrontOf arena: inout [UInt8]) {
    precondition(bytes.count <= arena.count, "the arena is too small")
    unsafe arena.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
    }
  }

  /// Moves a part of `arena`, which may overlap the front, to its front.
  static func move(_ range: Range<Int>, toFrontOf arena: inout [UInt8]) {
    precondition(range.upperBound <= arena.count, "the part lies inside the arena")
    unsafe arena.withUnsafeMutableBytes { bytes in
      let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
      unsafe bytes.copyMemory(from: part)
    }
  }
}
