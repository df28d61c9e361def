import Germline
import Sequences
import Testing

/// Hostile records: each is named with its file, its record and a reason, and none is lost.
struct ImportFaultTests {
  static let v = "TRBV9*01"

  static func gapped() throws -> String {
    ImportFiles.gapped(try #require(GermlineReference.embedded(.human).allele(named: v)))
  }

  /// Headers with `SEQ` sequences: `V` the gapped TRBV9, `V<n` its first n columns, else letters.
  static let cases: [(header: String, bases: String, kind: String)] = [
    ("", "V", "without a name"),
    ("|human|F", "V", "without a name"),
    ("X|Y", "V", "not named like an allele"),
    ("TRXV1*01", "V", "not named like an allele"),
    ("TRBV9*", "V", "not named like an allele"),
    ("TRBV6-2*01,TRBV6-3*01", "V", "not named like an allele"),
    ("TRBQ9*01", "V", "not named like an allele"),
    ("J00256|IGHV1-2*01|Homo sapiens|F|V-REGION|", "V", "of another receptor"),
    ("X|IGKC*01|Homo sapiens|F|EX1|", "V", "of another receptor"),
    ("X|TRBV9*01|Mus musculus|F|V-REGION|", "V", "of another species"),
    ("X|TRBV9*01|Macaca mulatta|F|V-REGION|", "V", "of another species"),
    ("X|TRBV9*01|Homo sapiensis|F|V-REGION|", "V", "of another species"),
    ("X|TRBV9*01|Homo sapiens|F|L-PART1+V-EXON|", "V", "of another part of the gene"),
    ("X|TRAC*01|Homo sapiens|F|EX2|", "V", "of another part of the gene"),
    ("X|TRBV9*01|Homo sapiens|F|J-REGION|", "V", "contradicting their name"),
    ("X|TRBV9*01|Homo sapiens|?|V-REGION|", "V", "of unknown functionality"),
    ("X|TRBV9*01|Homo sapiens|F|V-REGION|", "V<311", "ending before the anchor"),
    ("X|TRBV9*01|Homo sapiens|F|V-REGION|", "V<240", "ending before the anchor"),
    ("X|TRBV9*01|Homo sapiens|F|V-REGION|", "", "too short"),
    ("X|TRBV9*01|Homo sapiens|F|V-REGION|", "ACGTACGT", "too short"),
    ("X|TRBJ1-1*01|Homo sapiens|F|J-REGION|", "TTTGGACAAGGCACC", "too short"),
    ("X|TRBD1*01|Homo sapiens|F|D-REGION|", "GGGA", "too short"),
    ("X|TRBD1*01|Homo sapiens|F|D-REGION|", "NNNNNNNNNNN", "too short"),
    ("X|TRBD1*01|Homo sapiens|F|D-REGION|", "GGGACNGGGGGC", "with an unknown base"),
    ("X|TRBD1*01|Homo sapiens|F|D-REGION|", "GGGACRGGGGGC", "with an unknown base"),
    ("X|TRBD1*01|Homo sapiens|F|D-REGION|", "GGGACUGGGGGC", "with an unknown base"),
    ("X|TRBD1*01|Homo sapiens|F|D-REGION|", "MKT*LAEPQGGC", "with an unknown base"),
    (
      "TRBV9*01", String(repeating: "ACGT", count: 60), "without an anchor that can be found"
    ),
    (
      "TRBJ1-1*01", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "without a usable anchor"
    ),
  ]

  @Test("each hostile record is named with its reason", arguments: cases)
  func reasons(header: String, bases: String, kind: String) throws {
    let gapped = try Self.gapped()
    var sequence = bases
    if bases == "V" { sequence = gapped }
    if bases.hasPrefix("V<") { sequence = String(gapped.prefix(Int(bases.dropFirst(2)) ?? 0)) }
    let good = ">TRBV2*01|human|F\n\(gapped)\n"
    let imported = try ImportFiles.imported("\(good)>\(header)\n\(sequence)\n")
    #expect(imported.recordCount == 2)
    let finding = try #require(imported.findings.first)
    #expect(imported.findings.count == 1)
    #expect(finding.kind == kind)
    #expect(finding.record == 2)
    #expect(imported.alleles.count == (finding.isKept ? 2 : 1))
    let parts = finding.explanation
    #expect(parts.place.contains("set.fasta, record 2"))
    for part in [parts.found, parts.expected, parts.remedy] { #expect(!part.isEmpty) }
    #expect(finding.description.hasSuffix("."))
  }

  @Test("the second record of a name is left out, and says whether the sequences agree")
  func duplicates() throws {
    let gapped = try Self.gapped()
    let other = "CCCCCC" + gapped.dropFirst(6)
    let imported = try ImportFiles.imported(
      ">TRBV9*01\n\(gapped)\n>trbv9*01\n\(gapped)\n>TRBV9*01\n\(other)\n")
    #expect(imported.alleles.map(\.name) == ["TRBV9*01"])
    #expect(
      imported.findings.map(\.kind) == ["given twice", "given twice with different sequences"])
    #expect(imported.findings.map(\.record) == [2, 3])
    #expect(imported.findings[0].explanation.found.contains("record 1"))
  }

  @Test("gaps that are shifted by codons are corrected by translation, and it is said")
  func shiftedGaps() throws {
    let gapped = try Self.gapped()
    let original = try #require(GermlineReference.embedded(.human).allele(named: Self.v))
    for shift in [-6, -3, 3, 6] {
      let first = gapped.firstIndex(of: ".") ?? gapped.startIndex
      var bases = gapped
      if shift > 0 {
        bases.insert(contentsOf: String(repeating: ".", count: shift), at: first)
      } else {
        bases.removeSubrange(first..<gapped.index(first, offsetBy: -shift))
      }
      let imported = try ImportFiles.imported(">TRBV9*01|human|F\n\(bases)\n")
      let found = try #require(imported.alleles.first)
      #expect(found.anchor == original.anchor && found.regions == nil, "shift \(shift)")
      #expect(
        imported.findings.map(\.kind) == [
          "with an anchor elsewhere than stated", "V without the boundaries of their regions",
        ])
    }
  }

  @Test("a functional V with a stop codon is kept and remarked upon")
  func stops() throws {
    let gapped = try Self.gapped()
    let imported = try ImportFiles.imported(
      ">TRBV9*01|human|F\n\("GATTAA" + gapped.dropFirst(6))\n"
        + ">TRBV9*02|human|P\n\("GATTAA" + gapped.dropFirst(6))\n")
    #expect(imported.alleles.count == 2)
    #expect(imported.findings.map(\.reason) == [.stopCodon(codon: 2)])
  }

  @Test("records in are alleles and records left out, whatever the bytes", arguments: 0..<40)
  func conservation(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func draw(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let names = [
      "TRBV9*01", "TRAJ1*01", "IGHV1*01", "TRDD1*01", "TRAC*01", "", "|||", "X|TRBV1|a|F|V",
    ]
    let letters = Array("ACGTacgt.-nNrR*")
    let gapped = try Self.gapped()
    var text = ""
    for _ in 0..<20 {
      text += ">" + names[draw(names.count)] + "\n"
      if draw(2) == 0 {
        text += String((0..<draw(400)).map { _ in letters[draw(draw(2) == 0 ? 8 : letters.count)] })
      } else {
        let cut = draw(gapped.count)
        text += gapped.dropFirst(draw(20)).prefix(cut)
      }
      text += "\n"
    }
    let imported = try ImportFiles.imported(text)
    #expect(imported.recordCount == 20)
    #expect(imported.alleles.count + imported.leftOut.count == 20)
    let reference = imported.reference()
    for allele in reference.alleles {
      #expect(allele.anchor == nil || allele.anchor == allele.anchorPosition)
      if allele.segment == .v, allele.anchor != nil {
        #expect(allele.anchorResidue == UInt8(ascii: "C"))
      }
    }
  }
}
