import Foundation
import RepertoireStatistics
import Testing

@Suite("Diversity and overlap")
struct DiversityTests {
  private func sample(_ seed: Int, clones: Int) -> [Int] {
    var random = SplitMix64(seed: UInt64(seed))
    return (0..<clones).map { _ in
      random.chance(0.3) ? 0 : Int(random.pareto(exponent: 2.1, minimum: 1))
    }
  }

  @Test(
    "indices of overlap stay between 0 and 1, do not depend on order, and know identity",
    arguments: 0..<30)
  func overlapLaws(seed: Int) throws {
    let (x, y) = (sample(seed, clones: 40), sample(seed + 1000, clones: 40))
    let measures: [([Int], [Int]) -> Double?] = [
      RepertoireOverlap.morisitaHorn, RepertoireOverlap.jaccard, RepertoireOverlap.sorensen,
      RepertoireOverlap.bhattacharyya, RepertoireOverlap.brayCurtis,
    ]
    for measure in measures {
      let value = try #require(measure(x, y))
      #expect(value >= 0 && value <= 1)
      #expect(agree(value, try #require(measure(y, x)), 1e-12))
      #expect(agree(try #require(measure(x, x)), 1, 1e-12))
      #expect(agree(try #require(measure(x, x.map { $0 * 3 })), 1, 1e-12))
    }
    let divergence = try #require(RepertoireOverlap.jensenShannonDivergence(x, y))
    #expect(divergence >= 0 && divergence <= 1)
    #expect(try #require(RepertoireOverlap.jensenShannonDivergence(x, x)) < 1e-12)
  }

  @Test("samples without a common clone do not overlap")
  func disjoint() {
    let (x, y) = ([3, 0, 1, 0], [0, 5, 0, 2])
    #expect(RepertoireOverlap.morisitaHorn(x, y) == 0)
    #expect(RepertoireOverlap.jaccard(x, y) == 0)
    #expect(RepertoireOverlap.sharingDensity(x, y) == 0)
    #expect(RepertoireOverlap.brayCurtis(x, y) == 0)
    #expect(RepertoireOverlap.jensenShannonDivergence(x, y) == 1)
    #expect(RepertoireOverlap.jaccard([0], [0]) == nil)
    #expect(RepertoireOverlap.morisitaHorn([0, 1], [0, 0]) == nil)
  }

  @Test(
    "Hill numbers fall with their order and join richness, entropy and Simpson",
    arguments: 0..<20)
  func hillNumbers(seed: Int) throws {
    let counts = sample(seed, clones: 60)
    let orders = [0, 0.3, 1, 1.5, 2, 5, Double.infinity]
    let numbers = orders.map { Diversity.hillNumber(counts, order: $0) }
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 >= $1 - 1e-9 })
    #expect(numbers[0] == Double(Diversity.richness(counts)))
    #expect(agree(numbers[4], try #require(Diversity.inverseSimpson(counts)), 1e-12))
    #expect(abs(Diversity.hillNumber(counts, order: 1 + 1e-7) - numbers[2]) < 1e-4)
  }

  @Test("rarefied richness equals the mean over all subsamples")
  func rarefactionEnumeration() throws {
    // Every way to draw 3 of these 7 counts, one by one.
    let counts = [4, 2, 1]
    let labels = [0, 0, 0, 0, 1, 1, 2]
    var (sum, ways) = (0, 0)
    for i in 0..<7 {
      for j in (i + 1)..<7 {
        for k in (j + 1)..<7 {
          sum += Set([labels[i], labels[j], labels[k]]).count
          ways += 1
        }
      }
    }
    let expected = Double(sum) / Double(ways)
    #expect(agree(try #require(Diversity.rarefiedRichness(counts, depth: 3)), expected, 1e-12))
    #expect(Diversity.rarefiedRichness(counts, depth: 7) == 3)
    #expect(agree(try #require(Diversity.rarefiedRichness(counts, depth: 1)), 1, 1e-12))
    #expect(Diversity.rarefiedRichness(counts, depth: 0) == 0)
    #expect(Diversity.rarefiedRichness(counts, depth: 8) == nil)
  }

  @Test(
    "groups, Gini's coefficient and top shares are those of the sorted counts", arguments: 0..<30)
  func sortedCounts(seed: Int) throws {
    // Counts on both sides of where tallying ends.
    let counts = sample(seed, clones: 200).map { $0 * ($0 % 3 == 0 ? 37 : 1) } + [255, 256, 257]
    let sorted = counts.filter { $0 > 0 }.sorted()
    let groups = Diversity.multiplicities(counts)
    #expect(groups.flatMap { [Int](repeating: $0.count, count: $0.clones) } == sorted)
    #expect(groups.map(\.count) == Set(sorted).sorted())
    let (total, clones) = (Double(sorted.reduce(0, +)), Double(sorted.count))
    let weighted = sorted.enumerated().reduce(0.0) { $0 + Double(($1.offset + 1) * $1.element) }
    #expect(Diversity.gini(counts) == 2 * weighted / (clones * total) - (clones + 1) / clones)
    for top in [0, 1, 10, 100, 1000] {
      let sum = sorted.suffix(top).reduce(0, +)
      #expect(Diversity.topShare(counts, clones: top) == Double(sum) / total)
    }
  }

  @Test("equal clones have no clonality, one clone has no evenness")
  func extremes() throws {
    #expect(abs(try #require(Diversity.clonality([5, 5, 5, 0]))) < 1e-12)
    #expect(Diversity.clonality([9]) == nil)
    #expect(Diversity.simpsonClonality([9]) == 1)
    #expect(abs(try #require(Diversity.gini([3, 3, 3]))) < 1e-12)
    #expect(Diversity.gini([]) == nil)
    #expect(Diversity.shannon([]) == 0)
    #expect(Diversity.goodTuringCoverage([1, 1, 2, 6]) == 0.8)
    #expect(Diversity.goodTuringCoverage([0]) == nil)
    #expect(Diversity.topShare([1, 7, 2], clones: 1) == 0.7)
    #expect(Diversity.topShare([1, 7, 2], clones: 10) == 1)
    #expect(Diversity.chao1([1, 1, 1, 2, 9]) == 6.5)
  }
}
