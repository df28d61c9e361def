/// Decodes one DEFLATE stream (RFC 1951) after the other, a piece at a time.
///
/// Output goes straight to where it is wanted; the last 32 KiB of a piece are kept for distances that
/// reach back over its start. Streams that zlib refuses are refused.
///
/// zlib's inflate took 17 % of the processor time of a million reads, this takes 6 %: symbols are
/// decoded from 56 bits at once, up to three literals between two looks at the input.
@safe
struct DeflateDecoder: ~Copyable {
  enum Step {
    /// The input is used up.
    case needsInput
    /// The output is full.
    case needsRoom
    /// The stream has ended; input behind its last byte is not consumed.
    case end
    case fault(String)
  }

  enum State {
    case block
    case storedLength
    case stored
    case counts
    case lengthCode
    case lengths
    case symbols
    case match
    case end
  }

  static let windowSize = 32 << 10

  var state = State.block
  var isLastBlock = false
  /// Bits that were read and not used, lowest first, and their number.
  var bits: UInt64 = 0
  var bitCount = 0
  /// What is left of a stored block or a match.
  var left = 0
  var distance = 0
  // Numbers of symbols of the block whose codes are being read, and how many lengths are there.
  var literalCount = 0
  var distanceCount = 0
  var lengthCodeCount = 0
  var read = 0
  var lengths = [UInt8](repeating: 0, count: 320)
  var lengthTable = HuffmanTable(rootBits: 7, further: 0)
  // 286 literals and lengths in complete codes of up to 15 bits need 2,342 entries with 11 bits in
  // the first level, 30 distances 402 with 8 (the program "enough" of zlib).
  var literals = HuffmanTable(rootBits: 11, further: 1_024)
  var distances = HuffmanTable(rootBits: 8, further: 256)
  /// The end of the output of earlier pieces, its last byte at `windowFill - 1`.
  let window: UnsafeMutableRawPointer
  var windowFill = 0

  init() {
    // A copy may read up to 29 bytes behind a match of 3.
    unsafe window = .allocate(byteCount: Self.windowSize + 32, alignment: 64)
    unsafe window.initializeMemory(as: UInt8.self, repeating: 0, count: Self.windowSize + 32)
  }

  deinit { unsafe window.deallocate() }

  /// Makes ready for the next stream.
  mutating func reset() {
    state = .block
    isLastBlock = false
    bits = 0
    bitCount = 0
    windowFill = 0
  }

  /// Decodes until input or output is used up or the stream ends.
  ///
  /// - Parameter keepsWindow: False when input and output are those of a whole stream.
  mutating func decode(
    from input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer,
    keepsWindow: Bool
  ) -> (step: Step, consumed: Int, produced: Int) {
    guard let first = input.baseAddress, let start = output.baseAddress else {
      return unsafe (output.baseAddress == nil ? .needsRoom : .needsInput, 0, 0)
    }
    var piece = unsafe DeflatePiece(
      next: first, end: first + input.count, start: start, out: start,
      outEnd: start + output.count)
    let step = run(&piece)
    if case .needsInput = step {} else { unsafe giveBack(&piece, from: first) }
    let produced = unsafe piece.out - start
    if keepsWindow { unsafe keep(UnsafeRawBufferPointer(start: start, count: produced)) }
    return unsafe (step, piece.next - first, produced)
  }

  private mutating func run(_ piece: inout DeflatePiece) -> Step {
    while true {
      let step: Step?
      switch state {
      case .block: step = beginBlock(&piece)
      case .storedLength: step = readStoredLength(&piece)
      case .stored: step = copyStored(&piece)
      case .counts: step = readCounts(&piece)
      case .lengthCode: step = readLengthCode(&piece)
      case .lengths: step = readLengths(&piece)
      case .symbols: step = decodeFast(&piece) ?? decodeOne(&piece)
      case .match: step = copyMatch(&piece)
      case .end: step = .end
      }
      if let step { return step }
    }
  }

  /// Returns whole bytes that were read ahead; they are of this piece, since what was left of the
  /// one before did not suffice for a symbol.
  private mutating func giveBack(_ piece: inout DeflatePiece, from first: UnsafeRawPointer) {
    let bytes = unsafe min(bitCount / 8, piece.next - first)
    unsafe piece.next -= bytes
    bitCount -= bytes * 8
    bits &= (1 << UInt64(bitCount)) - 1
  }

  private mutating func keep(_ output: UnsafeRawBufferPointer) {
    guard let start = output.baseAddress, output.count > 0 else { return }
    let added = min(output.count, Self.windowSize)
    let kept = min(windowFill, Self.windowSize - added)
    unsafe window.copyMemory(from: window + (windowFill - kept), byteCount: kept)
    unsafe (window + kept).copyMemory(from: start + (output.count - added), byteCount: added)
    windowFill = kept + added
  }
}

/// Where a piece of input and output stand.
@safe
struct DeflatePiece {
  var next: UnsafeRawPointer
  let end: UnsafeRawPointer
  let start: UnsafeMutableRawPointer
  var out: UnsafeMutableRawPointer
  let outEnd: UnsafeMutableRawPointer
}
