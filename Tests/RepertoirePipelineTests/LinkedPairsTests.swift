import Sequences
import Testing

@testable import RepertoirePipeline

/// Mates with identifiers and linkers are merged by their templates, as plain mates are.
@Suite("Pairs with linkers whose templates overlap")
struct LinkedPairsTests {
  /// Twelve clones of three molecules whose mates end within the junction, which neither covers.
  private static func halved(_ linkers: LinkedPairs.Linkers, overlap: Int) -> (
    pairs: LinkedPairs, junctions: [String]
  ) {
    var pairs = LinkedPairs(linkers)
    var junctions: [String] = []
    for clone in 0..<12 {
      let added = pairs.codons(overlap / 3 + clone % 4)
      let junction = "TGTGCCAGCAGC" + added + "TACAATGAGCAGTTCTTC"
      junctions.append(junction)
      let template = String(MadeTranscript.text(inserting: added).dropFirst(130).dropLast(45))
      let before = MadeTranscript.v.utf8.count - 130
      let middle = before + junction.utf8.count / 2 + overlap / 2
      for _ in 0..<3 {
        pairs.append(
          template, first: template.utf8.count - middle + overlap, second: middle)
      }
    }
    return (pairs, junctions)
  }

  @Test(
    "every clone and molecule is found whose junction only both mates show",
    arguments: LinkedPairs.Linkers.all, [20, 30, 45, 60])
  func halves(_ linkers: LinkedPairs.Linkers, overlap: Int) async throws {
    let (pairs, junctions) = Self.halved(linkers, overlap: overlap)
    let result = try await pairs.analyzed()
    let rows = try result.rows("clonotypes.tsv")
    #expect(Set(rows.map { $0["junction"] ?? "" }) == Set(junctions))
    #expect(rows.allSatisfy { $0["duplicate_count"] == "3" })
    let quality = try #require(try result.quality())
    #expect(quality.reads.rearranged == 36)
    let mates = try #require(quality.pairs)
    #expect(mates.total == 36 && mates.merged == 36 && mates.apart == 0 && mates.readThrough == 0)
    if linkers.hasUMI { #expect(try result.rows("umis.tsv.gz").count == 36) }
  }

  @Test(
    "of a mate that reads into the other's linker the row holds the template alone",
    arguments: LinkedPairs.Linkers.all)
  func readThrough(_ linkers: LinkedPairs.Linkers) async throws {
    var pairs = LinkedPairs(linkers)
    for number in 0..<24 {
      let text = MadeTranscript.text(inserting: pairs.codons(2 + number % 5))
      let template = String(text.dropFirst(220).dropLast(75 - number))
      pairs.append(
        template, first: 150, second: 150,
        isExchanged: linkers.first == LinkedPairs.Linkers.anchored.first && number % 2 == 1)
    }
    let result = try await pairs.analyzed(writesRows: true)
    let mates = try #require(try result.quality()?.pairs)
    #expect(mates.total == 24 && mates.merged == 24 && mates.readThrough == 24)
    let rows = try result.rows("rearrangements.tsv.gz")
    #expect(rows.map { $0["tcr_mate"] } == rows.map { _ in "merged" })
    #expect(
      rows.map { $0["sequence"] ?? "" } == pairs.templates.map(MadeTranscript.reverseComplement))
    for (row, template) in zip(rows, pairs.templates) {
      #expect(row["rev_comp"] == "T")
      let junction = try #require(row["junction"])
      #expect(template.contains(junction) && junction.hasPrefix("TGTGCCAGCAGC"))
      #expect(row["j_sequence_end"].flatMap { Int($0) } ?? 0 > template.utf8.count - 40)
    }
  }

  @Test(
    "linkers change nothing, however long a fragment is",
    arguments: LinkedPairs.Linkers.all, [100, 110, 140])
  func law(_ linkers: LinkedPairs.Linkers, mate: Int) async throws {
    let columns = ["locus", "junction", "v_call", "j_call", "duplicate_count"]
    var found: [[[String?]]] = []
    var accounts: [SampleQuality.Pairs] = []
    for linkers in [linkers, .none] {
      var pairs = LinkedPairs(linkers)
      for before in stride(from: 30, through: 150, by: 3) {
        let text = MadeTranscript.text(inserting: pairs.codons(1 + before % 13))
        let template = text.dropFirst(MadeTranscript.v.utf8.count - before)
          .dropLast(75 - before % 7 * 10).drop { $0 == "G" }
        pairs.append(String(template), first: mate, second: mate)
      }
      let result = try await pairs.analyzed()
      found.append(
        try result.rows("clonotypes.tsv").map { row in columns.map { row[$0] } })
      var account = try #require(try result.quality()?.pairs)
      #expect(account.total == account.merged + account.apart)
      #expect(account.disagreeing == 0)
      // Of structured mates one pair in so many is held against each other.
      account.compared = 0
      accounts.append(account)
    }
    #expect(found[0] == found[1])
    #expect(accounts[0] == accounts[1])
    #expect(accounts[0].merged > 4 && (accounts[0].apart > 4 || mate == 140))
    #expect(found[0].count >= accounts[0].merged)
  }

  @Test("the better of two bases is in the molecule, and a consensus heeds that both mates agree")
  func qualities() async throws {
    let linkers = LinkedPairs.Linkers.all[2]
    var pairs = LinkedPairs(linkers)
    let text = MadeTranscript.text
    pairs.append(String(text.dropFirst(220).dropLast(40)), first: 130, second: 130)
    var agreeing = pairs.fragments[0]
    agreeing.quality = "5"
    // The same identifier, an error at Q30 in R1, and R2 further upstream.
    let umi = agreeing.first.prefix(12)
    let place = MadeTranscript.v.utf8.count + 16
    #expect(text.dropFirst(place).first == "G")
    let wrong = text.prefix(place) + "T" + text.dropFirst(place + 1)
    let alone = AnalyzedReads.Fragment(
      name: "alone",
      first: umi + MadeTranscript.reverseComplement(String(wrong.dropFirst(220).dropLast(40))),
      second: MadeTranscript.forward(20, 100), quality: "?")
    // An identifier of its own, an error at Q20 in R1 that R2 has not.
    var differing = AnalyzedReads.Fragment(
      name: "differing", first: "ACGTTGCATGCA" + alone.first.dropFirst(12),
      second: agreeing.second, quality: "5")
    differing.secondQuality = "F"
    var settings = AnalysisSettings(loci: [.trb])
    settings.readStructures = linkers.structures
    let result = try await AnalyzedReads(
      [agreeing, alone, differing], kit: linkers.kit, settings: settings)
    let rows = try result.rows("clonotypes.tsv")
    #expect(rows.map { $0["junction"] } == [MadeTranscript.junction])
    #expect(rows.first?["umi_count"] == "2" && rows.first?["consensus_count"] == "3")
    let mates = try #require(try result.quality()?.pairs)
    #expect(mates.total == 3 && mates.merged == 2 && mates.apart == 1)
  }
}
