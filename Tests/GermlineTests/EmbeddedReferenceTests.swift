import Germline
import Sequences
import TestSupport
import Testing

/// The embedded reference against the files it was generated from, read here in another way.
struct EmbeddedReferenceTests {
  /// Records whose anchor is corrected when embedded: see TestData/germline/NOTICE.md.
  static let correctedAnchors: [String: Species] = ["TRAJ7*01": .mouse]

  /// Genes that the files lack and that have the sequence of another gene.
  static let sameSequence: [Species: [String: String]] = [
    .human: ["TRBV6-3*01": "TRBV6-2*01"], .mouse: [:],
  ]

  @Test("a gene with the sequence of another is one search target with it")
  func twins() throws {
    let reference = GermlineReference.embedded(.human)
    let target = try #require(
      reference.targets(.v).first { target in
        target.alleles.contains { reference[$0].name == "TRBV6-2*01" }
      })
    #expect(target.alleles.map { reference[$0].name } == ["TRBV6-2*01", "TRBV6-3*01"])
  }

  @Test("mouse TRAJ7 is anchored in its frame, at a Leu that is no anchor")
  func correctedAnchor() throws {
    let allele = try #require(GermlineReference.embedded(.mouse).allele(named: "TRAJ7*01"))
    #expect(allele.anchorPosition == 25 && allele.anchor == nil)
    #expect(allele.frame == 1 && allele.anchorResidue == 0x4C)
  }

  @Test("every FASTA record is embedded, and nothing else", arguments: Species.allCases)
  func recordsEqualTheFASTA(species: Species) throws {
    let reference = GermlineReference.embedded(species)
    let records = try ReferenceFiles.records(of: species)
    #expect(reference.alleles.count == records.count + (Self.sameSequence[species]?.count ?? 0))
    for record in records {
      let allele = try #require(reference.allele(named: record.name))
      #expect(Nucleotide.text(ofCodes: allele.codes) == record.bases)
      #expect(allele.functionality.rawValue == record.functionality)
      if Self.correctedAnchors[allele.name] != species {
        #expect(allele.anchorPosition == record.anchor, "\(allele.name)")
      }
      #expect("\(allele.locus.rawValue)\(allele.segment.letter)" == record.file)
    }
  }

  @Test("frame, anchor and regions are those of alleles.tsv", arguments: Species.allCases)
  func fieldsEqualTheTable(species: Species) throws {
    let reference = GermlineReference.embedded(species)
    let rows = try ReferenceFiles.rows(of: species)
    #expect(reference.alleles.count == rows.count + (Self.sameSequence[species]?.count ?? 0))
    for row in rows {
      let allele = try #require(reference.allele(named: row["allele"] ?? ""))
      #expect(allele.gene == row["gene"])
      #expect(allele.locus.rawValue == row["locus"])
      #expect(String(allele.segment.letter) == row["segment"])
      #expect(allele.codes.count == Int(row["length"] ?? ""))
      #expect(allele.frame == Int(row["frame"] ?? ""))
      if Self.correctedAnchors[allele.name] != species {
        #expect(allele.anchorPosition == Int(row["anchor"] ?? ""), "\(allele.name)")
        #expect((allele.anchor != nil) == (row["anchor_ok"] == "yes"), "\(allele.name)")
        let residue = allele.anchorResidue.map { String(Unicode.Scalar($0)) } ?? ""
        #expect(residue == row["anchor_aa"], "\(allele.name)")
      }
      let regions = allele.regions.map { [$0.fr1, $0.cdr1, $0.fr2, $0.cdr2, $0.fr3] }
      #expect((regions != nil) == (allele.segment == .v))
      for (name, region) in zip(["fr1", "cdr1", "fr2", "cdr2", "fr3"], regions ?? []) {
        #expect(region.lowerBound == Int(row["\(name)_start"] ?? ""), "\(allele.name) \(name)")
        #expect(region.upperBound == Int(row["\(name)_end"] ?? ""), "\(allele.name) \(name)")
      }
    }
  }

  @Test(
    "the numbers of records are those of the notice",
    arguments: [
      (Species.human, 245), (.mouse, 234),
    ])
  func counts(species: Species, count: Int) {
    #expect(GermlineReference.embedded(species).alleles.count == count)
  }

  @Test(
    "digests are frozen: a change of the reference is a change of results",
    arguments: [
      (Species.human, "baa3a4ae45b7b5d7"), (.mouse, "809b7d0da225b657"),
    ])
  func digests(species: Species, digest: String) {
    #expect(GermlineReference.embedded(species).digest == digest)
  }
}
