import RepertoireStatistics
import Repertoires
import Testing

@testable import RepertoireTracking

@Suite("Molecules that samples of a run share")
struct HoppingGuardTests {
  /// A clone, number 1, that is new in blood and tumor of P1 by its counts; what its molecules say
  /// is up to the case.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Molecules of the clone in the blood after treatment.
    var blood: [TestMolecule]
    /// Molecules in the post-treatment biopsy; nil for a biopsy without such a table.
    var biopsy: [TestMolecule]?
    /// Molecules in the blood of another patient.
    var stranger: [TestMolecule] = []
    var bases = 12
    var strangerBatches: Set<String> = ["run1"]
    var isStrict: Bool
    var source: String?
    var notes: [TrackingNote] = []
    var verdicts: [StrayMolecules.Verdict] = []
  }

  private static func some(_ numbers: Range<Int>, reads: Int = 10, bases: Int = 12)
    -> [TestMolecule]
  {
    MoleculeLibraryBuilder.molecules(numbers, clone: 1, reads: reads, bases: bases)
  }

  /// The same molecules with one base of each identifier changed.
  private static func misread(_ molecules: [TestMolecule]) -> [TestMolecule] {
    molecules.map { TestMolecule(identifier: $0.identifier ^ 0b1000, clone: 1, reads: 1) }
  }

  static let sides: [Case] = [
    Case(
      testDescription: "a clone that shares no molecule stays", blood: some(0..<60),
      biopsy: some(100..<160), stranger: some(200..<260), isStrict: true),
    Case(
      testDescription: "a biopsy that holds nothing but molecules of the blood is no evidence",
      blood: some(0..<60), biopsy: some(0..<60, reads: 1), isStrict: false, source: "B1",
      notes: [.sharedMolecules], verdicts: [.stray]),
    Case(
      testDescription: "two molecules of its own keep a clone", blood: some(0..<60),
      biopsy: some(2..<60, reads: 1) + some(100..<102), isStrict: true, verdicts: [.kept]),
    Case(
      testDescription: "one molecule of its own does not", blood: some(0..<60),
      biopsy: some(1..<60, reads: 1) + some(100..<101), isStrict: false, source: "B1",
      notes: [.sharedMolecules], verdicts: [.stray]),
    Case(
      testDescription: "molecules with more reads in the biopsy are strays of the blood alone",
      blood: some(0..<50) + some(100..<110, reads: 1), biopsy: some(100..<160), isStrict: true,
      verdicts: [.kept]),
    Case(
      testDescription: "blood that holds nothing but molecules of the biopsy shows no expansion",
      blood: some(100..<160, reads: 1), biopsy: some(100..<160), isStrict: false, source: "T1",
      notes: [.sharedMolecules], verdicts: [.stray]),
    Case(
      testDescription: "with as many reads in both, a molecule is nobody's own",
      blood: some(0..<60, reads: 1), biopsy: some(0..<60, reads: 1), isStrict: false,
      source: "B1", notes: [.sharedMolecules], verdicts: [.stray, .stray]),
    Case(
      testDescription: "another patient of the run may be the source", blood: some(0..<60),
      biopsy: some(200..<260, reads: 1), stranger: some(200..<300), isStrict: false, source: "X",
      notes: [.sharedMolecules], verdicts: [.stray]),
    Case(
      testDescription: "another run may not", blood: some(0..<60),
      biopsy: some(200..<260, reads: 1), stranger: some(200..<300), strangerBatches: ["run2"],
      isStrict: true),
    Case(
      testDescription: "one of which a lane is of this run may", blood: some(0..<60),
      biopsy: some(200..<260, reads: 1), stranger: some(200..<300),
      strangerBatches: ["run2", "run1"], isStrict: false, source: "X", notes: [.sharedMolecules],
      verdicts: [.stray]),
    Case(
      testDescription: "the source of most strays is named", blood: some(0..<60),
      biopsy: some(0..<20, reads: 1) + some(200..<240, reads: 1), stranger: some(200..<300),
      isStrict: false, source: "X", notes: [.sharedMolecules], verdicts: [.stray, .stray]),
    Case(
      testDescription: "a stray whose identifier was misread is a stray", blood: some(0..<60),
      biopsy: some(0..<30, reads: 1) + misread(some(30..<60)), isStrict: false, source: "B1",
      notes: [.sharedMolecules], verdicts: [.stray]),
    Case(
      testDescription: "misread identifiers alone prove nothing", blood: some(0..<60),
      biopsy: misread(some(0..<60)), isStrict: true),
    Case(
      testDescription: "too few identifiers for a word, and it is said",
      blood: some(0..<60, bases: 5), biopsy: some(0..<60, reads: 1, bases: 5), bases: 5,
      isStrict: true, notes: [.fewIdentifiers], verdicts: [.tooFewIdentifiers]),
    Case(
      testDescription: "a biopsy without a table of molecules is not judged", blood: some(0..<60),
      biopsy: nil, isStrict: true),
  ]

  /// The tracking of a case: the counts make the clone strict, the molecules decide.
  static func study(_ of: Case) -> StudyTracking {
    let filler = (0..<300).map { Row(junction: RepertoireBuilder.junction($0 + 5000), count: 20) }
    let clone = Row(junction: RepertoireBuilder.junction(1), count: 60)
    func repertoire(
      _ id: String, _ tissue: Tissue, _ day: Double, _ rows: [Row], patient: String = "P1"
    ) -> Repertoire {
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample(id, patient: patient, tissue, day: day), rows, unit: .umi)
    }
    var repertoires = [
      repertoire("B0", .blood, 0, filler), repertoire("B1", .blood, 14, filler + [clone]),
      repertoire("T0", .tumor, 0, filler), repertoire("T1", .tumor, 20, filler + [clone]),
      repertoire("X", .blood, 0, filler + [clone], patient: "P2"),
    ]
    for place in repertoires.indices { repertoires[place].sample.batches = ["run1"] }
    repertoires[4].sample.batches = of.strangerBatches
    let profile = AssayProfile(entries: [.init(countUnit: .umi, clumping: 1.2, drift: 0.001)])
    let plan = TrackingPlan(repertoires, assayProfile: profile)
    let fitted = plan.patientIDs.indices.map { plan.fit(patient: $0) }
    let run = plan.evidence(of: fitted)
    let patients = fitted.map { plan.track($0, run: run) }
    var comparison = MoleculeComparison(
      samples: repertoires.map(\.sample), junctions: plan.guardedJunctions(of: patients))
    // Other clones of every sample, so that the bases of identifiers are known.
    func table(_ molecules: [TestMolecule]?, _ sample: Int) -> SampleMolecules? {
      guard let molecules else { return nil }
      let others = 10_000 * (sample + 1)
      return MoleculeLibraryBuilder.table(
        molecules
          + MoleculeLibraryBuilder.molecules(
            others..<others + 300, clone: 7000 + sample, bases: of.bases), bases: of.bases)
    }
    comparison.add([
      table([], 0), table(of.blood, 1), table([], 2), table(of.biopsy, 3), table(of.stranger, 4),
    ])
    return plan.guarded(
      patients, run: run,
      molecules: comparison.evidence(
        totals: repertoires.map { _ in nil }, countingMolecules: repertoires.map { _ in true }))
  }

  @Test("a clone needs two molecules of its own on either side", arguments: sides)
  func ownMolecules(_ of: Case) throws {
    let study = Self.study(of)
    let clone = try #require(study.clone(1))
    #expect(clone.isHeadline, "the set that tells everything stays as it is")
    #expect(clone.isStrict == of.isStrict)
    #expect(clone.possibleContaminant == of.source)
    let own: Set<TrackingNote> = [.sharedMolecules, .fewIdentifiers]
    #expect(clone.notes.filter(own.contains) == of.notes)
    #expect(study.strayMolecules.map(\.verdict) == of.verdicts)
    #expect(study.patients[0].summaries[0].strict == (of.isStrict ? 1 : 0))
    let unlisted = study.patients[0].summaries[0].notes.contains(.moleculesUnlisted)
    #expect(unlisted == (of.biopsy == nil))
  }

  @Test("shared molecules are told with what chance gives")
  func numbers() throws {
    let study = Self.study(Self.sides[2])
    let row = try #require(study.strayMolecules.first)
    #expect(row.sample == "T1" && row.source == "B1" && row.tissue == .tumor)
    #expect(row.molecules == 60 && row.sourceMolecules == 60)
    #expect(row.shared == 58 && row.own == 2)
    // 60 x 60 pairs among some 4^12 identifiers, of bases that 300 molecules tell.
    #expect(row.expected > 3600 / 16_777_216.0 && row.expected < 1.5 * 3600 / 16_777_216.0)
    #expect(row.logP < -500)
    let pair = try #require(
      study.moleculeSharing.first { $0.first == "B1" && $0.second == "T1" })
    #expect(pair.shared == 58 && pair.source == "B1" && pair.verdict == .shared)
    #expect(pair.share == 58 / 360.0)
    #expect(study.moleculeSharing.count == 10)
    #expect(study.moleculeSharing.filter { $0.verdict == .shared }.count == 1)
  }

  @Test("molecules below the reads that count are no evidence")
  func leastReads() {
    var molecules = MoleculeLibraryBuilder.molecules(0..<40, clone: 1, reads: 1)
    molecules += MoleculeLibraryBuilder.molecules(100..<150, clone: 1, reads: 3)
    molecules += MoleculeLibraryBuilder.molecules(200..<210, clone: 1, reads: 70)
    let table = MoleculeLibraryBuilder.table(molecules)
    let expected: [Int?: Int] = [
      nil: 1, 0: 1, 9: 1, 10: 70, 11: 1, 60: 3, 61: 1, 100: 1, 101: 1,
    ]
    for (total, least) in expected { #expect(table.leastReads(forTotal: total) == least) }
  }

  /// The pairs of samples with these tables, of one part of the identifiers after the other.
  private static func pairs(_ parts: [[SampleMolecules]]) -> [SharedMolecules] {
    let samples = parts[0].indices.map {
      RepertoireBuilder.sample("S\($0)", .blood, day: Double($0))
    }
    var comparison = MoleculeComparison(samples: samples, junctions: [])
    for part in parts { comparison.add(part) }
    return comparison.evidence(
      totals: samples.map { _ in nil }, countingMolecules: samples.map { _ in true }
    ).pairs()
  }

  /// Random tables with few identifiers and junctions, so that much is shared by chance.
  static func randomTables(_ seed: UInt64) -> [[TestMolecule]] {
    var generator = SplitMix64(seed: seed, stream: 5)
    return (0..<4).map { _ in
      let size = generator.integer(below: 120)
      return (0..<size).map { _ in
        TestMolecule(
          identifier: UInt64(generator.integer(below: 256)), clone: generator.integer(below: 6),
          reads: 1 + generator.integer(below: 9))
      }
    }
  }

  @Test("pairs of samples are as counting one by one gives them", arguments: UInt64(0)..<60)
  func oracle(seed: UInt64) {
    let tables = Self.randomTables(seed)
    let found = [1, 2, 5].map { parts in
      Self.pairs(
        (0..<parts).map { number in
          tables.map {
            MoleculeLibraryBuilder.table($0, bases: 4, part: IdentifierPart(number, of: parts))
          }
        })
    }
    #expect(found[1] == found[0] && found[2] == found[0])
    var expected: [SharedMolecules] = []
    for a in tables.indices {
      for b in tables.indices where b > a {
        expected.append(Self.naive(tables[a], tables[b], names: ("S\(a)", "S\(b)")))
      }
    }
    #expect(found[0].count == expected.count)
    for (row, naive) in zip(found[0], expected) {
      #expect(row.first == naive.first && row.second == naive.second)
      #expect(row.firstMolecules == naive.firstMolecules)
      #expect(row.secondMolecules == naive.secondMolecules)
      #expect(row.shared == naive.shared)
      #expect(row.firstReads == naive.firstReads && row.secondReads == naive.secondReads)
      #expect(abs(row.expected - naive.expected) <= 1e-9 * max(1, naive.expected))
    }
  }

  /// Every molecule of one table against every one of the other.
  private static func naive(
    _ first: [TestMolecule], _ second: [TestMolecule], names: (String, String)
  ) -> SharedMolecules {
    func merged(_ table: [TestMolecule]) -> [[Int]: Int] {
      var reads: [[Int]: Int] = [:]
      for molecule in table {
        reads[[Int(molecule.identifier), molecule.clone], default: 0] += molecule.reads
      }
      return reads
    }
    let (a, b) = (merged(first), merged(second))
    var row = SharedMolecules(
      first: names.0, second: names.1, firstMolecules: a.count, secondMolecules: b.count,
      shared: 0, firstReads: 0, secondReads: 0, expected: 0, logP: 0, verdict: .asExpected)
    var (likePairs, unlikePairs, unlikeMeetings) = (0, 0, 0)
    for (x, xReads) in a {
      for (y, yReads) in b {
        let (isMeeting, isLike) = (x[0] == y[0], x[1] == y[1])
        likePairs += isLike ? 1 : 0
        unlikePairs += isLike ? 0 : 1
        unlikeMeetings += isMeeting && !isLike ? 1 : 0
        if isMeeting, isLike {
          row.shared += 1
          row.firstReads += xReads
          row.secondReads += yReads
        }
      }
    }
    var chance = 1.0
    let identifiers = Array(Set(a.keys.map { $0[0] })) + Array(Set(b.keys.map { $0[0] }))
    for place in 0..<4 {
      var same = 0.0
      for base in 0..<4 {
        let count = identifiers.count { $0 >> (2 * place) & 3 == base }
        let share = Double(count) / Double(max(1, identifiers.count))
        same += share * share
      }
      chance *= same
    }
    if a.isEmpty || b.isEmpty { chance = 0 }
    let unlike = Double(unlikeMeetings - row.shared) / Double(max(1, unlikePairs))
    row.expected = Double(likePairs) * max(chance, unlike)
    return row
  }

  @Test("libraries that share nothing raise no alarm", arguments: UInt64(0)..<20)
  func noAlarm(seed: UInt64) {
    var generator = SplitMix64(seed: seed, stream: 9)
    // 5,000 molecules of few clones among 4^8 identifiers: about 400 a pair are shared by chance.
    let tables = (0..<6).map { _ in
      MoleculeLibraryBuilder.table(
        (0..<5000).map { _ in
          TestMolecule(
            identifier: UInt64(generator.integer(below: 65_536)),
            clone: generator.integer(below: 20))
        }, bases: 8)
    }
    let pairs = Self.pairs([tables])
    #expect(pairs.count == 15)
    #expect(pairs.allSatisfy { $0.verdict == .asExpected && $0.shared > 0 })
  }

  @Test("what a kit with bases of few kinds shares by chance is expected")
  func unevenBases() throws {
    // Every identifier ends alike: 4^4 identifiers of eight bases.
    var generator = SplitMix64(seed: 3)
    let tables = (0..<2).map { _ in
      MoleculeLibraryBuilder.table(
        (0..<2000).map { _ in
          TestMolecule(
            identifier: UInt64(generator.integer(below: 256)) << 8,
            clone: generator.integer(below: 500))
        }, bases: 8)
    }
    let row = try #require(Self.pairs([tables]).first)
    #expect(row.shared > 10)
    #expect(Double(row.shared) < 1.6 * row.expected && Double(row.shared) > row.expected / 1.6)
    #expect(row.verdict != .shared)
  }

  @Test("barcodes that meet more often than their bases tell are taken for chance")
  func barcodes() throws {
    // Identifiers from one list of 300 for all samples: bases alone would tell of 4^12.
    var generator = SplitMix64(seed: 4)
    let tables = (0..<2).map { _ in
      MoleculeLibraryBuilder.table(
        (0..<2000).map { _ in
          TestMolecule(
            identifier: MoleculeLibraryBuilder.identifier(generator.integer(below: 300), bases: 12),
            clone: generator.integer(below: 400))
        })
    }
    let row = try #require(Self.pairs([tables]).first)
    #expect(row.shared > 10 && row.verdict != .shared)
  }
}
