/// Inflates one gzip member after the other (RFC 1952), its checksum and length compared.
///
/// Nothing that was decoded wrong can pass for whole.
struct GzipInflater: ~Copyable {
  enum Step {
    /// Input or output is used up; the member goes on.
    case more
    /// The member ended with a right length and CRC.
    case memberEnd
    case fault(SequenceIOError.Reason)
  }

  private enum Part {
    case header(GzipHeader)
    case data
    case trailer
  }

  private var part = Part.header(GzipHeader())
  private var decoder = DeflateDecoder()
  private var checksum = Checksum()
  /// Bytes inflated, modulo 2^32.
  private var length: UInt32 = 0
  /// CRC and length as the trailer states them, from the lowest byte, and how many bytes of them.
  private var stated: UInt64 = 0
  private var statedBytes = 0

  /// Makes ready for the next member.
  mutating func beginMember() {
    part = .header(GzipHeader())
    decoder.reset()
    checksum.reset()
    length = 0
    stated = 0
    statedBytes = 0
  }

  /// Inflates until input or output is used up or the member ends.
  ///
  /// With `isWhole`, input and output are those of a whole member, and no window is kept.
  mutating func inflate(
    from input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer,
    isWhole: Bool = false
  ) -> (step: Step, consumed: Int, produced: Int) {
    var consumed = 0
    var produced = 0
    while true {
      switch part {
      case .header(var header):
        guard consumed < input.count else { return (.more, consumed, produced) }
        let step = unsafe header.take(input[consumed])
        consumed += 1
        switch step {
        case .more: part = .header(header)
        case .end: part = .data
        case .fault(let detail):
          return (.fault(.corruptGzip(detail: detail)), consumed, produced)
        }
      case .data:
        let result = unsafe decoder.decode(
          from: UnsafeRawBufferPointer(rebasing: input[consumed...]),
          into: UnsafeMutableRawBufferPointer(rebasing: output[produced...]),
          keepsWindow: !isWhole)
        unsafe add(UnsafeRawBufferPointer(rebasing: output[produced..<produced + result.produced]))
        consumed += result.consumed
        produced += result.produced
        switch result.step {
        case .needsInput, .needsRoom: return (.more, consumed, produced)
        case .end: part = .trailer
        case .fault(let detail):
          return (.fault(.corruptGzip(detail: detail)), consumed, produced)
        }
      case .trailer:
        guard consumed < input.count else { return (.more, consumed, produced) }
        stated |= unsafe UInt64(input[consumed]) << UInt64(statedBytes * 8)
        consumed += 1
        statedBytes += 1
        if statedBytes == 8 { return (memberEnd(), consumed, produced) }
      }
    }
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    unsafe checksum.add(bytes)
    length &+= UInt32(truncatingIfNeeded: bytes.count)
  }

  private func memberEnd() -> Step {
    guard stated & 0xFFFF_FFFF == UInt64(checksum.value) else {
      return .fault(.corruptGzip(detail: "data of another checksum"))
    }
    guard stated >> 32 == UInt64(length) else {
      return .fault(.corruptGzip(detail: "data of another length"))
    }
    return .memberEnd
  }
}
