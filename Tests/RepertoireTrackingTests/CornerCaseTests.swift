import RepertoireTracking
import Repertoires
import Testing

@Suite("Corner cases of a patient")
struct CornerCaseTests {
  typealias Blood = BloodTrackingTests

  @Test("a clone whose V ties differ between samples is one clone, neither new nor two")
  func tiesDiffer() throws {
    var repertoires = Blood.blood(baseline: [1: 60, 2: 0], days: [(14, [1: 60, 2: 90])])
    func retie(_ place: Int, _ number: Int, _ v: String) throws {
      let junction = RepertoireBuilder.junction(number)
      let row = try #require(
        repertoires[place].clonotypes.firstIndex {
          repertoires[place].texts.string($0.junction) == junction
        })
      let id = repertoires[place].calls.id(of: GeneCall(airr: v))
      repertoires[place].clonotypes[row].vCall = id
    }
    try retie(0, 1, "TRBV6-2*01,TRBV6-3*01")
    try retie(1, 1, "TRBV6-3*01,TRBV6-5*01")
    // Seen after treatment under another gene than in the biopsy before: two clones.
    try retie(1, 2, "TRBV9*01")
    let before = RepertoireBuilder.repertoire(
      RepertoireBuilder.sample("T0", .tumor, day: -3),
      [Row(junction: RepertoireBuilder.junction(2), v: "TRBV20-1*01", count: 7)])
    let after = RepertoireBuilder.repertoire(
      RepertoireBuilder.sample("T1", .tumor, day: 20),
      [Row(junction: RepertoireBuilder.junction(2), v: "TRBV9*01,TRBV11-1*01", count: 9)])
    let clones = StudyTracking.track(repertoires + [before, after]).patients[0].clones
    let stable = clones.filter { $0.junction == RepertoireBuilder.junction(1) }
    #expect(stable.map(\.baselineCount) == [60] && stable.map(\.bloodCount) == [60])
    #expect(stable.map(\.bloodClass) == [.stable])
    let twins = clones.filter { $0.junction == RepertoireBuilder.junction(2) }
    #expect(twins.count == 2)
    let new = try #require(twins.first { $0.bloodClass == .new })
    #expect(new.vCall == "TRBV9*01" && new.tumorPreCount == 0 && new.tumorPostCount == 9)
    #expect(twins.contains { $0.tumorPreCount == 7 && $0.tumorPostCount == 0 })
  }

  @Test("with one biopsy after treatment two counts a clumping are needed to be sure")
  func onePostBiopsy() throws {
    let study = TumorTrackingTests.study(pre: [:], post: [[1: 2, 2: 3]])
    // Templates have a built-in clumping of 1.5.
    #expect(study.clone(1)?.isConfident == false && study.clone(1)?.postBiopsies == 1)
    #expect(study.clone(2)?.isConfident == true)
    #expect(study.clone(1)?.isHeadline == true && study.clone(1)?.isStrict == false)
  }

  @Test("blood of two stated kits is not tested, of a stated and an unknown one it is")
  func differentKits() throws {
    func study(_ kits: [String?]) -> StudyTracking {
      var repertoires = Blood.blood(days: [(14, [1: 90])])
      for (place, kit) in kits.enumerated() { repertoires[place].sample.kit = kit }
      return StudyTracking.track(repertoires)
    }
    let refused = study(["one", "two"])
    let comparison = refused.patients[0].comparisons[0]
    #expect(comparison.tested == 0 && comparison.dispersionSource == nil)
    #expect(comparison.notes.contains(.kitsDiffer))
    #expect(refused.clone(1) == nil || refused.clone(1)?.bloodClass == .untested)
    #expect(refused.patients[0].summaries[0].notes.contains(.kitsDiffer))
    // Not tested is not "none expanded".
    #expect(!refused.patients[0].summaries[0].notes.contains(.noExpandedClone))
    #expect(refused.patients[0].summaries[0].expandedBloodFrequency == nil)
    #expect(refused.patients[0].metrics.allSatisfy { $0.expandedClones == nil })
    let unknown = study(["one", nil])
    #expect(unknown.clone(1)?.bloodClass == .new)
    #expect(unknown.patients[0].comparisons[0].notes.contains(.kitsDiffer))
    #expect(study(["one", "one"]).patients[0].comparisons[0].notes.contains(.kitsDiffer) == false)
  }

  @Test("a gain between biopsies of two kits is not tested")
  func differentBiopsyKits() {
    func clone(_ kit: String) -> (TrackedClone?, [TrackingNote]) {
      var repertoires = Blood.blood(days: [(14, [1: 90])])
      for (day, count, kit) in [(-3.0, 4, "one"), (20, 80, kit)] {
        let rows = (0..<60).map {
          Row(junction: RepertoireBuilder.junction($0 + 90_000), count: 2)
        }
        var biopsy = RepertoireBuilder.repertoire(
          RepertoireBuilder.sample("T\(day)", .tumor, day: day),
          rows + [Row(junction: RepertoireBuilder.junction(1), count: count)])
        biopsy.sample.kit = kit
        repertoires.append(biopsy)
      }
      let study = StudyTracking.track(repertoires)
      return (study.clone(1), study.patients[0].summaries[0].notes)
    }
    let (same, other) = (clone("one"), clone("two"))
    #expect(same.0?.gainTested == true && same.0?.tumorClass == .gain)
    #expect(other.0?.gainTested == false && other.0?.tumorClass == .preexisting)
    #expect(other.1.contains(.kitsDiffer) && !same.1.contains(.kitsDiffer))
  }
}
