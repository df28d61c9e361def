import Foundation
import RepertoireStatistics
import Testing

@Suite("False discovery")
struct FalseDiscoveryTests {
  /// The definition, in quadratic time.
  private func definition(_ p: [Double]) -> [Double] {
    p.map { own in
      p.filter { $0 >= own }.map { other in
        min(1, other * Double(p.count) / Double(p.count { $0 <= other }))
      }.min() ?? 1
    }
  }

  @Test("q values equal their definition, ties included", arguments: 0..<40)
  func bruteForce(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let p = (0..<random.integer(in: 1...50)).map { _ in
      Double(random.integer(in: 1...30)) / 30 * (random.chance(0.3) ? 1e-6 : 1)
    }
    let expected = definition(p)
    let direct = FalseDiscovery.benjaminiHochberg(p)
    let logs = FalseDiscovery.benjaminiHochberg(logP: p.map { log($0) })
    for i in p.indices {
      #expect(agree(direct[i], expected[i], 1e-13))
      #expect(abs(logs[i] - log(expected[i])) < 1e-13)
    }
  }

  @Test("groups of equal clones give the q values of the clones one by one", arguments: 0..<20)
  func grouped(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let p = (0..<20).map { _ in -100 * random.uniform() * random.uniform() }
    let clones = p.map { _ in random.integer(in: 0...5) }
    let singles = zip(p, clones).flatMap { Array(repeating: $0.0, count: $0.1) }
    let expected = FalseDiscovery.benjaminiHochberg(logP: singles)
    let adjusted = FalseDiscovery.benjaminiHochberg(logP: p, clones: clones)
    let expanded = zip(adjusted, clones).flatMap { Array(repeating: $0.0, count: $0.1) }
    #expect(zip(expanded, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("probabilities that underflow are ordered by their logarithms")
  func underflow() {
    let q = FalseDiscovery.benjaminiHochberg(logP: [-5000, -9000, -0.1, -.infinity])
    #expect(q[3] == -.infinity)
    #expect(q[3] < q[1] && q[1] < q[0] && q[0] < q[2])
    #expect(abs(q[1] - (-9000 + log(2))) < 1e-9)
  }

  @Test("empty families stay empty")
  func empty() {
    #expect(FalseDiscovery.benjaminiHochberg([Double]()).isEmpty)
    #expect(FalseDiscovery.benjaminiYekutieli([]).isEmpty)
    #expect(FalseDiscovery.holm([]).isEmpty)
    #expect(FalseDiscovery.bonferroni([]).isEmpty)
    #expect(FalseDiscovery.benjaminiHochberg(logP: []).isEmpty)
  }

  @Test("each correction is at least as strict as the next one")
  func strictness() {
    var random = SplitMix64(seed: 3)
    let p = (0..<200).map { _ in random.uniform() * random.uniform() }
    let (bh, by) = (FalseDiscovery.benjaminiHochberg(p), FalseDiscovery.benjaminiYekutieli(p))
    let (holm, bonferroni) = (FalseDiscovery.holm(p), FalseDiscovery.bonferroni(p))
    for i in p.indices {
      #expect(p[i] <= bh[i] && bh[i] <= by[i] && bh[i] <= holm[i] && holm[i] <= bonferroni[i])
    }
  }
}
