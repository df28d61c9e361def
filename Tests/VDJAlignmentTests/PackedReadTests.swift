import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite struct PackedReadTests {
  /// Random bases of a length, one in `unknownOneIn` of them N.
  private static func codes(_ length: Int, unknownOneIn: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<length).map { _ in
      unknownOneIn > 0 && Int.random(in: 0..<unknownOneIn, using: &generator) == 0
        ? Nucleotide.unknown : UInt8.random(in: 0..<4, using: &generator)
    }
  }

  private static func text(_ codes: [UInt8]) -> [UInt8] {
    codes.map(Nucleotide.ascii(ofCode:))
  }

  /// Compares every window from 64 bases before the read to its end with plain indexing.
  private func check(
    _ read: borrowing PackedRead, _ codes: [UInt8], _ what: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var wrong = 0
    if read.length != codes.count { wrong += 1 }
    if read.hasUnknown != codes.contains(Nucleotide.unknown) { wrong += 1 }
    for start in -64...codes.count {
      var bases: UInt64 = 0
      var unknown: UInt64 = 0
      for lane in 0..<32 {
        let position = start + lane
        guard codes.indices.contains(position) else { continue }
        if codes[position] < 4 {
          bases |= UInt64(codes[position]) << UInt64(2 * lane)
        } else {
          unknown |= 1 << UInt64(2 * lane)
        }
      }
      if read.window(at: start) != bases { wrong += 1 }
      if read.hasUnknown && read.unknownWindow(at: start) != unknown { wrong += 1 }
    }
    for position in codes.indices where read.code(at: position) != codes[position] { wrong += 1 }
    #expect(wrong == 0, what, sourceLocation: sourceLocation)
  }

  @Test("windows equal plain indexing at every length, with and without N", arguments: [0, 5, 40])
  func windows(_ unknownOneIn: Int) {
    for length in 1...200 {
      let codes = Self.codes(length, unknownOneIn: unknownOneIn, seed: UInt64(length))
      var read = PackedRead()
      read.load(Self.text(codes).span)
      check(read, codes, "length \(length)")
    }
  }

  @Test("the other strand equals the reversed complement of the text", arguments: [0, 5, 40])
  func reverseComplement(_ unknownOneIn: Int) {
    for length in 1...200 {
      let codes = Self.codes(length, unknownOneIn: unknownOneIn, seed: UInt64(length + 1000))
      var read = PackedRead()
      read.load(Self.text(codes).span)
      var other = PackedRead()
      other.loadReverseComplement(of: read)
      #expect(other.isReverse)
      check(other, Nucleotide.reverseComplement(ofCodes: codes), "length \(length)")
      read.loadReverseComplement(of: other)
      #expect(!read.isReverse)
      check(read, codes, "twice, length \(length)")
    }
  }

  @Test("nothing of an earlier read is left, whatever its length and N", arguments: 0..<20)
  func reuse(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var read = PackedRead()
    var other = PackedRead()
    for step in 0..<40 {
      let length = Int.random(in: 1...(step % 5 == 0 ? 1500 : 150), using: &generator)
      let codes = Self.codes(
        length, unknownOneIn: [0, 3, 60].randomElement(using: &generator) ?? 0,
        seed: generator.next())
      read.load(Self.text(codes).span)
      check(read, codes, "step \(step)")
      if Bool.random(using: &generator) {
        other.loadReverseComplement(of: read)
        check(other, Nucleotide.reverseComplement(ofCodes: codes), "step \(step), other strand")
      }
      if Bool.random(using: &generator) { swap(&read, &other) }
    }
  }

  @Test("each of 256 bytes is known or unknown as Nucleotide says, at every place of a word")
  func everyByte() {
    var wrong: [UInt8] = []
    for byte in UInt8.min...UInt8.max {
      for place in [0, 1, 7, 8, 15, 31, 32, 40] {
        var text = [UInt8](repeating: 0x43, count: 43)
        text[place] = byte
        var read = PackedRead()
        read.load(text.span)
        let isUnknown = Nucleotide.code(ofASCII: byte) == Nucleotide.unknown
        if read.hasUnknown != isUnknown
          || read.code(at: place) != Nucleotide.code(ofASCII: byte)
          || (place < 42 && read.code(at: place + 1) != 1)
        {
          wrong.append(byte)
        }
      }
    }
    #expect(wrong.isEmpty)
  }
}
