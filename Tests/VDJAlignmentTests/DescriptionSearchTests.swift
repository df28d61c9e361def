import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

/// D and constant region against a search that looks at every base.
@Suite struct DescriptionSearchTests {
  private struct Naive {
    var target = 0
    var place = 0..<0
    var start = 0
    var tied: [UInt16] = []
  }

  private static func bestD(
    _ targets: [SearchTarget], _ reference: GermlineReference, in codes: [UInt8],
    between range: Range<Int>, of locus: Locus, withoutD2: Bool
  ) -> Naive? {
    var best = Naive()
    let least = [24, 96, 384, 1536].firstIndex { range.count <= $0 }.map { $0 + 6 } ?? 10
    for (number, target) in targets.enumerated() where target.loci.contains(locus) {
      if withoutD2 && reference[target.alleles[0]].gene == "TRBD2" { continue }
      for start in range {
        for offset in target.codes.indices {
          var count = 0
          while start + count < range.upperBound, offset + count < target.codes.count,
            codes[start + count] == target.codes[offset + count]
          {
            count += 1
          }
          guard count >= least, count >= best.place.count else { continue }
          if count > best.place.count {
            best = Naive(target: number, place: start..<start + count, start: offset)
          }
          if !best.tied.contains(UInt16(number)) { best.tied.append(UInt16(number)) }
        }
      }
    }
    return best.tied.isEmpty ? nil : best
  }

  private static func constantRegion(
    _ targets: [SearchTarget], in codes: [UInt8], from start: Int, of locus: Locus
  ) -> Naive? {
    guard start + 10 <= codes.count else { return nil }
    var best: (score: Int, found: Naive)?
    for (number, target) in targets.enumerated() where target.loci.contains(locus) {
      var (score, highest, length, mismatches, i) = (0, 0, 0, 0, 0)
      while i < min(codes.count - start, target.codes.count) && mismatches < 3 {
        let isEqual = codes[start + i] == target.codes[i]
        score += isEqual ? 1 : -3
        mismatches += isEqual ? 0 : 1
        i += 1
        if score > highest { (highest, length) = (score, i) }
      }
      guard highest >= max(10, best?.score ?? 10) else { continue }
      if highest > best?.score ?? 9 {
        best = (highest, Naive(target: number, place: start..<start + length))
      }
      best?.found.tied.append(UInt16(number))
    }
    return best?.found
  }

  /// Bases by chance with a piece of a target, some of them changed, and unknown ones.
  private static func sequence(
    with target: SearchTarget, from first: Int, by generator: inout SeededGenerator
  ) -> (codes: [UInt8], start: Int) {
    func random(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
    }
    var codes = random(Int.random(in: 0..<12, using: &generator))
    let start = codes.count
    codes += target.codes[first...].prefix(Int.random(in: 0..<60, using: &generator))
    codes += random(Int.random(in: 0..<30, using: &generator))
    for _ in 0..<Int.random(in: 0..<4, using: &generator) where !codes.isEmpty {
      codes[Int.random(in: 0..<codes.count, using: &generator)] = UInt8.random(
        in: 0...4, using: &generator)
    }
    return (codes, start)
  }

  @Test("D is that of a look at every base of each", arguments: UInt64(0)..<40)
  func d(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let reference = GermlineReference.embedded(seed % 2 == 0 ? .human : .mouse)
    let targets = reference.targets(.d)
    let search = DSearch(targets, reference)
    var tied: [UInt16] = [77]
    var found = 0
    for _ in 0..<60 {
      let target = try #require(targets.randomElement(using: &generator))
      let first = Int.random(in: 0..<target.codes.count, using: &generator)
      let (codes, _) = Self.sequence(with: target, from: first, by: &generator)
      let lower = Int.random(in: 0...min(5, codes.count), using: &generator)
      let range =
        lower..<Int.random(in: max(lower, codes.count - 5)...codes.count, using: &generator)
      for locus in Locus.allCases {
        let withoutD2 = Bool.random(using: &generator)
        let expected = Self.bestD(
          targets, reference, in: codes, between: range, of: locus, withoutD2: withoutD2)
        let best = search.best(
          in: codes.span, between: range, of: locus, withoutD2: withoutD2, tied: &tied)
        #expect(best?.target == expected?.target)
        #expect(best?.place == expected?.place)
        #expect(best?.start == expected?.start)
        #expect(tied == expected?.tied ?? [])
        if let best {
          found += 1
          #expect(search.bases(of: best.target).count == targets[best.target].codes.count)
        }
      }
    }
    #expect(found > 0)
  }

  @Test(
    "however long a junction is, few have a D by chance", arguments: [Locus.trb, .trd],
    [20, 24, 40, 100, 400])
  func chance(_ locus: Locus, _ bases: Int) {
    var generator = SeededGenerator(seed: UInt64(bases))
    let reference = GermlineReference.embedded(.human)
    let search = DSearch(reference.targets(.d), reference)
    var tied: [UInt16] = []
    let found = (0..<1000).count { _ in
      let codes = (0..<bases).map { _ in UInt8.random(in: 0...3, using: &generator) }
      return search.best(
        in: codes.span, between: 0..<bases, of: locus, withoutD2: false, tied: &tied) != nil
    }
    // With six bases it was 200 of 1,000 and more where there are 100.
    #expect((1...80).contains(found), "\(found)")
  }

  @Test("the constant region is that of a look at every base", arguments: UInt64(0)..<40)
  func constantRegion(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let targets = GermlineReference.embedded(seed % 2 == 0 ? .human : .mouse).targets(.c)
    let search = ConstantRegionSearch(targets)
    var tied: [UInt16] = [77]
    var found = 0
    for _ in 0..<60 {
      let target = try #require(targets.randomElement(using: &generator))
      let (codes, start) = Self.sequence(with: target, from: 0, by: &generator)
      for locus in Locus.allCases {
        let expected = Self.constantRegion(targets, in: codes, from: start, of: locus)
        let best = search.best(in: codes.span, from: start, of: locus, tied: &tied)
        #expect(best?.target == expected?.target)
        #expect(best?.length == expected?.place.count)
        #expect(tied == expected?.tied ?? [])
        if best != nil { found += 1 }
      }
    }
    #expect(found > 0)
  }

  @Test("equal ties have one number, in the order of first use") func ties() {
    var ties = TieNumbers<UInt16>()
    #expect(ties.number(of: [5], slot: 5) == 0)
    #expect(ties.number(of: [5, 6], slot: 5) == 1)
    #expect(ties.number(of: [2], slot: 2) == 2)
    #expect(ties.number(of: [5], slot: 5) == 0)
    #expect(ties.number(of: [5, 6], slot: 5) == 1)
    #expect(ties.number(of: [5, 6], slot: 5) == 1)
    #expect(ties.number(of: [6], slot: 6) == 3)
    #expect(ties.count == 4)
    // More ties of one slot than are compared one by one.
    for _ in 0..<2 {
      for last: UInt16 in 0..<40 { #expect(ties.number(of: [9, last], slot: 9) == 4 + Int(last)) }
    }
    #expect(ties.count == 44)
  }

  @Test("a CIGAR has each operation of one base or more, whatever its length")
  func cigar() {
    var text = CIGARText()
    text.append(7, "S")
    text.removeAll()
    let counts = [0, 1, 9, 10, 11, 99, 100, 101, 999, 1000, 12_345, 1_000_000]
    for count in counts { text.append(count, "=") }
    #expect(text.string == counts.dropFirst().map { "\($0)=" }.joined())
  }
}
