import RepertoireTracking
import Repertoires
import Testing

@Suite("Threads within one patient")
struct ParallelTrackingTests {
  private static let study: [Repertoire] = {
    let blood = Compartment(clones: 4000, seed: 11)
    var repertoires = [(-7.0, 21), (0, 22), (14, 23), (28, 24)].map { day, seed in
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B\(day)", .blood, day: day),
        blood.draw(cells: 20_000, planted: day > 0 ? [1: 90, 2: 60] : [:], seed: UInt64(seed)))
    }
    repertoires.append(
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("T", .tumor, day: 30),
        blood.draw(cells: 400, planted: [1: 9], seed: 31)))
    return repertoires
  }()

  @Test("any number of threads gives what one gives", arguments: [1, 2, 3, 8])
  func threads(_ threads: Int) async {
    let plan = TrackingPlan(Self.study)
    let alone = plan.fit(patient: 0)
    let fitted = await plan.fit(patient: 0, threads: threads)
    let expected = plan.track(alone, run: plan.evidence(of: [alone]))
    let found = await plan.track(fitted, run: plan.evidence(of: [fitted]), threads: threads)
    #expect(found == expected)
    #expect(found.clones.contains { $0.isHeadline } && found.comparisons.count == 2)
    #expect(found.profiles.allSatisfy { !$0.rarefaction.isEmpty })
  }
}
