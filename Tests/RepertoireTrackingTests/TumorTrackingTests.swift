import RepertoireStatistics
import RepertoireTracking
import Repertoires
import Testing

@Suite("Clones in the tumor")
struct TumorTrackingTests {
  typealias Blood = BloodTrackingTests

  /// Blood in which clones 1 to 4 are new and clone 5 is stable, and biopsies with given counts.
  static func study(
    pre: [Int: Int]?, post: [[Int: Int]], unit: CountUnit = .templates, filler: Int = 400,
    parameters: TrackingParameters = TrackingParameters()
  ) -> StudyTracking {
    let planted = [1: 80, 2: 80, 3: 80, 4: 80, 5: 40]
    var repertoires = Blood.blood(baseline: [5: 40], days: [(14, planted)])
    func biopsy(_ id: String, _ day: Double, _ counts: [Int: Int]) -> Repertoire {
      let rows = (0..<filler).map {
        Row(junction: RepertoireBuilder.junction($0 + 100_000), count: 2)
      }
      let own = counts.sorted { $0.key < $1.key }.map {
        Row(junction: RepertoireBuilder.junction($0.key), count: $0.value)
      }
      return RepertoireBuilder.repertoire(
        RepertoireBuilder.sample(id, .tumor, day: day), rows + own, unit: unit)
    }
    if let pre { repertoires.append(biopsy("T0", -3, pre)) }
    for (place, counts) in post.enumerated() {
      repertoires.append(biopsy("T\(place + 1)", 21 + 20 * Double(place), counts))
    }
    var settings = parameters
    settings.permutations = 200
    return StudyTracking.track(repertoires, parameters: settings)
  }

  @Test("classes follow both biopsies, first match wins")
  func classes() throws {
    let study = Self.study(pre: [2: 2, 3: 30, 5: 3], post: [[1: 60, 2: 90, 3: 30, 5: 3]])
    let new = try #require(study.clone(1))
    #expect(new.tumorClass == .new && new.isHeadline && new.isConfident && new.isStrict)
    #expect((new.tumorPreFrequencyUpper95 ?? 1) < (new.tumorPostFrequency ?? 0))
    #expect(study.clone(2)?.tumorClass == .gain)
    #expect(study.clone(2)?.gainTested == true)
    #expect(study.clone(3)?.tumorClass == .preexisting)
    #expect(study.clone(3)?.isHeadline == false)
    #expect(study.clone(3)?.isNewlyExpandedInTumor == true)
    let absent = try #require(study.clone(4))
    #expect(absent.tumorClass == .notDetected)
    #expect((absent.tumorPostFrequencyUpper95 ?? 0) > 0)
    #expect(study.clone(5)?.tumorClass == .preexisting && study.clone(5)?.isHeadline == false)
    // Blood class decides who is in the family of the tumor tests.
    #expect(study.clone(5)?.gainTested == false && study.clone(5)?.qEnrichment == nil)
    let summary = study.patients[0].summaries[0]
    #expect(summary.headline == 2 && summary.expandedInTumor == 3 && summary.strict >= 1)
    #expect(study.patients[0].newlyExpandedInTumor.map(\.isHeadline) == [true, true, false])
  }

  @Test("a gain that rests on constants stays out of the strict set and says so")
  func builtinGain() throws {
    let study = Self.study(pre: [2: 2], post: [[1: 60, 2: 90]])
    #expect(study.patients[0].summaries[0].tumorDispersionSource == .builtin)
    let gained = try #require(study.clone(2))
    #expect(gained.tumorClass == .gain && gained.isHeadline && gained.isConfident)
    #expect(!gained.isStrict && gained.notes.contains(.builtinTumorDispersion))
    // Newness is a comparison of limits, not a call by constants.
    #expect(study.clone(1)?.isStrict == true)
  }

  @Test("two small pre-treatment biopsies are no deep one")
  func twoSmallBiopsies() throws {
    var repertoires = Blood.blood(baseline: [:], days: [(14, [1: 80])])
    for (id, day, count) in [("T0", -9.0, 60), ("T1", -3, 60), ("T2", 21, 200)] {
      let rows = (0..<50).map { Row(junction: RepertoireBuilder.junction($0 + 90_000), count: 1) }
      let own = Row(junction: RepertoireBuilder.junction(1), count: count - 50)
      repertoires.append(
        RepertoireBuilder.repertoire(
          RepertoireBuilder.sample(id, .tumor, day: day), rows + [own]))
    }
    let clone = try #require(StudyTracking.track(repertoires).clone(1))
    #expect(clone.tumorPreCount == 20 && !clone.gainTested)
    #expect(clone.notes.contains(.preBiopsyTooSmall))
  }

  @Test("a clone seen before treatment alone is lost")
  func lost() {
    let study = Self.study(pre: [1: 9], post: [[2: 5]])
    #expect(study.clone(1)?.tumorClass == .lost)
    #expect(study.clone(1)?.isHeadline == false)
  }

  @Test("without a pre-treatment biopsy newness in the tumor cannot be told")
  func noPreBiopsy() throws {
    let study = Self.study(pre: nil, post: [[1: 60]])
    let clone = try #require(study.clone(1))
    #expect(clone.tumorClass == .postPresent)
    #expect(clone.tumorPreCount == nil && clone.tumorPreFrequencyUpper95 == nil)
    #expect(clone.isHeadline && !clone.isStrict && !clone.gainTested)
    #expect(clone.notes.contains(.noPreBiopsy))
    #expect(study.patients[0].summaries[0].notes.contains(.noPreBiopsy))
  }

  @Test("without a post-treatment biopsy there is no headline")
  func noPostBiopsy() {
    let study = Self.study(pre: [1: 5], post: [])
    #expect(study.clone(1)?.tumorClass == .noPostBiopsy)
    #expect(study.clone(1)?.tumorPostCount == nil)
    #expect(study.patients[0].newlyExpandedInTumor.isEmpty)
    #expect(study.patients[0].summaries[0].overlap == nil)
  }

  @Test("a pre-treatment biopsy of fewer than a hundred counts tests no gain")
  func smallBiopsy() throws {
    // 45 clones of two counts and nine of clone 1: 99 counts before treatment.
    let study = Self.study(pre: [1: 9], post: [[1: 60, 2: 3]], filler: 45)
    let clone = try #require(study.clone(1))
    #expect(clone.tumorClass == .preexisting && !clone.gainTested)
    #expect(clone.notes.contains(.preBiopsyTooSmall))
    // Three of 153 counts lie below what 99 counts can exclude.
    #expect(study.clone(2)?.tumorClass == .postPresent)
    let enough = Self.study(pre: [1: 10], post: [[1: 60, 2: 3]], filler: 45)
    #expect(enough.clone(1)?.gainTested == true)
  }

  @Test("two biopsies with one count each make a clone confident, one with one count does not")
  func confidence() {
    let study = Self.study(pre: [:], post: [[1: 1, 2: 1, 3: 3], [1: 1]])
    #expect(study.clone(1)?.isConfident == true && study.clone(1)?.postBiopsies == 2)
    #expect(study.clone(2)?.isConfident == false)
    // Built-in clumping of templates is 1.5: three counts are enough.
    #expect(study.clone(3)?.isConfident == true)
  }

  @Test("enrichment needs one unit, gain does not look at blood")
  func units() {
    let study = Self.study(pre: [1: 2], post: [[1: 90]], unit: .umi)
    #expect(study.clone(1)?.qEnrichment == nil)
    #expect(study.clone(1)?.gainTested == true)
  }

  @Test("the timeline has every listed clone in every sample, with a limit where it was not seen")
  func timeline() throws {
    let study = Self.study(pre: [:], post: [[1: 4]])
    let patient = study.patients[0]
    var points: [TimelinePoint] = []
    patient.forEachTimelinePoint { points.append($0) }
    #expect(points.count == patient.clones.count * 4)
    let own = points.filter { patient.clones[$0.clone].cloneID == study.clone(1)?.cloneID }
    #expect(own.map { patient.samples[$0.sample].sample.id } == ["B0", "B1", "T0", "T1"])
    #expect(own.map(\.count) == [0, 80, 0, 4])
    #expect(own.allSatisfy { ($0.frequencyUpper95 ?? 0) > ($0.frequency ?? 1) })
  }

  @Test("shuffled samples and rows give equal results")
  func order() {
    var repertoires = Blood.blood(baseline: [5: 40], days: [(14, [1: 80, 5: 40]), (28, [1: 50])])
    repertoires.append(
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("T1", .tumor, day: 20),
        [
          Row(junction: RepertoireBuilder.junction(1), v: "TRBV6", count: 5),
          Row(junction: RepertoireBuilder.junction(1001), v: "TRBV6-1,TRBV6-2", count: 50),
        ]))
    var settings = TrackingParameters()
    settings.permutations = 100
    let expected = StudyTracking.track(repertoires, parameters: settings)
    var generator = SplitMix64(seed: 5)
    generator.shuffle(&repertoires)
    for place in repertoires.indices {
      generator.shuffle(&repertoires[place].clonotypes)
    }
    let isEqual = StudyTracking.track(repertoires, parameters: settings) == expected
    #expect(isEqual)
    #expect(expected.clone(1)?.isHeadline == true)
  }
}
