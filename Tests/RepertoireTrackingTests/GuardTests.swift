import RepertoireStatistics
import RepertoireTracking
import Repertoires
import Testing

@Suite("Guards over the samples of a run")
struct GuardTests {
  /// Two blood samples of each of six patients, who share few clones; `swap` exchanges two samples.
  static func run(swap: Bool) -> [Repertoire] {
    var repertoires: [Repertoire] = []
    for patient in 0..<6 {
      for day in [0, 14] {
        var generator = SplitMix64(seed: UInt64(patient * 100 + day))
        var rows: [Row] = []
        for clone in 0..<400 where generator.chance(0.7) {
          // Every tenth clone is public; the rest belongs to the patient.
          let number = clone % 10 == 0 ? clone : 10_000 * (patient + 1) + clone
          rows.append(Row(junction: RepertoireBuilder.junction(number), count: 3))
        }
        repertoires.append(
          RepertoireBuilder.repertoire(
            RepertoireBuilder.sample(
              "P\(patient)D\(day)", patient: "P\(patient)", .blood, day: Double(day)), rows))
      }
    }
    if swap {
      (repertoires[1].clonotypes, repertoires[3].clonotypes) = (
        repertoires[3].clonotypes, repertoires[1].clonotypes
      )
    }
    if swap {
      (repertoires[1].texts, repertoires[3].texts) = (
        repertoires[3].texts, repertoires[1].texts
      )
    }
    return repertoires
  }

  @Test("a run as the sheet says raises no suspicion")
  func noSwap() {
    let study = StudyTracking.track(Self.run(swap: false))
    #expect(study.sharing.count == 66)
    #expect(study.sharing.allSatisfy { $0.verdict == .asExpected })
    #expect(study.sharing.allSatisfy { ($0.limit ?? 0) > 0 })
  }

  @Test("two exchanged samples are named")
  func swap() {
    let study = StudyTracking.track(Self.run(swap: true))
    let suspected = study.sharing.filter { $0.verdict == .swapSuspected }
    #expect(suspected.contains { $0.first == "P0D0" && $0.second == "P1D14" })
    #expect(suspected.contains { $0.first == "P0D0" && $0.second == "P0D14" })
    let names = Set(suspected.flatMap { [$0.first, $0.second] })
    #expect(names == ["P0D0", "P0D14", "P1D0", "P1D14"])
    #expect(study.patients[0].comparisons[0].notes.contains(.swapSuspected))
    #expect(!study.patients[2].comparisons[0].notes.contains(.swapSuspected))
  }

  @Test("a good sample is not suspected for its bad partner")
  func onlyStrays() {
    // Three samples a patient: the two good ones of a patient share with each other as they should.
    var repertoires = Self.run(swap: true)
    for patient in 0..<6 {
      var third = repertoires[patient * 2]
      third.sample.id = "P\(patient)D28"
      third.sample.day = 28
      repertoires.append(third)
    }
    let study = StudyTracking.track(repertoires)
    let good = study.sharing.filter { $0.first == "P0D0" && $0.second == "P0D28" }
    #expect(good.map(\.verdict) == [.asExpected])
    let suspected = study.patients[0].comparisons.filter { $0.notes.contains(.swapSuspected) }
    #expect(suspected.map(\.day) == [14])
  }

  @Test("few strangers allow no verdict")
  func insufficient() {
    let study = StudyTracking.track(Array(Self.run(swap: true).prefix(4)))
    #expect(study.sharing.allSatisfy { $0.verdict == .insufficient && $0.limit == nil })
  }

  /// A clone that is new in blood and in the tumor of P1, and its reads in another patient.
  static func contaminated(donorReads: Int, batch: String?) -> StudyTracking {
    let profile = AssayProfile(entries: [
      .init(countUnit: .umi, clumping: 1.2, drift: 0.001)
    ])
    let filler = (0..<300).map { Row(junction: RepertoireBuilder.junction($0 + 5000), count: 20) }
    let clone = Row(junction: RepertoireBuilder.junction(1), count: 60)
    var repertoires = [
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B0", .blood, day: 0), filler, unit: .umi),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B1", .blood, day: 14), filler + [clone], unit: .umi),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("T0", .tumor, day: 0), filler, unit: .umi),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("T1", .tumor, day: 20), filler + [clone], unit: .umi),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("X", patient: "P2", .blood, day: 0), [clone], unit: .umi),
    ]
    for place in repertoires.indices {
      repertoires[place].sample.batch = place == 4 ? batch : "run1"
      for row in repertoires[place].clonotypes.indices {
        repertoires[place].clonotypes[row].consensusCount = place == 4 ? donorReads : 100
      }
    }
    return StudyTracking.track(repertoires, assayProfile: profile)
  }

  @Test("a clone with a hundredfold source leaves the strict set alone")
  func contamination() throws {
    let clean = try #require(Self.contaminated(donorReads: 9_999, batch: "run1").clone(1))
    #expect(clean.isStrict && clean.possibleContaminant == nil)
    let study = Self.contaminated(donorReads: 10_000, batch: "run1")
    let stray = try #require(study.clone(1))
    #expect(!stray.isStrict && stray.isHeadline && stray.possibleContaminant == "X")
    #expect(stray.notes.contains(.possibleContaminant))
    #expect(study.patients[0].summaries[0].strict == 0)
    #expect(study.patients[0].summaries[0].headline == 1)
    // Another run cannot have bled into this one.
    #expect(Self.contaminated(donorReads: 10_000, batch: "run2").clone(1)?.isStrict == true)
  }

  @Test("metrics and persistence count what the samples hold")
  func metrics() throws {
    func rows(_ counts: [(Int, Int)]) -> [Row] {
      counts.map { Row(junction: RepertoireBuilder.junction($0.0), count: $0.1) }
    }
    let repertoires = [
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B0", .blood, day: 0), rows([(1, 50), (2, 50)])),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B1", .blood, day: 14), rows([(1, 10), (3, 30), (4, 60)])),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("I", .product, day: 0), rows([(1, 10), (3, 10)])),
    ]
    let patient = StudyTracking.track(repertoires).patients[0]
    #expect(patient.samples.map(\.sample.id) == ["B0", "B1", "I"])
    #expect(patient.metrics[0].clonality == 0 && patient.metrics[0].hill1 == 2)
    #expect(patient.metrics[1].productShare == 0.4 && patient.metrics[1].productClones == 2)
    #expect(patient.metrics[0].notes.contains(.littleMaterial))
    let pair = try #require(patient.samplePairs.first { $0.first == 0 && $0.second == 1 })
    #expect(pair.shared == 1 && pair.jaccard == 0.25 && pair.unseenShare == 0.9)
    #expect(patient.persistence.count == 1)
    let row = patient.persistence[0]
    #expect(row.sample == 1 && row.productClones == 2 && row.detected == 2 && row.share == 0.4)
    #expect(row.notSeenBefore == 1 && row.newlySeenOutsideProduct == 1 && row.risen == 0)
    #expect(row.lastSeenHere == 2)
    #expect(patient.clones.allSatisfy { $0.inProduct != nil })
  }
}
