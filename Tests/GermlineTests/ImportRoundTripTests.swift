import Germline
import Sequences
import Testing

/// The embedded references written in the formats that are imported, and read again.
struct ImportRoundTripTests {
  /// Mouse alleles that IMGT-gapped FASTA alone does not give back, and why.
  ///
  /// The pseudogenes have no motif at all; the V have a codon more in FR1 than the numbering has
  /// columns, so that gaps say where their anchor is only by translation, and not their regions.
  static let mousePseudogenes = ["TRAJ20*01", "TRAJ41*01", "TRAJ61*01"]
  static let mouseInsertions = ["TRAV13D-3*02", "TRAV13N-3*01"]

  @Test("IMGT-gapped FASTA gives the same human alleles, anchors and digest")
  func human() throws {
    let reference = GermlineReference.embedded(.human)
    let text = reference.alleles.reversed().map { ImportFiles.record($0, .human) }.joined()
    let imported = try ImportFiles.imported(text)
    #expect(imported.leftOut == [])
    #expect(imported.recordCount == reference.alleles.count)
    #expect(imported.reference().alleles == reference.alleles)
    #expect(imported.reference().digest == reference.digest)
    #expect(imported.reference().completeLoci == Locus.allCases)
  }

  @Test("IMGT-gapped FASTA gives the same mouse alleles, but for five that are named")
  func mouse() throws {
    let reference = GermlineReference.embedded(.mouse)
    let text = reference.alleles.map { ImportFiles.record($0, .mouse) }.joined()
    let imported = try ImportFiles.imported(text, species: .mouse)
    #expect(imported.leftOut == [])
    let again = imported.reference()
    #expect(again.alleles.map(\.name) == reference.alleles.map(\.name))
    var different: [String] = []
    for (a, b) in zip(reference.alleles, again.alleles) where a != b {
      different.append(a.name)
      if Self.mouseInsertions.contains(a.name) {
        #expect(a.anchor == b.anchor && b.regions == nil)
      } else {
        #expect(a.anchor == nil && b.anchor == nil)
      }
    }
    #expect(different == Self.mouseInsertions + Self.mousePseudogenes)
    let remarked = imported.findings.filter(\.isKept).map(\.name)
    #expect(Set(different).isSubset(of: remarked))
  }

  @Test("stated anchors place the mouse pseudogenes too")
  func statedAnchors() throws {
    let reference = GermlineReference.embedded(.mouse)
    let text = reference.alleles.map { allele in
      ImportFiles.record(
        allele, .mouse, suffix: allele.anchorPosition.map { "anchor=\($0)|" } ?? "")
    }
    let again = try ImportFiles.imported(text.joined(), species: .mouse).reference()
    let different = zip(reference.alleles, again.alleles).filter { $0 != $1 }.map(\.0.name)
    #expect(different == Self.mouseInsertions)
  }

  @Test("every allele without a usable anchor is remarked upon", arguments: Species.allCases)
  func unusableAnchors(species: Species) throws {
    let reference = GermlineReference.embedded(species)
    let text = reference.alleles.map { ImportFiles.record($0, species) }.joined()
    let imported = try ImportFiles.imported(text, species: species)
    let remarked = imported.findings.filter {
      if case .unusableAnchor = $0.reason { true } else { false }
    }
    let without = reference.alleles.filter {
      $0.anchor == nil && ($0.segment == .v || $0.segment == .j)
    }
    #expect(Set(remarked.map(\.name)) == Set(without.map(\.name)))
  }

  @Test("without gaps and frames the motifs find the anchors", arguments: Species.allCases)
  func motifs(species: Species) throws {
    let reference = GermlineReference.embedded(species)
    let alleles = reference.alleles.filter { $0.segment == .v || $0.segment == .j }
    let text = alleles.map { ">\($0.name)\n\(Nucleotide.text(ofCodes: $0.codes))\n" }.joined()
    let imported = try ImportFiles.imported(text, species: species)
    var missing: [String] = []
    for allele in alleles where allele.anchor != nil {
      let again = imported.alleles.first { $0.name == allele.name }
      if again?.anchor == allele.anchor && again?.frame == allele.frame { continue }
      missing.append(allele.name)
      // Not found is said so; a wrong place would be worse.
      #expect(again == nil, "\(allele.name)")
    }
    #expect(missing == (species == .human ? ["TRGVA*01"] : ["TRBV24*02"]))
    for allele in alleles where allele.anchor == nil {
      let again = imported.alleles.first { $0.name == allele.name }
      #expect(again?.anchor == nil, "\(allele.name)")
    }
  }

  @Test("the embedded FASTA headers are read as they are", arguments: Species.allCases)
  func embeddedHeaders(species: Species) throws {
    let records = try ReferenceFiles.records(of: species)
    let text = records.map { record in
      let anchor = record.anchor.map { "\($0)" } ?? "NA"
      return ">\(record.name)|\(species.rawValue)|\(record.functionality)|anchor=\(anchor)\n"
        + record.bases + "\n"
    }
    let imported = try ImportFiles.imported(text.joined(), species: species)
    #expect(imported.leftOut == [])
    let reference = GermlineReference.embedded(species)
    for allele in imported.reference().alleles {
      let original = try #require(reference.allele(named: allele.name))
      // The files put it out of frame; see EmbeddedReferenceTests.
      if EmbeddedReferenceTests.correctedAnchors[allele.name] == species { continue }
      #expect(allele.anchor == original.anchor, "\(allele.name)")
      #expect(allele.functionality == original.functionality)
      #expect(allele.codes == original.codes)
      #expect(allele.frame == original.frame || allele.segment == .c, "\(allele.name)")
    }
  }
}
