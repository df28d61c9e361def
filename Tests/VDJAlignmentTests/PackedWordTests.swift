import Sequences
import TestSupport
import Testing

@Suite struct PackedWordTests {
  private static let words: [UInt64] = {
    var generator = SeededGenerator(seed: 11)
    return [0, .max, PackedWord.allLanes, 1, 1 << 63] + (0..<200).map { _ in generator.next() }
  }()

  private func bases(_ word: UInt64) -> [UInt8] {
    (0..<32).map { UInt8((word >> UInt64(2 * $0)) & 3) }
  }

  @Test("packing and unpacking are inverse at every length") func packing() {
    for word in Self.words {
      for length in 0...32 {
        let codes = Array(bases(word).prefix(length))
        let packed = PackedWord.pack(codes: codes)
        #expect(packed.count == (length + 31) / 32)
        #expect(Array(bases(packed.first ?? 0).prefix(length)) == codes)
      }
    }
  }

  @Test("the reverse complement equals that of the bases, and twice is identity")
  func reverseComplement() {
    for word in Self.words {
      let turned = PackedWord.reverseComplement(word)
      #expect(bases(turned) == Nucleotide.reverseComplement(ofCodes: bases(word)))
      #expect(PackedWord.reverseComplement(turned) == word)
    }
  }

  @Test("reversed words are in the order of their texts, and twice is identity")
  func reversed() {
    for (a, b) in zip(Self.words, Self.words.reversed()) {
      let turned = PackedWord.reversed(a)
      #expect(bases(turned) == bases(a).reversed())
      #expect(PackedWord.reversed(turned) == a)
      #expect(
        (turned < PackedWord.reversed(b)) == bases(a).lexicographicallyPrecedes(bases(b)))
    }
  }

  @Test("32 letters of either case are the word of their codes")
  func letters() {
    for word in Self.words {
      var bytes = SIMD4<UInt64>(repeating: 0)
      for (place, code) in bases(word).enumerated() {
        var letter = Nucleotide.ascii(ofCode: code)
        if (word >> UInt64(place)) & 1 != 0 { letter |= 0x20 }
        bytes[place / 8] |= UInt64(letter) << UInt64(place % 8 * 8)
      }
      #expect(PackedWord.pack(asciiBytes: bytes) == word)
    }
  }

  @Test("a lane is set where two words differ, and only there") func differences() {
    for (a, b) in zip(Self.words, Self.words.reversed()) {
      let lanes = PackedWord.differences(a, b)
      #expect(lanes == PackedWord.differences(b, a))
      #expect(PackedWord.differences(a, a) == 0)
      for lane in 0..<32 {
        let isSet = (lanes >> UInt64(2 * lane)) & 3 == 1
        let isClear = (lanes >> UInt64(2 * lane)) & 3 == 0
        #expect(isSet == (bases(a)[lane] != bases(b)[lane]))
        #expect(isSet || isClear)
      }
    }
  }

  @Test("the mask of a range holds its lanes, cut to the word") func laneRanges() {
    for lower in -40...40 {
      for upper in -40...72 {
        var expected: UInt64 = 0
        for lane in 0..<32 where lane >= lower && lane < upper {
          expected |= 1 << UInt64(2 * lane)
        }
        #expect(PackedWord.lanes(from: lower, to: upper) == expected)
      }
    }
  }
}
