import Repertoires
import TestSupport
import Testing

@Suite struct GeneCallTests {
  @Test("names are sorted, each once, and blank names are dropped")
  func normalForm() {
    let call = GeneCall(names: ["TRBV6-3*01", "", "TRBV6-2*01", "TRBV6-3*01"])
    #expect(call.airr == "TRBV6-2*01,TRBV6-3*01")
    #expect(GeneCall(airr: "TRBV6-3*01, TRBV6-2*01") == call)
    #expect(GeneCall(airr: call.airr) == call)
    #expect(call.genes == ["TRBV6-2", "TRBV6-3"])
    #expect(GeneCall(airr: "").isBlank)
    // As in a germline reference, where numbers compare as numbers.
    #expect(GeneCall(airr: "TRBV10-1*02,TRBV9*01").airr == "TRBV9*01,TRBV10-1*02")
  }

  @Test(
    "a cell of ties is read name by name",
    arguments: [
      ("TCRBV06-02,TCRBV06-03", "TRBV6-2,TRBV6-3", false, false),
      ("TCRBV20-01,TCRBV20-or09_02", "TRBV20-1", true, false),
      ("TRBV12-4, TRBV12-3", "TRBV12-3,TRBV12-4", false, false),
      ("TRBV7-2*00(310),TRBV7-3*00(280.5)", "TRBV7-2,TRBV7-3", false, false),
      ("TCRBV12-03/12-04,TCRBV12-04", "TRBV12-3,TRBV12-4", false, false),
      ("TCRBV07,TCRBV11", "TRBV7,TRBV11", false, false),
      ("unresolved", "", false, false), ("TRBV2;foo", "TRBV2", false, true),
    ])
  func cells(cell: String, expected: String, orphon: Bool, unknown: Bool) {
    let reading = GeneCall.reading(vendor: cell)
    #expect(reading.call.airr == expected)
    #expect(reading.hasOrphon == orphon)
    #expect(reading.hasUnknown == unknown)
  }

  @Test(
    "calls are compatible when their genes intersect",
    arguments: [
      ("TRBV6-2*01", "TRBV6-2*02", true), ("TRBV6-2", "TRBV6-3", false), ("TRBV6", "TRBV6-3", true),
      ("TRBV6-2,TRBV6-3", "TRBV6-3,TRBV6-5", true), ("", "TRBV6-3", true), ("", "", true),
      ("TRBV6", "TRBV7-2", false), ("TRBV6,TRBV7", "TRBV7-2", true), ("TRAV14/DV4", "TRAV14", true),
      ("TRAV38-2/DV8", "TRAV38-2", true), ("TRAV38-1", "TRAV38-2/DV8", false),
      ("TRBJ2-7", "TRBJ2", true), ("TRAJ3", "TRAJ30", false),
    ])
  func compatibility(a: String, b: String, expected: Bool) {
    let first = GeneCall(airr: a)
    let second = GeneCall(airr: b)
    #expect(first.isCompatible(with: second) == expected)
    #expect(second.isCompatible(with: first) == expected)
  }

  @Test("gene sets answer as the calls do", arguments: 0..<20)
  func geneSets(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let names = [
      "TRBV6", "TRBV6-2*01", "TRBV6-2*02", "TRBV6-3", "TRBV7", "TRBV7-2", "TRBV9*01", "TRBV9",
      "TRAV14/DV4", "TRAV14", "TRAV38-1", "TRAV38-2", "TRAV38-2/DV8",
    ]
    var sets = GeneSets()
    let calls = (0..<40).map { _ in
      GeneCall(
        names: (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          names[Int.random(in: 0..<names.count, using: &generator)]
        })
    }
    let ids = calls.map { sets.id(of: $0) }
    for i in calls.indices {
      for j in calls.indices {
        #expect(sets.areCompatible(ids[i], ids[j]) == calls[i].isCompatible(with: calls[j]))
      }
    }
    #expect(sets.id(of: .blank) == .blank)
  }

  @Test("alleles of one gene share a set, and a table maps by its numbers")
  func sharedSets() {
    var table = GeneCallTable()
    let a = table.id(of: GeneCall(airr: "TRBV6-2*01"))
    let b = table.id(of: GeneCall(airr: "TRBV6-2*02"))
    #expect(table.id(of: GeneCall(airr: "TRBV6-2*01")) == a)
    #expect(a != b)
    var sets = GeneSets()
    let ids = sets.ids(of: table)
    #expect(ids.count == 3)
    #expect(ids[0] == .blank)
    #expect(ids[Int(a.rawValue)] == ids[Int(b.rawValue)])
  }

  @Test(
    "J decides the locus, since V genes are shared by alpha and delta",
    arguments: [
      ("TRAV14/DV4", "", "TRDJ1", "", Locus?.some(.trd)), ("TRAV14/DV4", "", "TRAJ9", "", .tra),
      ("TRBV9", "TRBD1", "", "", .trb), ("TRAV14/DV4", "", "", "TRDC", .trd),
      ("TRGV9", "", "", "", .trg), ("", "", "", "", nil),
    ])
  func locus(v: String, d: String, j: String, c: String, expected: Locus?) {
    #expect(
      Locus.inferred(
        v: GeneCall(airr: v), d: GeneCall(airr: d), j: GeneCall(airr: j), c: GeneCall(airr: c))
        == expected)
  }
}
