import RepertoireStatistics
import Testing

@testable import RepertoireTracking

@Suite("Overlap of expanded clones with the tumor")
struct OverlapPermutationTests {
  /// Clones of falling counts; a tumor of `cells` drawn from them, the expanded ones favoured.
  private func permutation(seed: UInt64, enrichment: Double) -> OverlapPermutation {
    var generator = SplitMix64(seed: seed)
    var expanded: [OverlapPermutation.Candidate] = []
    var controls: [OverlapPermutation.Candidate] = []
    for clone in 0..<4000 {
      let frequency = generator.pareto(exponent: 2.1, minimum: 1) * 1e-4
      let isExpanded = clone % 40 == 0
      // Expanded clones are large, so that any tumor would hold many of them.
      let share = isExpanded ? frequency + 2e-3 : frequency
      let blood = max(1, generator.poisson(mean: share * 30_000))
      let tumor = generator.poisson(mean: share * 300 * (isExpanded ? enrichment : 1))
      if isExpanded {
        expanded.append(.init(blood: blood, tumor: tumor))
      } else {
        controls.append(.init(blood: blood, tumor: tumor))
      }
    }
    return OverlapPermutation(expanded: expanded, controls: controls, tumorTotal: 5000)
  }

  @Test("a tumor that is a draw of blood is not significant, an enriched one is")
  func calibration() throws {
    var falseCalls = 0
    var trueCalls = 0
    for seed in UInt64(0)..<20 {
      let null = try #require(
        permutation(seed: seed, enrichment: 1).test(
          draws: 500, generator: SplitMix64(seed: seed)))
      let real = try #require(
        permutation(seed: seed, enrichment: 3).test(
          draws: 500, generator: SplitMix64(seed: seed)))
      if null.p <= 0.05 { falseCalls += 1 }
      if real.p <= 0.05 { trueCalls += 1 }
      #expect(null.expanded == 100)
    }
    #expect(falseCalls <= 3)
    #expect(trueCalls >= 19)
  }

  @Test("p is never zero and one clone above all is compared with the nearest")
  func nearest() throws {
    let controls = (1...30).map { OverlapPermutation.Candidate(blood: $0, tumor: 0) }
    let test = try #require(
      OverlapPermutation(
        expanded: [.init(blood: 100_000, tumor: 9)], controls: controls, tumorTotal: 9
      ).test(draws: 99, generator: SplitMix64(seed: 1)))
    #expect(test.p == 0.01 && test.pMass == 0.01)
    #expect(test.nearestMatched == 1)
    #expect((test.medianCountRatio ?? 1) < 1e-3)
    #expect(test.expected == 0 && test.ratio == nil)
  }

  @Test("nearest controls that tie in blood are all taken, whatever they count in the tumor")
  func nearestTies() throws {
    let controls = (0..<40).map { OverlapPermutation.Candidate(blood: 5, tumor: $0 % 2) }
    for blood in [1, 100_000] {
      let tied = OverlapPermutation(
        expanded: [.init(blood: blood * 1000, tumor: 1)], controls: controls, tumorTotal: 9)
      let test = try #require(tied.test(draws: 2000, generator: SplitMix64(seed: 1)))
      #expect(abs(test.expected - 0.5) < 0.05)
    }
  }

  @Test("without controls there is no test")
  func noControls() {
    let alone = OverlapPermutation(
      expanded: [.init(blood: 5, tumor: 1)], controls: [], tumorTotal: 3)
    #expect(alone.test(draws: 10, generator: SplitMix64(seed: 1)) == nil)
  }

  @Test("bins are half-octaves")
  func bins() {
    #expect([1, 2, 3, 4, 5, 6, 8].map(OverlapPermutation.bin) == [0, 2, 3, 4, 4, 5, 6])
  }
}
