internal import TestSupport
internal import Testing

@testable internal import SequenceIO

@Suite("DEFLATE against zlib")
struct DeflateDecoderTests {
  /// What a decoder that is fed pieces made of a stream.
  struct Decoded {
    var outcome: ZlibOracle.Outcome
    var consumed = 0
  }

  /// Feeds a stream in pieces of `input` bytes and takes pieces of `output` bytes.
  static func decode(_ stream: [UInt8], input: Int, output: Int) -> Decoded {
    var decoder = DeflateDecoder()
    var bytes: [UInt8] = []
    var consumed = 0
    var room = [UInt8](repeating: 0xEE, count: output + 64)
    while true {
      let piece = stream[consumed..<min(stream.count, consumed + input)]
      let result = unsafe piece.withUnsafeBytes { from in
        unsafe room.withUnsafeMutableBytes { into in
          unsafe decoder.decode(
            from: from, into: UnsafeMutableRawBufferPointer(rebasing: into[..<output]),
            keepsWindow: true)
        }
      }
      #expect(room[output...].allSatisfy { $0 == 0xEE }, "bytes behind the output were written")
      bytes += room[..<result.produced]
      consumed += result.consumed
      switch result.step {
      case .end: return Decoded(outcome: .end(bytes), consumed: consumed)
      case .fault: return Decoded(outcome: .fault, consumed: consumed)
      case .needsInput where consumed == stream.count:
        return Decoded(outcome: .needsInput, consumed: consumed)
      case .needsInput, .needsRoom: break
      }
    }
  }

  static let contents: [(name: String, bytes: [UInt8])] = {
    var generator = SeededGenerator(seed: 11)
    let text = RandomFASTQ.text(using: &generator, reads: 150, lengths: 80...150)
    let noise = (0..<34_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    // Matches over the farthest distance there is, and one further.
    let far = Array(noise[..<300]) + [UInt8](repeating: 7, count: 32_468) + Array(noise[..<300])
    let short = (0..<9).flatMap { period in
      [UInt8]((0..<2_000).map { UInt8(65 + $0 % (period + 1)) })
    }
    // Frequencies of a power law give codes of up to 15 bits.
    let skewed = (0..<20_000).map { _ in
      UInt8(min(255, UInt64.random(in: 0...UInt64.max, using: &generator).leadingZeroBitCount * 9))
    }
    return [
      ("nothing", []), ("one byte", [65]), ("FASTQ", Array(text.utf8)), ("noise", noise),
      ("one run", [UInt8](repeating: 73, count: 40_000)), ("far repeats", far + noise + far),
      ("short periods", short), ("long codes", skewed + Array(0...255) + skewed),
    ]
  }()

  @Test("what zlib compresses comes back, and no byte behind it is touched", arguments: 0..<8)
  func roundTrip(number: Int) {
    let (name, bytes) = Self.contents[number]
    for (level, strategy) in [(6, 0), (0, 0), (1, 0), (9, 0), (6, 2), (6, 3), (6, 4)] {
      let stream = ZlibOracle.deflated(bytes, level: level, strategy: Int32(strategy))
      let sizes = [(300_000, 300_000), (800, 300), (300, 7_000)]
      for (input, output) in level == 6 && strategy == 0 ? sizes + [(1, 777)] : sizes {
        let found = Self.decode(stream + [1, 2, 3, 4, 5, 6, 7, 8, 9], input: input, output: output)
        let place: Comment = "\(name), level \(level), strategy \(strategy), \(input)/\(output)"
        #expect(found.outcome == .end(bytes), place)
        #expect(found.consumed == stream.count, place)
      }
    }
  }

  @Test("small pieces of every size give the same bytes")
  func smallPieces() {
    let bytes = Array(Self.contents[2].bytes.prefix(1_200))
    let stream = ZlibOracle.deflated(bytes, level: 6, strategy: 0)
    for input in Array(1...24) + [100] {
      for output in [1, 2, 3, 17, 292, 293, 294, 400] {
        let found = Self.decode(stream, input: input, output: output)
        #expect(found.outcome == .end(bytes), "pieces of \(input) and \(output)")
      }
    }
  }

  @Test("damaged and invented streams are refused where zlib refuses them", arguments: 0..<6)
  func damaged(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var ends = 0
    var faults = 0
    for round in 0..<500 {
      let kind = Int.random(in: 0..<3, using: &generator)
      var stream: [UInt8]
      if kind == 0 {
        stream = (0..<60).map { _ in UInt8.random(in: 0...255, using: &generator) }
        // Dynamic codes, which chance would seldom begin.
        stream[0] = stream[0] & 0xF8 | 4 | UInt8(round & 1)
      } else {
        let start = Int.random(in: 0..<8_000, using: &generator)
        let content = Self.contents[kind == 1 ? 2 : 7].bytes[start..<start + 700]
        stream = ZlibOracle.deflated(
          Array(content), level: 6, strategy: Int32(round % 5))
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
          let at = Int.random(in: 0..<min(stream.count, 120), using: &generator)
          stream[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        }
      }
      let expected = ZlibOracle.inflated(stream, limit: 1 << 20)
      let found = Self.decode(stream, input: 1 << 20, output: 1 << 20).outcome
      let bitwise = Self.decode(stream, input: 1, output: 300).outcome
      #expect(found == bitwise, "seed \(seed), round \(round)")
      switch expected {
      case .end: #expect(found == expected, "seed \(seed), round \(round)")
      case .fault: #expect(found == .fault, "seed \(seed), round \(round)")
      // zlib looks at an empty code of code lengths only when it is used.
      case .needsInput: #expect(found == .needsInput || found == .fault)
      }
      if case .end = expected { ends += 1 }
      if expected == .fault { faults += 1 }
    }
    #expect(ends > 60 && faults > 60, "\(ends) ends, \(faults) faults")
  }
}
