import Germline
import Repertoires
import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly
@testable import VDJAlignment

@Suite struct IndelTests {
  /// A clone whose added bases hold a run; with five bases in it the junction is in frame.
  private static func clone(_ generator: inout SeededGenerator, run: Int) -> MadeClone {
    let before: [UInt8] =
      [1, 3, 0, 3] + (0..<5).map { _ in UInt8.random(in: 0...1, using: &generator) }
    let behind: [UInt8] = [0, 3, 1, 0, 1, 3, 0]
    return MadeClone(between: [3] + before + [UInt8](repeating: 2, count: run) + behind)
  }

  @Test(
    "a base lost from a run or gained in it is an error of the abundant clonotype", arguments: 0..<6
  )
  func slips(_ seed: UInt64) async {
    var generator = SeededGenerator(seed: seed)
    var again = SeededGenerator(seed: seed)
    var third = SeededGenerator(seed: seed)
    let clone = Self.clone(&generator, run: 5)
    var worker = Sequencing()
    worker.take(MadeRead(clone.codes), copies: 400)
    worker.take(MadeRead(Self.clone(&again, run: 4).codes), copies: 2)
    worker.take(MadeRead(Self.clone(&third, run: 6).codes))
    let found = await worker.repertoire()
    #expect(found.readsByJunction == [clone.junctionText: 403])
  }

  @Test("a slip with a wrong base of low quality besides is one, too") func slipAndSubstitution()
    async
  {
    var generator = SeededGenerator(seed: 7)
    var again = SeededGenerator(seed: 7)
    let clone = Self.clone(&generator, run: 5)
    let other = Self.clone(&again, run: 4)
    let at = other.junction.lowerBound + 12
    var worker = Sequencing()
    worker.take(MadeRead(clone.codes), copies: 400)
    worker.take(MadeRead(other.codes(changing: [12]), low: [at], lowQuality: 8))
    let found = await worker.repertoire()
    #expect(found.readsByJunction == [clone.junctionText: 401])
  }

  @Test(
    "a neighbour in frame, and one as abundant, are clonotypes of their own", arguments: [1, 3])
  func others(_ missing: Int) async {
    var generator = SeededGenerator(seed: 8)
    var again = SeededGenerator(seed: 8)
    let clone = Self.clone(&generator, run: 5)
    let other = Self.clone(&again, run: 5 - missing)
    let copies = missing == 3 ? 2 : 60
    var worker = Sequencing()
    worker.take(MadeRead(clone.codes), copies: 400)
    worker.take(MadeRead(other.codes), copies: copies)
    let found = await worker.repertoire()
    #expect(found.readsByJunction == [clone.junctionText: 400, other.junctionText: copies])
  }

  @Test("families with copies of other lengths vote on the bases they share") func consensus() async
  {
    var generator = SeededGenerator(seed: 9)
    var again = SeededGenerator(seed: 9)
    let clone = Self.clone(&generator, run: 5)
    let shorter = Self.clone(&again, run: 4)
    var worker = Sequencing()
    worker.take(MadeRead(clone.codes), copies: 8)
    worker.take(MadeRead(shorter.codes))
    let found = await worker.repertoire()
    #expect(found.total() == 9)
    #expect(found.readsByJunction[clone.junctionText] ?? 0 >= 8)
    for row in found.clonotypes {
      let text = found.texts.string(row.junction)
      #expect(text == clone.junctionText || text == shorter.junctionText)
    }
  }

  @Test("variants are all junctions with a base more or less, each once", arguments: 0..<20)
  func variants(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let length = Int.random(in: 1...70, using: &generator)
    // Two letters, so that runs are frequent.
    let codes = (0..<length).map { _ in UInt8.random(in: 2...3, using: &generator) }
    var expected: Set<[UInt8]> = []
    for place in codes.indices {
      var shorter = codes
      shorter.remove(at: place)
      expected.insert(shorter)
    }
    for place in 0...codes.count {
      for code in UInt8(0)...3 {
        var longer = codes
        longer.insert(code, at: place)
        expected.insert(longer)
      }
    }
    var variants = IndelVariants()
    variants.take(codes)
    var seen: [[UInt8]] = []
    var hashes: [(UInt64, IndelVariants.Change)] = []
    variants.forEachHash { hashes.append(($0, $1)) }
    for (hash, change) in hashes {
      let count = variants.pack(change)
      let packed = (0..<count).map { UInt8((variants.words[$0 / 32] >> UInt64($0 % 32 * 2)) & 3) }
      var taken = IndelVariants()
      taken.take(packed)
      #expect(taken.hash == hash)
      seen.append(packed)
    }
    #expect(seen.count == expected.count)
    #expect(Set(seen) == expected)
  }

  @Test("a base that is replaced counts in all hashes behind it") func replaced() {
    let codes: [UInt8] = [0, 1, 2, 3, 2, 1, 0, 0, 3]
    var variants = IndelVariants()
    variants.take(codes)
    variants.replace(at: 4, with: 0)
    var changed = codes
    changed[4] = 0
    var expected = IndelVariants()
    expected.take(changed)
    #expect(variants.hash == expected.hash)
    #expect(variants.codes == changed)
    for change in [IndelVariants.Change(place: 2, added: nil), .init(place: 6, added: 2)] {
      #expect(variants.pack(change) == expected.pack(change))
      #expect(variants.words == expected.words)
    }
  }

  @Test("a junction of a table has the variants of its codes", arguments: [31, 32, 33, 64, 65, 96])
  func taken(_ length: Int) {
    var generator = SeededGenerator(seed: 12)
    var table = ClonotypeCounter(index: MadeClone.index)
    var (variants, expected) = (IndelVariants(), IndelVariants())
    // The second time with what is left of a longer one.
    for count in [length + 20, length] {
      let codes = (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
      let entry = table.entry(ofJunction: PackedWord.pack(codes: codes), length: count, locus: 1)
      variants.take(table.entries[entry], in: table)
      expected.take(codes)
      #expect(variants.codes == codes)
      #expect(variants.hash == expected.hash)
      for place in codes.indices {
        for added in [nil, UInt8(3)] {
          let change = IndelVariants.Change(place: place, added: added)
          #expect(variants.pack(change) == expected.pack(change))
          #expect(variants.words == expected.words)
        }
      }
    }
  }

  @Test("the filter lets all its junctions through and few others") func filter() {
    var generator = SeededGenerator(seed: 10)
    let inside = (0..<5000).map { _ in UInt64.random(in: 0 ... .max, using: &generator) }
    var filter = JunctionFilter(count: inside.count)
    for hash in inside { filter.insert(hash) }
    #expect(inside.allSatisfy { filter.mayContain($0) })
    let passed = (0..<20_000).filter { _ in
      filter.mayContain(UInt64.random(in: 0 ... .max, using: &generator))
    }
    #expect(passed.count < 1200)
  }

  @Test("the copy of an allele or a duplicated gene joins its clonotype") func kinship() async {
    var generator = SeededGenerator(seed: 11)
    let between = (0..<18).map { _ in UInt8.random(in: 0...3, using: &generator) }
    let clone = MadeClone(v: "TRBV4-2*01", between: between)
    let copy = MadeClone(v: "TRBV4-3*01", between: between)
    var worker = Sequencing()
    worker.take(MadeRead(clone.codes), copies: 300)
    worker.take(MadeRead(copy.codes, low: [clone.junction.lowerBound + 2], lowQuality: 11))
    let found = await worker.repertoire()
    #expect(found.readsByJunction == [clone.junctionText: 301])
    let apart = GeneKinship(v: MadeClone.index.vTargets, j: MadeClone.index.jTargets)
    func node(_ name: String) -> ClonotypeNode {
      let v = MadeClone.index.vTargets.firstIndex { target in
        target.alleles.contains { MadeClone.index.reference[$0].name == name }
      }
      return ClonotypeNode(entry: 0, reads: 1, v: UInt32(v ?? 0), j: 0, isMain: true)
    }
    let table = worker.counter
    #expect(apart.agree(node("TRBV4-2*01"), node("TRBV4-3*01"), in: table))
    #expect(!apart.agree(node("TRBV9*01"), node("TRBV28*01"), in: table))
  }
}
