import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite struct MateMergerTests {
  /// The merged read as the oracle writes it.
  private func merge(
    _ pair: SimulatedPair, by merger: inout MateMerger
  ) -> NaiveMerger.Result? {
    let (first, second) = (Array(pair.first.utf8), Array(pair.second.utf8))
    let (one, other) = (
      SimulatedPair.ascii(pair.firstQuality), SimulatedPair.ascii(pair.secondQuality)
    )
    let overlap = merger.merge(
      sequence: first.span, quality: one.span, mateSequence: second.span, mateQuality: other.span)
    guard let overlap else { return nil }
    var sequence = ""
    var quality: [Int] = []
    for i in merger.sequence.indices {
      sequence.append(Character(UnicodeScalar(merger.sequence[i])))
      quality.append(Int(merger.quality[i]) - 33)
    }
    return NaiveMerger.Result(
      sequence: sequence, quality: quality, offset: overlap.offset,
      isReadThrough: overlap.isReadThrough)
  }

  @Test(
    "a pair of any insert is merged as the trial of all offsets does",
    arguments: [150, 250], [5, 20])
  func agreesWithOracle(_ readLength: Int, _ errors: Int) {
    var generator = SeededGenerator(seed: UInt64(readLength * 100 + errors))
    var merger = MateMerger()
    var missed = 0
    var merged = 0
    for insert in stride(from: 60, through: 600, by: 9) {
      let pair = SimulatedPair(
        insert: insert, readLength: readLength, errorsPerThousand: errors, using: &generator)
      let expected = NaiveMerger.merge(
        pair.first, pair.firstQuality, pair.second, pair.secondQuality)
      let found = merge(pair, by: &merger)
      // Seeds need 15 bases without error, which a short overlap may lack.
      if found == nil && expected != nil {
        missed += 1
      } else {
        #expect(found == expected, "insert \(insert)")
      }
      if let found {
        merged += 1
        #expect(found.sequence.count == pair.fragment.count, "insert \(insert)")
        #expect(found.isReadThrough == (insert < readLength))
      } else {
        #expect(insert > 2 * readLength - 60, "insert \(insert)")
      }
    }
    #expect(missed <= 2)
    #expect(merged >= (2 * readLength - 60 - 60) / 9)
  }

  @Test("errors of one mate are mended by the other, so the merged read is closer to the fragment")
  func mendsErrors() {
    var generator = SeededGenerator(seed: 11)
    var merger = MateMerger()
    var before = 0
    var after = 0
    for _ in 0..<60 {
      let pair = SimulatedPair(
        insert: 150, readLength: 150, errorsPerThousand: 20, using: &generator)
      guard let found = merge(pair, by: &merger) else {
        Issue.record("mates that cover each other whole were not merged")
        continue
      }
      before += zip(pair.first, pair.fragment).count { $0 != $1 }
      after += zip(found.sequence, pair.fragment).count { $0 != $1 }
    }
    #expect(after * 4 < before)
  }

  @Test(
    "of mates of which one lost or gained a base, the merged read is one that a mate shows",
    arguments: [false, true], [false, true])
  func lostBase(_ isGained: Bool, _ isFirst: Bool) {
    var generator = SeededGenerator(seed: 23)
    var merger = MateMerger()
    var merged = 0
    var woven = 0
    for _ in 0..<400 {
      let insert = Int.random(in: 200...270, using: &generator)
      let pair = SimulatedPair(
        insert: insert, readLength: 150, errorsPerThousand: 0, using: &generator)
      guard pair.fragment.count == insert else { continue }
      var changed = Array(pair.fragment)
      let at = Int.random(in: insert - 145...145, using: &generator)
      if isGained {
        changed.insert(Array("ACGT")[Int.random(in: 0...3, using: &generator)], at: at)
      } else {
        changed.remove(at: at)
      }
      let text = String(changed)
      var mutated = pair
      if isFirst {
        mutated.first = String(text.prefix(150))
      } else {
        mutated.second = String(NaiveMerger.complement(text).prefix(150))
      }
      guard let found = merge(mutated, by: &merger) else { continue }
      let expected = NaiveMerger.merge(
        mutated.first, mutated.firstQuality, mutated.second, mutated.secondQuality)
      #expect(found == expected)
      merged += 1
      // A base moved along its own repeat, or by chance alike for one or two bases, cannot be told.
      woven += found.sequence == text || found.sequence == pair.fragment ? 0 : 1
    }
    #expect(merged >= 120)
    #expect(woven * 20 <= merged, "\(woven) of \(merged)")
  }

  /// The mates of fragments that hold a tandem repeat, of which they show a part each.
  ///
  /// Where they overlap in the repeat alone, any length of it fits; a longer one fits more bases and was
  /// taken for it.
  @Test(
    "the length of a tandem repeat is told by what stands beside it, or not at all",
    arguments: 1...9)
  func tandemRepeat(_ period: Int) {
    var generator = SeededGenerator(seed: UInt64(period))
    var merger = MateMerger()
    func bases(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in Array("ACGT".utf8)[Int.random(in: 0...3, using: &generator)] }
    }
    var merged = 0
    for turn in 0..<600 {
      let unit = bases(period)
      let repeated = (0..<30 + turn % 40).map { unit[$0 % period] }
      let (before, behind) = (bases(80), bases(80))
      let fragment = before + repeated + behind
      // Up to three bases beside the repeat are in the overlap, or none.
      let firstEnd = min(
        fragment.count, 80 + repeated.count - 6 + Int.random(in: 0...9, using: &generator))
      let secondStart = 80 + 6 - Int.random(in: 0...9, using: &generator)
      var first = Array(fragment[..<firstEnd])
      var second = Nucleotide.reverseComplement(
        ofCodes: Nucleotide.codes(of: fragment[secondStart...])
      ).map(Nucleotide.ascii(ofCode:))
      var (one, other) = (
        [UInt8](repeating: 70, count: first.count), [UInt8](repeating: 70, count: second.count)
      )
      if turn % 3 == 0 {
        let at = Int.random(in: 60..<first.count, using: &generator)
        first[at] = first[at] == 65 ? 67 : 65
        one[at] = 33 + 10
        second[second.count - 10] = 71
        other[second.count - 10] = 33 + 8
      }
      let found = merger.merge(
        sequence: first.span, quality: one.span, mateSequence: second.span, mateQuality: other.span)
      if let found {
        merged += 1
        #expect(
          found.offset == secondStart, "turn \(turn), \(String(decoding: unit, as: UTF8.self))")
      }
    }
    #expect(merged > 100)
  }

  @Test("random mates do not overlap", arguments: 0..<4)
  func randomMates(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var merger = MateMerger()
    for _ in 0..<500 {
      let bases = (0..<300).map { _ in Array("ACGT".utf8)[Int.random(in: 0...3, using: &generator)]
      }
      let quality = [UInt8](repeating: 70, count: 150)
      let overlap = merger.merge(
        sequence: bases.span.extracting(0..<150), quality: quality.span,
        mateSequence: bases.span.extracting(150..<300), mateQuality: quality.span)
      #expect(overlap == nil)
    }
  }

  @Test(
    "mates that hardly hold a base are left apart",
    arguments: [
      (String(repeating: "N", count: 80), String(repeating: "N", count: 80)),
      ("ACGTACGTACGTAC", "GTACGTACGTACGT"), ("", "ACGT"),
    ])
  func noPlace(_ pair: (first: String, second: String)) {
    var merger = MateMerger()
    let (first, second) = (Array(pair.first.utf8), Array(pair.second.utf8))
    let quality = [UInt8](repeating: 70, count: 200)
    let overlap = merger.merge(
      sequence: first.span, quality: quality.span.extracting(0..<first.count),
      mateSequence: second.span, mateQuality: quality.span.extracting(0..<second.count))
    #expect(overlap == nil)
  }

  @Test(
    "two readings of a base: agreement adds, of two that differ the better keeps the rest",
    arguments: [
      (65, 30, 65, 20, 65, 41), (65, 10, 65, 12, 65, 22), (65, 50, 65, 2, 65, 50),
      (65, 30, 67, 20, 65, 10), (65, 20, 67, 37, 67, 17), (65, 20, 67, 20, 65, 2),
      (78, 2, 71, 30, 71, 30), (84, 25, 78, 2, 84, 25), (78, 2, 78, 2, 78, 2),
    ])
  func bases(_ c: (one: Int, q1: Int, other: Int, q2: Int, base: Int, quality: Int)) {
    let merged = MateMerger.merged(
      UInt8(c.one), UInt8(c.q1 + 33), UInt8(c.other), UInt8(c.q2 + 33))
    #expect(merged.base == UInt8(c.base))
    #expect(merged.quality == UInt8(c.quality + 33))
  }

  @Test("mates read on one strand are laid so when asked, and none of their bases is cut")
  func sameStrand() {
    var generator = SeededGenerator(seed: 3)
    let text = (0..<220).map { _ in Array("ACGT".utf8)[Int.random(in: 0...3, using: &generator)] }
    let quality = [UInt8](repeating: 70, count: 150)
    var merger = MateMerger()
    for (a, b) in [(0, 70), (70, 0)] {
      let first = Array(text[a..<a + 150])
      let second = Array(text[b..<b + 150])
      let overlap = merger.merge(
        sequence: first.span, quality: quality.span, mateSequence: second.span,
        mateQuality: quality.span, sameStrand: true)
      #expect(overlap?.offset == b - a)
      #expect(merger.sequence.count == 220)
      for i in text.indices { #expect(merger.sequence[i] == text[i]) }
    }
  }

  @Test("a mate on one strand that ends in other bases goes on as its mate, whichever begins first")
  func sameStrandEnd() {
    var generator = SeededGenerator(seed: 4)
    let text = (0..<220).map { _ in Array("ACGT".utf8)[Int.random(in: 0...3, using: &generator)] }
    let quality = [UInt8](repeating: 70, count: 150)
    var merger = MateMerger()
    for isFirst in [true, false] {
      // The dark cycles of two-colour sequencers read as G of good quality.
      let early = text[..<130] + [UInt8](repeating: UInt8(ascii: "G"), count: 20)
      let late = Array(text[70...])
      let (first, second) = isFirst ? (Array(early), late) : (late, Array(early))
      let overlap = merger.merge(
        sequence: first.span, quality: quality.span, mateSequence: second.span,
        mateQuality: quality.span, sameStrand: true)
      #expect(overlap?.offset == (isFirst ? 70 : -70))
      #expect((merger.sequence.indices.map { merger.sequence[$0] }) == text)
    }
  }
}
