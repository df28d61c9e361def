import Glibc
import RepertoireStatistics
import Testing

@Suite("Subsamples and likeness of samples")
struct SubsampleTests {
  /// Counts of clones, most of them small.
  static func counts(_ seed: UInt64, clones: Int = 3000) -> [Int] {
    var generator = SplitMix64(seed: seed)
    return (0..<clones).map { _ in min(4000, Int(generator.pareto(exponent: 2.1, minimum: 1))) }
  }

  @Test("the mean of draws is the exact expectation", arguments: [UInt64(1), 2, 3])
  func mean(seed: UInt64) throws {
    let counts = Self.counts(seed)
    let groups = Diversity.multiplicities(counts)
    let total = counts.reduce(0, +)
    for share in [0.1, 0.5, 0.9] {
      let depth = Int(Double(total) * share)
      var generator = SplitMix64(seed: seed)
      let drawn = try #require(
        RarefiedDiversity(groups: groups, depth: depth, generator: &generator))
      let exact = try #require(Diversity.rarefiedRichness(counts, depth: depth))
      #expect(abs(drawn.clones / exact - 1) < 0.01)
      #expect(drawn.clonesLow < exact && exact < drawn.clonesHigh)
      #expect(drawn.draws == 100 && drawn.depth == depth)
    }
  }

  @Test("at full depth a subsample is the sample")
  func fullDepth() throws {
    let counts = Self.counts(7, clones: 500)
    var generator = SplitMix64(seed: 1)
    let all = try #require(
      RarefiedDiversity(
        groups: Diversity.multiplicities(counts), depth: counts.reduce(0, +),
        generator: &generator))
    #expect(all.clones == 500 && all.clonesLow == 500 && all.clonesHigh == 500)
    #expect(agree(all.hill1, Diversity.hillNumber(counts, order: 1), 1e-9))
    #expect(agree(all.hill2, Diversity.hillNumber(counts, order: 2), 1e-9))
  }

  @Test("a seed gives one result, and depths that cannot be drawn give none")
  func seeds() {
    let groups = Diversity.multiplicities(Self.counts(8, clones: 200))
    func drawn(_ seed: UInt64, depth: Int) -> RarefiedDiversity? {
      var generator = SplitMix64(seed: seed)
      return RarefiedDiversity(groups: groups, depth: depth, generator: &generator)
    }
    #expect(drawn(1, depth: 100) == drawn(1, depth: 100))
    #expect(drawn(1, depth: 100) != drawn(2, depth: 100))
    #expect(drawn(1, depth: 0) == nil && drawn(1, depth: 1_000_000) == nil)
  }

  @Test("likeness by groups of clones is likeness clone by clone", arguments: 0..<20)
  func likeness(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let x = (0..<400).map { _ in generator.chance(0.4) ? 0 : generator.integer(below: 90) }
    let y = x.map { generator.chance(0.5) ? generator.integer(below: 200) : $0 / 2 }
    let likeness = SampleLikeness(CountPairTable(x, y))
    func same(_ a: Double?, _ b: Double?) -> Bool { agree(a ?? -1, b ?? -1, 1e-12) }
    #expect(likeness.shared == RepertoireOverlap.shared(x, y))
    #expect(same(likeness.jaccard, RepertoireOverlap.jaccard(x, y)))
    #expect(same(likeness.sharingDensity, RepertoireOverlap.sharingDensity(x, y)))
    #expect(same(likeness.morisitaHorn, RepertoireOverlap.morisitaHorn(x, y)))
    #expect(same(likeness.bhattacharyya, RepertoireOverlap.bhattacharyya(x, y)))
    #expect(same(likeness.jensenShannon, RepertoireOverlap.jensenShannonDivergence(x, y)))
    let unseen = zip(x, y).reduce(0) { $0 + ($1.0 == 0 ? $1.1 : 0) }
    #expect(same(likeness.unseenShare, Double(unseen) / Double(y.reduce(0, +))))
    #expect(
      CountPairTable(x, y).pairs
        == CountPair.grouped(
          zip(x, y).filter { $0.0 + $0.1 > 0 }.map { CountPair(n1: $0.0, n2: $0.1) }))
  }

  @Test("Jaccard's index at equal depth is that of subsamples of the larger sample")
  func rarefiedJaccard() throws {
    var generator = SplitMix64(seed: 7)
    let x = (0..<300).map { _ in generator.chance(0.3) ? 0 : 1 + generator.integer(below: 40) }
    let y = x.map { generator.chance(0.3) ? 0 : 1 + $0 / 8 }
    let depth = y.reduce(0, +)
    let expected = try #require(SampleLikeness.rarefiedJaccard(CountPairTable(x, y)))
    let counts = x.indices.flatMap { [Int](repeating: $0, count: x[$0]) }
    var (shared, either) = (0, 0)
    for _ in 0..<400 {
      var shuffled = counts
      for place in 0..<depth {
        shuffled.swapAt(place, place + generator.integer(below: shuffled.count - place))
      }
      let drawn = Set(shuffled.prefix(depth))
      shared += drawn.count { y[$0] > 0 }
      either += y.indices.count { y[$0] > 0 || drawn.contains($0) }
    }
    #expect(abs(Double(shared) / Double(either) - expected) < 0.002)
    // Depth decides nothing any more, and equal samples are equal.
    #expect(agree(SampleLikeness.rarefiedJaccard(CountPairTable(y, x)) ?? -1, expected, 1e-12))
    #expect(agree(SampleLikeness.rarefiedJaccard(CountPairTable(x, x)) ?? -1, 1, 1e-12))
    #expect(SampleLikeness.rarefiedJaccard(CountPairTable(x, x.map { _ in 0 })) == nil)
  }

  @Test("two draws of one repertoire leave as much unseen as expected")
  func expectedTurnover() throws {
    var generator = SplitMix64(seed: 5)
    let frequencies = (0..<4000).map { _ in generator.pareto(exponent: 2.1, minimum: 1) }
    var (seen, expected) = (0.0, 0.0)
    for _ in 0..<10 {
      let x = generator.multinomial(draws: 3000, weights: frequencies)
      let y = generator.multinomial(draws: 5000, weights: frequencies)
      let table = CountPairTable(x, y)
      seen += try #require(SampleLikeness(table).unseenShare)
      expected += try #require(
        SampleLikeness.expectedUnseenShare(table, dispersion: .none))
    }
    #expect(seen > 1 && abs(expected / seen - 1) < 0.02, "\(expected) against \(seen)")
  }
}
