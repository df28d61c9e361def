import RepertoireStatistics
import RepertoireTracking
import Repertoires
import Testing

@Suite("Guards over the samples of a run")
struct GuardTests {
  /// Blood samples of patients who share few clones, two of each of six; `swap` exchanges the second
  /// samples of the first two.
  static func run(swap: Bool, patients: Int = 6, days: [Int] = [0, 14]) -> [Repertoire] {
    var repertoires: [Repertoire] = []
    for patient in 0..<patients {
      for day in days {
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
    let (one, other) = (1, days.count + 1)
    if swap {
      (repertoires[one].clonotypes, repertoires[other].clonotypes) = (
        repertoires[other].clonotypes, repertoires[one].clonotypes
      )
    }
    if swap {
      (repertoires[one].texts, repertoires[other].texts) = (
        repertoires[other].texts, repertoires[one].texts
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

  @Test("the samples that were exchanged are named, and what they look like")
  func suspects() throws {
    // Of two samples a patient nothing tells which is the wrong one.
    let two = StudyTracking.track(Self.run(swap: true)).suspects
    #expect(two.map(\.sample) == ["P0D0", "P0D14", "P1D0", "P1D14"])
    #expect(two.map(\.closest) == ["P1D14", "P1D0", "P0D14", "P0D0"])
    #expect(two.allSatisfy { $0.exchangedWith == nil })
    let three = StudyTracking.track(Self.run(swap: true, days: [0, 14, 28])).suspects
    #expect(three.map(\.sample) == ["P0D14", "P1D14"])
    #expect(three.map(\.patientID) == ["P0", "P1"] && three.map(\.likePatientID) == ["P1", "P0"])
    #expect(three.map(\.exchangedWith) == ["P1D14", "P0D14"])
    #expect(StudyTracking.track(Self.run(swap: false, days: [0, 14, 28])).suspects.isEmpty)
  }

  @Test("in a run of few patients, where a swap raises the limits themselves, no other is named")
  func fewPatients() {
    let study = StudyTracking.track(Self.run(swap: true, patients: 3, days: [0, 14, 28]))
    #expect(study.suspects.map(\.sample) == ["P0D14", "P1D14"])
    #expect(study.suspects.map(\.exchangedWith) == ["P1D14", "P0D14"])
  }

  @Test("a sample mixed with one of another patient is told, though it shares with its own")
  func mix() {
    var repertoires = Self.run(swap: false)
    // All of P1D0 is in P0D14 too.
    var (mixed, guest) = (repertoires[1], repertoires[2])
    for row in guest.clonotypes {
      var clonotype = row
      clonotype.junction = mixed.texts.append(Array(guest.texts.string(row.junction).utf8))
      clonotype.junctionAA = mixed.texts.append(Array(guest.texts.string(row.junctionAA).utf8))
      clonotype.vCall = mixed.calls.id(of: GeneCall(airr: "TRBV6-1*01"))
      clonotype.jCall = mixed.calls.id(of: GeneCall(airr: "TRBJ1-1*01"))
      mixed.clonotypes.append(clonotype)
    }
    guest.clonotypes = []
    repertoires[1] = mixed
    let study = StudyTracking.track(repertoires)
    let told = study.sharing.filter { $0.verdict != .asExpected }
    #expect(told.allSatisfy { $0.verdict == .mixSuspected && $0.first == "P0D14" })
    #expect(told.map(\.second).first == "P1D0")
    #expect(study.suspects.isEmpty)
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
  static func contaminated(donorReads: Int, batches: Set<String>, isPartlyStated: Bool = false)
    -> StudyTracking
  {
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
      repertoires[place].sample.batches = place == 4 ? batches : ["run1"]
      repertoires[place].sample.hasLaneWithoutBatch = place == 4 && isPartlyStated
      for row in repertoires[place].clonotypes.indices {
        repertoires[place].clonotypes[row].consensusCount = place == 4 ? donorReads : 100
      }
    }
    return StudyTracking.track(repertoires, assayProfile: profile)
  }

  @Test("a clone with a hundredfold source leaves the strict set alone")
  func contamination() throws {
    let clean = try #require(Self.contaminated(donorReads: 9_999, batches: ["run1"]).clone(1))
    #expect(clean.isStrict && clean.possibleContaminant == nil)
    let study = Self.contaminated(donorReads: 10_000, batches: ["run1"])
    let stray = try #require(study.clone(1))
    #expect(!stray.isStrict && stray.isHeadline && stray.possibleContaminant == "X")
    #expect(stray.notes.contains(.possibleContaminant))
    #expect(study.patients[0].summaries[0].strict == 0)
    #expect(study.patients[0].summaries[0].headline == 1)
    // Another run cannot have bled into this one.
    #expect(Self.contaminated(donorReads: 10_000, batches: ["run2"]).clone(1)?.isStrict == true)
  }

  @Test(
    "a source of several lanes is one where any of them is of the batch, or of none that is told")
  func lanesOfBatches() {
    func isStrict(_ batches: Set<String>, isPartlyStated: Bool = false) -> Bool? {
      Self.contaminated(donorReads: 10_000, batches: batches, isPartlyStated: isPartlyStated)
        .clone(1)?.isStrict
    }
    #expect(isStrict(["run2", "run3"]) == true)
    #expect(isStrict(["run2", "run1"]) == false)
    #expect(isStrict(["run2"], isPartlyStated: true) == false)
    #expect(isStrict([]) == false)
  }

  @Test("blood that another patient's sample strayed into counts as little as such a biopsy")
  func contaminatedBlood() throws {
    /// The clone is real in the biopsy, by reads, and another patient has a hundred times its blood.
    func study(donorReads: Int, inTumor: Bool = true) -> StudyTracking {
      let profile = AssayProfile(entries: [.init(countUnit: .umi, clumping: 1.2, drift: 0.001)])
      let filler = (0..<300).map { Row(junction: RepertoireBuilder.junction($0 + 5000), count: 20) }
      let clone = Row(junction: RepertoireBuilder.junction(1), count: 60)
      let samples: [(String, String, Tissue, Double, [Row], Int)] = [
        ("B0", "P1", .blood, 0, filler, 100), ("B1", "P1", .blood, 14, filler + [clone], 100),
        ("T0", "P1", .tumor, 0, filler, 100),
        ("T1", "P1", .tumor, 20, inTumor ? filler + [clone] : filler, 5000),
        ("X", "P2", .blood, 0, [clone], donorReads),
      ]
      return StudyTracking.track(
        samples.map { id, patient, tissue, day, rows, reads in
          var repertoire = RepertoireBuilder.repertoire(
            RepertoireBuilder.sample(id, patient: patient, tissue, day: day), rows, unit: .umi)
          for row in repertoire.clonotypes.indices {
            repertoire.clonotypes[row].consensusCount = reads
          }
          return repertoire
        }, assayProfile: profile)
    }
    let clean = try #require(study(donorReads: 9_999).clone(1))
    #expect(clean.isStrict && clean.possibleContaminant == nil)
    let strayed = study(donorReads: 10_000)
    let stray = try #require(strayed.clone(1))
    #expect(!stray.isStrict && stray.isHeadline && stray.possibleContaminant == "X")
    #expect(strayed.patients[0].summaries[0].strict == 0)
    #expect(strayed.patients[0].summaries[0].notes.contains(.possibleContaminant))
    // A clone that is in no biopsy is told too: it is counted as NEW.
    let blood = try #require(study(donorReads: 10_000, inTumor: false).clone(1))
    #expect(blood.bloodClass == .new && blood.possibleContaminant == "X")
    #expect(blood.notes.contains(.possibleContaminant))
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
