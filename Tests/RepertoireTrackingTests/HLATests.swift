import Repertoires
import Testing

@testable import RepertoireTracking

@Suite("HLA restriction of known receptors")
struct HLATests {
  /// An allele as gene*group:protein, `N` behind a null allele.
  private static func text(_ allele: HLAAllele) -> String {
    "\(allele.gene)*\(allele.group)" + (allele.protein.map { ":" + $0 } ?? "")
      + (allele.isNull ? "N" : "")
  }

  @Test(
    "names of today, of before 2010 and of antigens are one allele",
    arguments: [
      ("HLA-A*02:01", ["A*02:01"]), ("A*02:01:01:01", ["A*02:01"]), ("A*02", ["A*02"]),
      ("HLA-A*0201", ["A*02:01"]), ("A0201", ["A*02:01"]), ("hla-b*08:01", ["B*08:01"]),
      ("HLA-A2", ["A*02"]), ("B27", ["B*27"]), ("Cw7", ["C*07"]), ("HLA-Cw*07:02", ["C*07:02"]),
      ("A*24:09N", ["A*24:09N"]), ("A*02:01:01G", ["A*02:01"]), ("A*02:01P", ["A*02:01"]),
      ("DRB1*15:01", ["DRB1*15:01"]), ("DRB1_0401", ["DRB1*04:01"]), ("DRB10401", ["DRB1*04:01"]),
      ("DR4", ["DRB1*04"]), ("DQ8", ["DQB1*03:02"]), ("DQ2", ["DQB1*02"]),
      ("DPB1*104:01", ["DPB1*104:01"]),
      // Antigens whose number is that of no allele group.
      ("B60", ["B*40"]), ("A9", ["A*23", "A*24"]), ("DR2", ["DRB1*15", "DRB1*16"]),
      // No HLA chain that is compared, or no name at all.
      ("B2M", []), ("MR1", []), ("H-2Kb", []), ("HLA", []), ("A*", []), ("A*0x", []),
      ("X*01:01", []),
      ("DR53", []), ("yes", []), ("A*02:", []),
    ])
  func names(name: String, alleles: [String]) {
    #expect(HLAAllele.alleles(named: name).map(Self.text) == alleles)
  }

  private static func typing(_ cell: String) throws -> HLATyping {
    var unknown = ""
    return try #require(HLATyping.typing(cell, unknown: &unknown), "\(unknown)")
  }

  @Test(
    "a patient may present what two other copies of the gene do not rule out",
    arguments: [
      ("A*02:01,A*24:02", "A*02:01", true), ("A*02:01 A*24:02", "A*24:02", true),
      ("A*02:01;A*24:02", "A*11:01", false), ("A*02:01,A*24:02", "A*02:06", false),
      // What one side does not know rules nothing out.
      ("A*02,A*24", "A*02:06", true), ("A*02:01,A*24:02", "A2", true),
      ("A*02:01", "A*11:01", true), ("A*02:01,-", "A*11:01", true), ("A*02:01,A*24:02", "B7", true),
      ("", "A*11:01", true), ("A*02:01,A*24:02", "", true),
      ("A*02:01+A*02:01^B*07:02+B*08:01", "A*03:01", false),
      // Alternatives of a typing, and of an antigen.
      ("A*02:01/02:06,A*24:02", "A*02:06", true), ("A*02:01/02:06,A*24:02", "A*02:05", false),
      ("A*23:01,A*01:01", "A9", true), ("A*11:01,A*01:01", "A9", false),
      // A null allele presents nothing.
      ("A*24:09N,A*01:01", "A*24", false), ("A*24:02,A*01:01", "A*24", true),
      // Both chains of a molecule of class II must fit.
      ("DQA1*05:01,DQA1*01:02,DQB1*02:01,DQB1*06:02", "DQA1*05:01|DQB1*02:01", true),
      ("DQA1*03:01,DQA1*01:02,DQB1*02:01,DQB1*06:02", "DQA1*05:01|DQB1*02:01", false),
    ])
  func presented(cell: String, molecule: String, may: Bool) throws {
    let chains = molecule.split(separator: "|").map { HLAAllele.alleles(named: $0) }
    #expect(try Self.typing(cell).mayPresent(chains) == may)
  }

  @Test("a cell that holds anything else names it")
  func unknown() {
    var unknown = ""
    #expect(HLATyping.typing("A*02:01,positive", unknown: &unknown) == nil)
    #expect(unknown == "positive")
  }

  @Test("a receptor of another HLA is no bystander, and the clone says why")
  func bystander() throws {
    let blood = BloodTrackingTests.blood(days: [(14, [1: 80, 2: 80])])
    let biopsy = RepertoireBuilder.repertoire(
      RepertoireBuilder.sample("T1", .tumor, day: 20),
      [1, 2].map { Row(junction: RepertoireBuilder.junction($0), count: 9) })
    func entry(_ clone: Int, _ organism: String, _ hla: String) -> SpecificityDatabase.Entry {
      .init(
        locus: .trb, junctionAA: "C\(RepertoireBuilder.junction(clone).prefix(6))F", vGenes: [],
        jGenes: [], organism: organism, epitope: "", isForeign: true,
        presentedBy: [HLAAllele.alleles(named: hla)])
    }
    let database = SpecificityDatabase([entry(1, "EBV", "A*11:01"), entry(2, "CMV", "A*02:01")])
    func study(_ cell: String?) throws -> StudyTracking {
      StudyTracking.track(
        blood + [biopsy], specificities: database,
        typings: try cell.map { ["P1": try Self.typing($0)] } ?? [:])
    }
    let untyped = try study(nil)
    #expect(untyped.clone(1)?.bystander == "EBV" && untyped.clone(2)?.bystander == "CMV")
    #expect(untyped.patients[0].summaries[0].headlineWithoutBystanders == 0)

    let typed = try study("A*02:01,A*24:02")
    let other = try #require(typed.clone(1))
    #expect(other.bystander == nil && other.specificity == nil)
    #expect(other.notes.contains(.hlaMismatch) && other.isHeadline)
    #expect(typed.clone(2)?.bystander == "CMV")
    #expect(typed.clone(2)?.notes.contains(.hlaMismatch) == false)
    #expect(typed.patients[0].summaries[0].headlineWithoutBystanders == 1)
  }
}
