import Foundation
import Germline
import RepertoirePipeline
import Sequences
import TestSupport
import Testing

/// Germline sets as files: AIRR-C JSON, FASTA and clonova's own table, as the commands read them.
struct GermlineSetTests {
  static let folder = SharedData.testData("germline-import/")

  /// What a temporary file of that text gives when it is imported.
  static func imported(
    _ text: String, named name: String = "set.json", species: String = "human"
  ) throws -> ImportedGermline {
    try with(text, named: name) { try ImportedGermline(importing: [$0], speciesName: species) }
  }

  static func with<Result>(
    _ text: String, named name: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "germline-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return try body(file.path)
  }

  /// An allele as an AIRR allele description.
  static func description(_ allele: Allele, _ species: Species) -> [String: Any] {
    var fields: [String: Any] = [
      "label": allele.name, "sequence": Nucleotide.text(ofCodes: allele.codes),
      "coding_sequence": Nucleotide.text(ofCodes: allele.codes), "locus": allele.locus.rawValue,
      "sequence_type": String(allele.segment.letter), "status": NSNull(),
      "functional": allele.functionality == .functional, "inference_type": "genomic_only",
      "functionality": allele.functionality.rawValue,
      "species": ["id": "NCBITAXON:1", "label": species.latinName],
    ]
    if let regions = allele.regions {
      let all = [regions.fr1, regions.cdr1, regions.fr2, regions.cdr2, regions.fr3]
      var delineation: [String: Any] = ["delineation_scheme": "IMGT"]
      for (name, region) in zip(["fwr1", "cdr1", "fwr2", "cdr2", "fwr3"], all) {
        delineation[name + "_start"] = region.lowerBound + 1
        delineation[name + "_end"] = region.upperBound
      }
      fields["v_gene_delineations"] = [["delineation_scheme": "Chothia"], delineation]
    }
    if allele.segment == .j, let frame = allele.frame, let anchor = allele.anchorPosition {
      fields["j_codon_frame"] = [1, 3, 2][frame]
      fields["j_cdr3_end"] = anchor + 1
    }
    return fields
  }

  static func json(_ alleles: [[String: Any]]) throws -> String {
    let set: [String: Any] = ["GermlineSet": [["allele_descriptions": alleles]]]
    return String(decoding: try JSONSerialization.data(withJSONObject: set), as: UTF8.self)
  }

  @Test(
    "AIRR JSON gives the same alleles, anchors, regions and digest", arguments: Species.allCases)
  func roundTrip(species: Species) throws {
    let reference = GermlineReference.embedded(species)
    let text = try Self.json(reference.alleles.map { Self.description($0, species) })
    let again = try Self.imported(text, species: species.rawValue)
    #expect(!again.findings.contains { !$0.isKept })
    #expect(again.recordCount == reference.alleles.count)
    for (a, b) in zip(reference.alleles, again.reference.alleles) { #expect(a == b, "\(a.name)") }
    #expect(again.reference.digest == reference.digest)
  }

  @Test(
    "frames counted as the first whole codon, as OGRDB's tools do, give the same",
    arguments: Species.allCases, [true, false])
  func firstWholeCodons(species: Species, hasEnds: Bool) throws {
    let reference = GermlineReference.embedded(species)
    let alleles = reference.alleles.map { allele in
      var fields = Self.description(allele, species)
      if allele.segment == .j, let frame = allele.frame { fields["j_codon_frame"] = frame + 1 }
      if !hasEnds { fields["j_cdr3_end"] = nil }
      return fields
    }
    let again = try Self.imported(try Self.json(alleles), species: species.rawValue).reference
    for (a, b) in zip(reference.alleles, again.alleles) where hasEnds || a.anchor != nil {
      #expect(a.anchor == b.anchor && a.frame == b.frame, "\(a.name)")
    }
  }

  @Test("a J whose frame contradicts what it encodes is told, and placed by what it encodes")
  func wrongFrame() throws {
    let reference = GermlineReference.embedded(.human)
    let names = ["TRBV9*01", "TRBJ1-1*01", "TRBJ2-1*01", "TRBJ2-7*01"]
    let alleles = reference.alleles.filter { names.contains($0.name) }.map { allele in
      var fields = Self.description(allele, .human)
      if allele.name == "TRBJ2-1*01" {
        fields["j_codon_frame"] = 1
        fields["j_cdr3_end"] = nil
      }
      return fields
    }
    let again = try Self.imported(try Self.json(alleles))
    let j = try #require(again.reference.allele(named: "TRBJ2-1*01"))
    #expect(j.anchor == reference.allele(named: "TRBJ2-1*01")?.anchor)
    #expect(again.findings.map(\.name) == ["TRBJ2-1*01"])
    #expect(again.findings.first?.description.contains("frame") == true)
  }

  @Test("without the finer label, what is not functional is a pseudogene, as the schema says")
  func functionalAlone() throws {
    let reference = GermlineReference.embedded(.human)
    let alleles = reference.alleles.map { allele in
      var fields = Self.description(allele, .human)
      fields["functionality"] = nil
      return fields
    }
    let again = try Self.imported(try Self.json(alleles)).reference
    for (a, b) in zip(reference.alleles, again.alleles) {
      #expect(b.functionality == (a.functionality == .functional ? .functional : .pseudogene))
      #expect(a.anchor == b.anchor && a.codes == b.codes && a.frame == b.frame)
    }
  }

  @Test(
    "j_cdr3_end is understood from the coding sequence, from the gene, and one base before",
    arguments: [(0, 1), (0, 0), (20, 21), (20, 1)])
  func cdr3Ends(before: Int, offset: Int) throws {
    let reference = GermlineReference.embedded(.mouse)
    // Its motif tells nothing: only the coordinate can place it.
    let j = try #require(reference.allele(named: "TRAJ20*01"))
    let others = reference.alleles.filter { ["TRAV1*02", "TRAJ2*01"].contains($0.name) }
    var fields = Self.description(j, .mouse)
    let bases = Nucleotide.text(ofCodes: j.codes)
    fields["sequence"] = String(repeating: "C", count: before) + bases
    fields["gene_start"] = before + 1
    fields["gene_end"] = before + bases.count
    fields["j_cdr3_end"] = (j.anchorPosition ?? 0) + offset
    for hasCoding in [true, false] {
      fields["coding_sequence"] = hasCoding ? bases : nil
      let set = try Self.imported(
        Self.json(others.map { Self.description($0, .mouse) } + [fields]), species: "mouse")
      let found = try #require(set.reference.allele(named: "TRAJ20*01"))
      #expect(found.anchorPosition == j.anchorPosition && found.frame == j.frame)
      #expect(found.codes == j.codes)
    }
  }

  @Test(
    "coordinates that prove wrong are told, those that are right or differ by custom are not",
    arguments: [
      ("cdr3_start", 0, false), ("cdr3_start", 1, true), ("j_cdr3_end", 0, false),
      ("j_cdr3_end", 1, true), ("j_cdr3_end", 5000, true), ("fwr1_start", 60, true),
      ("fwr3_end", 3, true),
    ])
  func wrongCoordinates(field: String, shift: Int, isTold: Bool) throws {
    let reference = GermlineReference.embedded(.human)
    let v = try #require(reference.allele(named: "TRBV9*01"))
    let j = try #require(reference.allele(named: "TRBJ2-7*01"))
    var fieldsOfV = Self.description(v, .human)
    var fieldsOfJ = Self.description(j, .human)
    var delineation: [String: Any] = ["delineation_scheme": "IMGT"]
    let regions = try #require(v.regions)
    let all = [regions.fr1, regions.cdr1, regions.fr2, regions.cdr2, regions.fr3]
    for (name, region) in zip(["fwr1", "cdr1", "fwr2", "cdr2", "fwr3"], all) {
      delineation[name + "_start"] = region.lowerBound + 1
      delineation[name + "_end"] = region.upperBound
    }
    delineation["cdr3_start"] = regions.fr3.upperBound + 1
    if let known = delineation[field] as? Int { delineation[field] = known + shift }
    fieldsOfV["v_gene_delineations"] = [delineation]
    if let known = fieldsOfJ[field] as? Int { fieldsOfJ[field] = known + shift }
    let set = try Self.imported(Self.json([fieldsOfV, fieldsOfJ]))
    #expect(set.reference.allele(named: v.name)?.anchor == v.anchor)
    #expect(set.reference.allele(named: j.name)?.anchor == j.anchor)
    #expect(set.findings.isEmpty == !isTold, "\(set.findings.map(\.description))")
    #expect(!set.findings.contains { !$0.isKept })
    let lacksRegions = field.hasPrefix("fwr")
    #expect(set.findings.contains { $0.reason == .withoutRegions } == lacksRegions)
    #expect(set.note.contains("1 of 1 V without the boundaries") == lacksRegions)
  }

  static let faults: [(field: String, value: any Sendable, kind: String)] = [
    ("label", NSNull(), "without a name"), ("label", 7, "with an unreadable field"),
    ("label", "IGHV1-2*01", "of another receptor"),
    ("label", "TRBV2 *01", "not named like an allele"),
    ("coding_sequence", 5, "with an unreadable field"),
    ("coding_sequence", "ACGTRACGTACGT", "with an unknown base"),
    ("coding_sequence", "ACGT", "too short"),
    ("sequence_type", "J", "contradicting their name"),
    ("sequence_type", "Q", "of another part of the gene"),
    ("locus", "IGH", "contradicting their name"), ("locus", ["TRB"], "with an unreadable field"),
    ("species", ["label": "Rattus norvegicus"], "of another species"),
    ("species", ["id": "NCBITAXON:10090"], "of another species"),
    ("functional", "yes", "with an unreadable field"),
    ("functionality", "X", "of unknown functionality"),
    ("j_codon_frame", 4, "with an unreadable field"),
    ("j_cdr3_end", "end", "with an unreadable field"),
    ("j_cdr3_end", Int.min, "with an unreadable field"),
    ("j_cdr3_end", "-9223372036854775808", "with an unreadable field"),
    ("gene_end", Int.max, "with an unreadable field"),
    ("gene_start", 1.5, "with an unreadable field"),
    ("status", "Withdrawn", "withdrawn"),
  ]

  @Test("each wrong description is named with its reason, and the others stay")
  func wrongDescriptions() throws {
    let good = try Self.trb().map { Self.description($0, .human) }
    for (field, value, kind) in Self.faults {
      var bad = try #require(good.first)
      bad[field] = value
      let set = try Self.imported(Self.json(Array(good.dropFirst()) + [bad]))
      let finding = try #require(set.findings.first { !$0.isKept }, "\(field)")
      #expect(finding.kind == kind, "\(field) \(value)")
      #expect(finding.record == good.count)
      #expect(set.reference.alleles.count == good.count - 1)
      let parts = finding.explanation
      for part in [parts.place, parts.found, parts.expected, parts.remedy] {
        #expect(!part.isEmpty)
      }
    }
  }

  @Test("a region that ends at the least of all numbers is no region, and the motif places the V")
  func regionWithoutEnd() throws {
    let trb = try Self.trb()
    for end in [Int.min, Int.max, -(1 << 53)] {
      var fields = try #require(trb.first.map { Self.description($0, .human) })
      var regions = try #require((fields["v_gene_delineations"] as? [[String: Any]])?.last)
      regions["fwr3_end"] = end
      fields["v_gene_delineations"] = [regions]
      let others = trb.dropFirst().map { Self.description($0, .human) }
      let set = try Self.imported(Self.json(others + [fields]))
      #expect(set.reference.allele(named: "TRBV9*01")?.anchor == trb[0].anchor)
    }
  }

  private static func trb() throws -> [Allele] {
    try ["TRBV9*01", "TRBV2*01", "TRBJ1-1*01", "TRBD1*01"].map { name in
      try #require(GermlineReference.embedded(.human).allele(named: name))
    }
  }

  @Test(
    "what is no germline file is one error with four parts",
    arguments: [
      "{", "{\"GermlineSet\": 3}", "{\"GermlineSet\": [{}]}", "[]", "{}", "null", "hello\tworld\n",
      "[1, 2]", "{\"GermlineSet\": {\"allele_descriptions\": [1, null, \"x\"]}}", ">TRBV9*01\n",
      "allele\tsequence\nTRBV9*01\tACGT\n",
    ])
  func otherFiles(text: String) throws {
    try Self.with(text, named: "set") { path in
      let error = #expect(throws: PipelineError.self) {
        try ImportedGermline(importing: [path], speciesName: "human")
      }
      let fault = try #require(error?.faults.first)
      #expect(error?.status == .badData)
      #expect(fault.place.contains(path))
      for part in [fault.found, fault.expected, fault.remedy] { #expect(!part.isEmpty) }
    }
  }

  @Test("the files of the test data: what is taken, what is left out and why")
  func testData() throws {
    let fasta = try ImportedGermline(
      importing: [Self.folder + "human-tr.imgt.fasta"], speciesName: "human")
    #expect(fasta.recordCount == 15 && fasta.reference.alleles.count == 15)
    let json = try ImportedGermline(
      importing: [Self.folder + "human-trb.airr.json"], speciesName: "human")
    for allele in json.reference.alleles {
      let other = try #require(fasta.reference.allele(named: allele.name))
      #expect(allele.codes == other.codes && allele.anchor == other.anchor)
      #expect(allele.regions == other.regions && allele.frame == other.frame)
    }
    let hostile = try ImportedGermline(
      importing: [Self.folder + "hostile.fasta"], speciesName: "human")
    #expect(hostile.recordCount == 12)
    #expect(hostile.reference.alleles.map(\.name) == ["TRBV5-1", "TRBV9*01", "TRBJ1-1*01"])
    let leftOut = hostile.findings.filter { !$0.isKept }
    #expect(Set(leftOut.map(\.kind)).count == 9 && leftOut.count == 9)
    for finding in leftOut { #expect(hostile.report.contains(finding.description)) }
  }

  @Test("the written table is what --germline reads, as are the files themselves")
  func reading() throws {
    let path = Self.folder + "human-tr.imgt.fasta"
    let set = try ImportedGermline(importing: [path], speciesName: "human")
    let read = try ImportedGermline(reading: path, speciesName: "human")
    #expect(read.reference.digest == set.reference.digest)
    try Self.with(set.tableText, named: "set.tsv") { table in
      let again = try ImportedGermline(reading: table, speciesName: "human")
      #expect(again.reference.digest == set.reference.digest)
      #expect(again.reference.alleles == set.reference.alleles)
      let error = #expect(throws: PipelineError.self) {
        try ImportedGermline(reading: table, speciesName: "mouse")
      }
      #expect(error?.status == .usage)
      #expect(error?.faults.first?.remedy.contains("--species human") == true)
    }
  }
}
