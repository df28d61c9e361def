import Foundation
import RepertoireStatistics
import Testing

/// Reference values: scipy 1.17.
@Suite("Tests of a cohort")
struct CohortTestTests {
  @Test("the rank-sum test of two small groups is exact")
  func mannWhitneyExact() throws {
    let test = try #require(MannWhitney([1.1, 2.5, 3.2, 7.9], [0.4, 2.1, 2.2, 2.6, 0.9]))
    #expect(test.u == 16 && test.isExact)
    #expect(agree(test.twoSided, 0.19047619047619047, 1e-12))
    #expect(agree(test.greater, 0.09523809523809523, 1e-12))
    #expect(MannWhitney([], [1]) == nil)
    #expect(MannWhitney([2, 2], [2, 2, 2])?.twoSided == 1)
  }

  @Test("ties are part of the exact distribution")
  func mannWhitneyTies() throws {
    let test = try #require(MannWhitney([3, 5, 5, 9, 12], [1, 3, 4, 5, 5, 2]))
    #expect(agree(test.greater, 0.05194805194805195, 1e-12))
    #expect(agree(test.twoSided, 0.09090909090909091, 1e-12))
  }

  @Test("large groups use the normal distribution with tie correction")
  func mannWhitneyNormal() throws {
    let first = (0..<60).map { Double($0 * 37 % 101) / 3 }
    let second = (0..<70).map { Double($0 * 53 % 97) / 3 + 3 }
    let test = try #require(MannWhitney(first, second))
    #expect(test.u == 1859.5 && !test.isExact)
    #expect(agree(test.twoSided, 0.2623380250949605, 1e-9))
    #expect(agree(test.greater, 0.8698225090898176, 1e-9))
  }

  @Test("permuting ranks of two groups is the rank-sum test", arguments: 0..<20)
  func permutationOfRanks(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let first = (0..<random.integer(in: 1...6)).map { _ in Double(random.integer(in: 0...9)) }
    let second = (0..<random.integer(in: 1...6)).map { _ in Double(random.integer(in: 0...9)) }
    let ranks = try #require(MannWhitney(first, second))
    let permutation = try #require(
      PermutationTest.ofRanks(
        values: first + second, scores: first.map { _ in 1 } + second.map { _ in 0 }))
    #expect(permutation.isExact)
    #expect(agree(permutation.twoSided, ranks.twoSided, 1e-12))
    #expect(agree(permutation.greater, ranks.greater, 1e-12))
  }

  @Test("a perfect trend over three dose groups has the smallest p there is")
  func trend() throws {
    let scores = [0, 0, 1, 1, 2, 2]
    let test = try #require(PermutationTest(values: [1, 2, 3, 4, 5, 6], scores: scores))
    #expect(test.isExact && test.assignments == 90)
    #expect(agree(test.greater, 1.0 / 90, 1e-12))
    #expect(agree(test.twoSided, 2.0 / 90, 1e-12))
    #expect(PermutationTest(values: [4, 4, 4], scores: [0, 1, 2])?.twoSided == 1)
    #expect(PermutationTest(values: [4], scores: [0]) == nil)
  }

  @Test("too many assignments are sampled, reproducibly and close to the exact p")
  func sampled() throws {
    let values = (0..<24).map { Double(($0 * 7) % 24) }
    let scores = (0..<24).map { $0 < 12 ? 0 : 1 }
    let first = try #require(
      PermutationTest(values: values, scores: scores, draws: 4000, seed: 9))
    let again = try #require(
      PermutationTest(values: values, scores: scores, draws: 4000, seed: 9))
    let exact = try #require(MannWhitney(Array(values[12...]), Array(values[..<12])))
    #expect(first == again && !first.isExact && first.assignments == 4001)
    #expect(abs(first.twoSided - exact.twoSided) < 0.05)
  }

  @Test("a two-by-two table of patients is Fisher's test")
  func fisherTable() {
    #expect(agree(Fisher.table(7, 2, 3, 11).value, 0.013056939022748687, 1e-11))
    #expect(agree(Fisher.table(0, 0, 3, 11).value, 1, 1e-12))
  }
}
