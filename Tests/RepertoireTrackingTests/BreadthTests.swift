import Repertoires
import Testing

@testable import RepertoireTracking

@Suite("Breadth of a response")
struct BreadthTests {
  @Test(
    "the distance of junctions is that of TCRdist's CDR3",
    arguments: [
      // Equal; one unlike residue (A for D, cost 4); one alike (I for V, cost 1); a gap (4).
      ("CASSIRSSYEQYF", "CASSIRSSYEQYF", 0), ("CASSARSSYEQYF", "CASSDRSSYEQYF", 12),
      ("CASSIRSSYEQYF", "CASSVRSSYEQYF", 3), ("CASSIRSSYEQYF", "CASSIRSYEQYF", 12),
      // The first three and the last two residues do not count.
      ("CASSIRSSYEQYF", "WWWSIRSSYEQWW", 0),
      // S for T costs 3; a gap of two costs 8, at its best place.
      ("CASSIRSSYEQYF", "CASTIRSSYEQYF", 9), ("CASSIRAADEYEQYF", "CASSIRDEYEQYF", 24),
    ])
  func distance(a: String, b: String, expected: Int) {
    #expect(JunctionDistance.between(Array(a.utf8), Array(b.utf8)) == expected)
    #expect(JunctionDistance.between(Array(b.utf8), Array(a.utf8)) == expected)
  }

  @Test("junctions too short to trim have no distance")
  func tooShort() {
    #expect(JunctionDistance.between(Array("CASSF".utf8), Array("CASSIRSF".utf8)) == nil)
  }

  private func clone(
    _ aminoAcids: String, _ nucleotides: String = "", v: String = "TRBV9*01",
    j: String = "TRBJ2-7*01", bloodClass: BloodClass = .new
  ) -> TrackedClone {
    var clone = TrackedClone(
      patientID: "P1",
      cloneID: CloneID(
        locus: .trb, junction: (aminoAcids + nucleotides).utf8, vGenes: [v], jGenes: [j]),
      locus: .trb, cellSubset: nil, countUnit: .umi, bloodClass: bloodClass)
    clone.junctionAA = aminoAcids
    clone.junction = nucleotides
    clone.vCall = v
    clone.jCall = j
    return clone
  }

  @Test("groups chain newly expanded clones that differ by one residue, in one V and J gene")
  func groups() {
    let rows = [
      clone("CASSIRSSYEQYF", "AAA"), clone("CASSIRSTYEQYF"), clone("CASSIRTTYEQYF"),
      // Another J, another V, another length, not expanded: alone.
      clone("CASSIRSSYEQYF", j: "TRBJ1-1*01"), clone("CASSIRSSYEQYF", v: "TRBV5-1*01"),
      clone("CASSIRSSYQYF"), clone("CASSIRSSYEQYF", bloodClass: .stable),
      // The same amino acids from other nucleotides: convergent, and in the group. A tie of V too.
      clone("CASSIRSSYEQYF", "AAC"), clone("CASSIRSTYEQYF", v: "TRBV9*01,TRBV5-1*01"),
    ]
    let groups = SimilarityGroups(rows)
    #expect(groups.groups == [1, 1, 1, nil, 1, nil, nil, 1, 1])
    #expect(groups.count == 1 && groups.convergent == 1)
    // By distance J does not matter, and one residue less is near.
    #expect(groups.distanceCount == 1)
    #expect(groups.nearest[5] == 12 && groups.nearest[6] == nil && groups.nearest[0] == 0)
  }

  @Test("clones without a neighbour are in no group")
  func alone() {
    let groups = SimilarityGroups([clone("CASSIRSSYEQYF"), clone("CASSWWGGGGEQYF")])
    #expect(groups.groups == [nil, nil] && groups.count == 0 && groups.distanceCount == 0)
    #expect(SimilarityGroups([]).count == 0)
  }

  @Test(
    "innate-like receptors are told by their genes",
    arguments: [
      ("TRAV1-2*01", "TRAJ33*01", .alphaChain, nil),
      ("TRAV1-2*01", "TRAJ9*01", nil, nil),
      ("TRAV10*01", "TRAJ18*01", nil, .alphaChain),
      ("TRBV6-4*01", "TRBJ1-1*01", .compatibleBeta, nil),
      ("TRBV20-1*01", "TRBJ1-1*01", .compatibleBeta, nil),
      ("TRBV25-1*01", "TRBJ1-1*01", nil, .compatibleBeta), ("TRBV9*01", "", nil, nil),
    ] as [(String, String, InnateLikeReceptor?, InnateLikeReceptor?)])
  func innateLike(v: String, j: String, mait: InnateLikeReceptor?, inkt: InnateLikeReceptor?) {
    #expect(InnateLikeReceptor.mait(vCall: v, jCall: j) == mait)
    #expect(InnateLikeReceptor.inkt(vCall: v, jCall: j) == inkt)
  }

  @Test("known receptors are named, and those of viruses are bystanders")
  func specificities() throws {
    func entry(_ v: String, _ organism: String, foreign: Bool) -> SpecificityDatabase.Entry {
      .init(
        locus: .trb, junctionAA: "CASSIRSSYEQYF", vGenes: v.isEmpty ? [] : [v],
        jGenes: ["TRBJ2-7"], organism: organism, epitope: "GILGFVFTL", isForeign: foreign)
    }
    let database = SpecificityDatabase([
      entry("TRBV9", "InfluenzaA", foreign: true), entry("TRBV5-1", "CMV", foreign: true),
      entry("", "HomoSapiens", foreign: false),
    ])
    let found = try #require(database.annotation(of: clone("CASSIRSSYEQYF")))
    #expect(found.specificity == "HomoSapiens:GILGFVFTL;InfluenzaA:GILGFVFTL")
    #expect(found.bystander == "InfluenzaA:GILGFVFTL")
    // Another V gene leaves the entry without a V; another junction, locus or J leaves nothing.
    #expect(database.annotation(of: clone("CASSIRSSYEQYF", v: "TRBV2"))?.bystander == nil)
    #expect(database.annotation(of: clone("CASSIRSSYEQFF")) == nil)
    #expect(database.annotation(of: clone("CASSIRSSYEQYF", j: "TRBJ1-1")) == nil)
  }

  @Test("a bystander stays in the table and leaves one of the two headline numbers")
  func headline() throws {
    let blood = BloodTrackingTests.blood(days: [(14, [1: 80, 2: 80])])
    let biopsy = RepertoireBuilder.repertoire(
      RepertoireBuilder.sample("T1", .tumor, day: 20),
      [1, 2].map { Row(junction: RepertoireBuilder.junction($0), count: 9) })
    let junctionAA = "C\(RepertoireBuilder.junction(1).prefix(6))F"
    let database = SpecificityDatabase([
      .init(
        locus: .trb, junctionAA: junctionAA, vGenes: [], jGenes: [], organism: "EBV",
        epitope: "", isForeign: true)
    ])
    let study = StudyTracking.track(blood + [biopsy], specificities: database)
    let summary = study.patients[0].summaries[0]
    #expect(summary.headline == 2 && summary.expandedBystanders == 1)
    #expect(summary.headlineWithoutBystanders == 1)
    let clone = try #require(study.clone(1))
    #expect(clone.bystander == "EBV" && clone.isHeadline)
  }
}
