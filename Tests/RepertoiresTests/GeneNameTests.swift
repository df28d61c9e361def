import Repertoires
import Testing

@Suite struct GeneNameTests {
  @Test(
    "a vendor's name becomes IMGT names",
    arguments: [
      // immunoSEQ
      ("TCRBV06-02*01", ["TRBV6-2*01"]), ("TCRBV06-02", ["TRBV6-2"]), ("TCRBV06", ["TRBV6"]),
      ("TCRBV09-01", ["TRBV9"]), ("TCRBV09-01*01", ["TRBV9*01"]), ("TCRBV09", ["TRBV9"]),
      ("TCRBV20-01", ["TRBV20-1"]), ("TCRBV29-01*01", ["TRBV29-1*01"]), ("TCRBV30-01", ["TRBV30"]),
      ("TCRBJ02-07*01", ["TRBJ2-7*01"]), ("TCRBJ01", ["TRBJ1"]), ("TCRBD01-01*01", ["TRBD1*01"]),
      ("TCRBV03-01/03-02*01", ["TRBV3-1*01", "TRBV3-2*01"]),
      ("TCRBV12-03/12-04", ["TRBV12-3", "TRBV12-4"]), ("TCRBVA-01", ["TRBVA"]),
      ("TCRAV01-02", ["TRAV1-2"]), ("TCRAV02-01", ["TRAV2"]), ("TCRAJ08-01", ["TRAJ8"]),
      ("TCRAV14-DV04", ["TRAV14/DV4"]), ("TCRAV38-02/DV08", ["TRAV38-2/DV8"]),
      ("TCRGV09-01", ["TRGV9"]), ("TCRGJ01-01", ["TRGJ1"]), ("TCRGJP1", ["TRGJP1"]),
      ("TCRDV02-01*03", ["TRDV2*03"]),
      // IMGT and tools that keep it
      ("TRBV6-2*01", ["TRBV6-2*01"]), ("TRBV6-1", ["TRBV6-1"]), ("TRBV2*01", ["TRBV2*01"]),
      ("TRAV14/DV4*02", ["TRAV14/DV4*02"]), ("TRAV14DV4", ["TRAV14/DV4"]),
      ("TRAV29/DV5", ["TRAV29/DV5"]), ("TRAV36-DV7", ["TRAV36/DV7"]),
      ("TRAV38-2DV8", ["TRAV38-2/DV8"]), ("TRAV15D-1/DV6D-1*01", ["TRAV15D-1/DV6D-1*01"]),
      ("TRAV6N-7", ["TRAV6N-7"]), ("TRBJ2-2P", ["TRBJ2-2P"]), ("TRDV4", ["TRDV4"]),
      ("TRBV12-3/12-4", ["TRBV12-3", "TRBV12-4"]),
      ("TRBV12-3/TRBV12-4", ["TRBV12-3", "TRBV12-4"]),
      ("TRGV5P", ["TRGV5P"]), ("TRBC1", ["TRBC1"]), ("TRAC", ["TRAC"]),
      // MiXCR
      ("TRBV19*00(155.3)", ["TRBV19"]), ("TRBV19*00", ["TRBV19"]), ("TRBV19*01(87)", ["TRBV19*01"]),
      // cases, blanks, alleles without padding, HighV-QUEST, OGRDB
      (" trbv7-2 ", ["TRBV7-2"]), ("\"TRBV7-2\"", ["TRBV7-2"]), ("TRBV7-2*1", ["TRBV7-2*01"]),
      ("Homsap TRBV7-2*01 F", ["TRBV7-2*01"]), ("TRBV7-2*02_S3034", ["TRBV7-2*02_S3034"]),
    ])
  func names(raw: String, expected: [String]) {
    #expect(GeneName(vendor: raw) == .names(expected))
  }

  @Test(
    "words for nothing are blank",
    arguments: [
      "", " ", ".", "NA", "na", "None", "null", "no data", "unresolved", "unknown", "\"NA\"", "NaN",
    ])
  func blanks(raw: String) { #expect(GeneName(vendor: raw) == .blank) }

  @Test(
    "orphons, immunoglobulins and foreign words are told apart",
    arguments: [
      ("TCRBV20-or09_02", GeneName.orphon), ("TRBV20/OR9-2*01", .orphon),
      ("IGHV3/OR16-9*01", .immunoglobulin), ("IGKV1-33*01", .immunoglobulin),
      ("V10-2", .unknown), ("BV12", .unknown), ("TRAM", .unknown), ("TRX", .unknown),
      ("Multi", .unknown),
    ])
  func others(raw: String, expected: GeneName) { #expect(GeneName(vendor: raw) == expected) }

  @Test("reading its own names again changes nothing")
  func idempotent() {
    for raw in ["TCRBV06-02*01", "TCRBV03-01/03-02*01", "TRAV38-2DV8", "TCRBV09-01", "TRGJP1"] {
      guard case .names(let names) = GeneName(vendor: raw) else {
        Issue.record("\(raw) was not understood")
        continue
      }
      for name in names { #expect(GeneName(vendor: name) == .names([name])) }
    }
  }

  @Test(
    "families",
    arguments: [
      ("TRBV6-2*01", "TRBV6"), ("TRBV6", "TRBV6"), ("TRBV9*01", "TRBV9"), ("TRAV14/DV4", "TRAV14"),
      ("TRAV15D-1/DV6D-1", "TRAV15"), ("TRBJ2-7", "TRBJ2"), ("TRAJ30", "TRAJ30"),
      ("TRGJP1", "TRGJP1"),
    ])
  func families(name: String, family: String) { #expect(GeneName.family(of: name) == family) }
}
