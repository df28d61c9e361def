import Germline
import Sequences
import Testing

/// What single records give: layouts, spellings and unusual anchors.
struct ImportedRecordTests {
  static func allele(_ name: String, _ species: Species = .human) throws -> Allele {
    try #require(GermlineReference.embedded(species).allele(named: name))
  }

  @Test(
    "unusual anchors are found in plain FASTA without a frame",
    arguments: [
      ("TRAJ16*02", "FARG"), ("TRAJ33*01", "WGAG"), ("TRAJ38*01", "WGLG"), ("TRAJ55*01", "WGKG"),
      ("TRGJP1*01", "FAEG"), ("TRGJP2*01", "FAKG"),
    ])
  func unusualAnchors(name: String, motif: String) throws {
    let original = try Self.allele(name)
    let imported = try ImportFiles.imported(
      ">\(name)\n\(Nucleotide.text(ofCodes: original.codes))\n")
    let found = try #require(imported.alleles.first)
    let anchor = try #require(found.anchor)
    #expect(anchor == original.anchor)
    let codes = Array(found.codes[anchor..<anchor + 12])
    #expect(String(decoding: GeneticCode.translation(ofCodes: codes.span), as: UTF8.self) == motif)
    #expect(imported.findings == [])
  }

  @Test(
    "wrapped lines, CRLF, lower case and empty lines change nothing",
    arguments: [1, 3, 60, 1000], ["\n", "\r\n"])
  func layouts(width: Int, lineEnd: String) throws {
    let original = try Self.allele("TRBV9*01")
    let bases = Array(ImportFiles.gapped(original).lowercased())
    var text = ">X1|trbv9*01|Homo sapiens|F|V-REGION|1..2|2 nt|1|" + lineEnd
    for start in stride(from: 0, to: bases.count, by: width) {
      text += String(bases[start..<min(start + width, bases.count)]) + lineEnd + lineEnd
    }
    let imported = try ImportFiles.imported(text)
    #expect(imported.findings == [])
    let found = try #require(imported.alleles.first)
    #expect(found.name == "TRBV9*01" && found.codes == original.codes)
    #expect(found.anchor == original.anchor && found.regions == original.regions)
  }

  @Test(
    "names are brought to the spelling of IMGT",
    arguments: [
      ("TRAV14DV4*01", "TRAV14/DV4*01", Locus.tra), ("TRAV14/DV4*01", "TRAV14/DV4*01", .tra),
      ("trav38-2_dv8*01", "TRAV38-2/DV8*01", .tra), ("TCRBV9*01", "TRBV9*01", .trb),
      ("TRAV15D-1DV6D-1*02", "TRAV15D-1/DV6D-1*02", .tra), ("TRDV1*01", "TRDV1*01", .trd),
      ("Trgv2*01", "TRGV2*01", .trg),
    ])
  func names(spelling: String, name: String, locus: Locus) throws {
    let bases = ImportFiles.gapped(try Self.allele("TRBV9*01"))
    let imported = try ImportFiles.imported(">\(spelling)\n\(bases)\n")
    let found = try #require(imported.alleles.first)
    #expect(found.name == name && found.locus == locus && found.segment == .v)
  }

  @Test(
    "functionality labels with brackets are read",
    arguments: [
      ("F", Functionality.functional), ("(F)", .functional), ("[F]", .functional), ("ORF", .orf),
      ("[ORF]", .orf), ("(ORF)", .orf), ("P", .pseudogene), ("(P)", .pseudogene),
      ("[p]", .pseudogene),
    ])
  func functionality(label: String, expected: Functionality) throws {
    let bases = ImportFiles.gapped(try Self.allele("TRBV9*01"))
    let imported = try ImportFiles.imported(
      ">X|TRBV9*01|Homo sapiens|\(label)|V-REGION|\n\(bases)\n")
    #expect(imported.alleles.map(\.functionality) == [expected])
  }

  @Test("without a label the translation decides the functionality")
  func translatedFunctionality() throws {
    let names = ["TRBV9*01", "TRBV26*01", "TRBV17*01", "TRAJ33*01", "TRAJ35*01"]
    let text = try names.map { name in
      ">\(name)\n\(ImportFiles.gapped(try Self.allele(name)))\n"
    }
    let imported = try ImportFiles.imported(text.joined())
    #expect(
      imported.alleles.map(\.functionality) == [.functional, .pseudogene, .orf, .functional, .orf])
  }

  @Test("a V without its first codons is placed by its gaps")
  func partialAtTheStart() throws {
    let original = try Self.allele("TRBV9*01")
    let gapped = ImportFiles.gapped(original)
    for missing in 1...8 {
      let bases = String(repeating: ".", count: missing) + gapped.dropFirst(missing)
      let imported = try ImportFiles.imported(">TRBV9*02|human|F\n\(bases)\n")
      let found = try #require(imported.alleles.first)
      #expect(found.anchor == original.anchor.map { $0 - missing })
      // The rest of FR1 is not the region.
      #expect(found.regions?.fr1.isEmpty == true && found.regions?.holdsFR1 == false)
      #expect(
        found.regions?.cdr1
          == original.regions.map {
            $0.cdr1.lowerBound - missing..<$0.cdr1.upperBound - missing
          })
      #expect(imported.findings.map(\.reason) == [.partialStart(cut: "FWR1")])
      try ImportFiles.with(imported.reference().tableText, named: "set.tsv") { path in
        let again = try GermlineReference(tableAt: path)
        #expect(again.alleles == imported.reference().alleles)
        #expect(again.digest == imported.reference().digest)
      }
      #expect(found.frame == (3 - missing % 3) % 3)
      #expect(found.codes == Array(original.codes.dropFirst(missing)))
    }
  }

  @Test(
    "a stated anchor outside of the record is passed over",
    arguments: [Int.min, -1, 400, Int.max - 2, Int.max])
  func anchorElsewhere(stated: Int) throws {
    let original = try Self.allele("TRBV9*01")
    for before in ["", "N"] {
      let bases = before + Nucleotide.text(ofCodes: original.codes)
      let imported = try ImportFiles.imported(
        ">TRBV9*01|human|F|anchor=\(stated)\n\(bases)\n")
      #expect(imported.alleles.first?.anchor == original.anchor)
      #expect(
        imported.findings.map(\.kind) == [
          "with an anchor elsewhere than stated", "V without the boundaries of their regions",
        ])
    }
  }

  @Test("N at the ends are no bases: the splice base of C, unknown ends of V")
  func unknownEnds() throws {
    let constant = try Self.allele("TRAC*01")
    let v = try Self.allele("TRBV9*01")
    let text =
      ">X|TRAC*01|Homo sapiens|F|EX1|n,1..2|3 nt|1|\nn\(Nucleotide.text(ofCodes: constant.codes))\n"
      + ">X|TRBV9*01|Homo sapiens|F|V-REGION|1..2|2 nt|1|\n\(ImportFiles.gapped(v))NN\n"
    let imported = try ImportFiles.imported(text)
    #expect(imported.findings == [])
    #expect(imported.alleles.first?.codes == constant.codes)
    #expect(imported.alleles.first?.frame == constant.frame)
    #expect(imported.alleles.last?.codes == v.codes)
    #expect(imported.alleles.last?.anchor == v.anchor)
  }

  @Test("alleles of a strain and of both names of a locus are taken")
  func strains() throws {
    let v = try Self.allele("TRAV14-1*01", .mouse)
    let imported = try ImportFiles.imported(
      ">X|TRAV14-1*01|Mus musculus_C57BL/6|F|V-REGION|\n\(ImportFiles.gapped(v))\n",
      species: .mouse)
    #expect(imported.alleles.map(\.name) == ["TRAV14-1*01"])
  }

  @Test(
    "a V that begins in a later region is named with the regions that it does not hold whole",
    arguments: [
      (0, nil), (3, "FWR1"), (60, "FWR1"), (77, "FWR1"), (90, "FWR1, CDR1"),
      (130, "FWR1, CDR1, FWR2"),
    ] as [(Int, String?)])
  func partialRegions(columns: Int, cut: String?) throws {
    let gapped = ImportFiles.gapped(try Self.allele("TRBV9*01"))
    let bases = String(repeating: ".", count: columns) + gapped.dropFirst(columns)
    let imported = try ImportFiles.imported(">TRBV9*02|human|F\n\(bases)\n")
    #expect(imported.findings.map(\.reason) == (cut.map { [.partialStart(cut: $0)] } ?? []))
    #expect(imported.alleles.count == 1)
  }

  @Test("a V without gaps is named as one whose regions are not known")
  func withoutRegions() throws {
    let v = try Self.allele("TRBV9*01")
    let j = try Self.allele("TRBJ2-7*01")
    let imported = try ImportFiles.imported(
      [v, j].map { ">\($0.name)|human|F\n\(Nucleotide.text(ofCodes: $0.codes))\n" }.joined())
    #expect(imported.alleles.count == 2)
    #expect(imported.findings.map(\.reason) == [.withoutRegions])
    #expect(imported.findings.map(\.name) == ["TRBV9*01"])
  }
}
