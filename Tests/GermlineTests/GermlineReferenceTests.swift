import Germline
import Sequences
import Testing

struct GermlineReferenceTests {
  static let human = GermlineReference.embedded(.human)

  @Test(
    "identical sequences are one target with several names",
    arguments: [
      (Species.human, 4), (.mouse, 21),
    ])
  func identicalSequences(species: Species, groups: Int) {
    let reference = GermlineReference.embedded(species)
    let targets = Segment.allCases.flatMap(reference.targets)
    #expect(targets.count { $0.alleles.count > 1 } == groups)
    for target in targets {
      for id in target.alleles {
        #expect(reference[id].codes == target.codes)
        #expect(reference[id].anchor == target.anchor)
        #expect(reference[id].segment == target.segment)
      }
    }
  }

  @Test("every allele is in exactly one target", arguments: Species.allCases, Segment.allCases)
  func targetsPartition(species: Species, segment: Segment) {
    let reference = GermlineReference.embedded(species)
    let ids = reference.targets(segment).flatMap(\.alleles)
    #expect(ids.sorted() == reference.alleles.filter { $0.segment == segment }.map(\.id))
  }

  @Test(
    "numbers are positions, in the order of locus, segment and gene", arguments: Species.allCases)
  func order(species: Species) {
    let alleles = GermlineReference.embedded(species).alleles
    for (position, allele) in alleles.enumerated() { #expect(allele.id.index == position) }
    for (a, b) in zip(alleles, alleles.dropFirst()) {
      #expect(
        (a.locus, a.segment) < (b.locus, b.segment)
          || ((a.locus, a.segment) == (b.locus, b.segment)
            && GeneNameOrder.precedes(a.name, b.name))
      )
    }
  }

  @Test(
    "names order by number",
    arguments: [
      ("TRBV2*01", "TRBV10-1*01"), ("TRAV1-2*01", "TRAV1-10*01"), ("TRBV9", "TRBV9*01"),
      ("TRBJ2-2*01", "TRBJ2-2P*01"), ("TRBV7-3*01", "TRBV7-3*03"), ("TRAV14/DV4", "TRAV14/DV10"),
      ("TRBV01", "TRBV1"),
    ])
  func naturalOrder(first: String, second: String) {
    #expect(GeneNameOrder.precedes(first, second))
    #expect(!GeneNameOrder.precedes(second, first))
    #expect(!GeneNameOrder.precedes(first, first))
  }

  @Test("TRAV/DV genes belong to both loci, and every TRA or TRD V joins either J")
  func sharedV() throws {
    let names = Self.human.alleles(of: .trd, .v).map(\.gene)
    #expect(
      names == [
        "TRAV14/DV4", "TRAV23/DV6", "TRAV29/DV5", "TRAV36/DV7", "TRAV38-2/DV8", "TRDV1", "TRDV2",
        "TRDV3",
      ])
    #expect(!Self.human.alleles(of: .tra, .v).contains { $0.locus != .tra })
    for target in Self.human.targets(.v) {
      let locus = Self.human[target.alleles[0]].locus
      #expect(target.loci == (locus == .tra || locus == .trd ? [.tra, .trd] : [locus]))
    }
    let plain = try #require(Self.human.allele(named: "TRAV1-1*01"))
    #expect(plain.canRecombine(withJOf: .trd) && !plain.canRecombine(withJOf: .trb))
    let j = try #require(Self.human.alleles(of: .tra, .j).first)
    #expect(!j.canRecombine(withJOf: .trd))
  }

  @Test("a restricted reference keeps what its loci can contain, renumbered")
  func restriction() {
    let beta = Self.human.restricted(to: [.trb])
    #expect(beta.alleles.map(\.name) == Self.human.alleles.filter { $0.locus == .trb }.map(\.name))
    #expect(beta.alleles.map(\.id.index) == Array(beta.alleles.indices))
    #expect(beta.digest != Self.human.digest)
    let delta = Self.human.restricted(to: [.trd])
    #expect(delta.targets(.v).count == Self.human.restricted(to: [.tra]).targets(.v).count)
    #expect(delta.alleles.filter { $0.segment != .v }.allSatisfy { $0.locus == .trd })
    #expect(Self.human.restricted(to: Set(Locus.allCases)).digest == Self.human.digest)
  }

  @Test("any changed base, name or anchor changes the digest; the given order does not")
  func digest() {
    func reference(_ name: String, _ codes: [UInt8], _ anchored: Bool) -> GermlineReference {
      let other = Allele(
        name: "TRBV2*01", locus: .trb, segment: .v, functionality: .functional, codes: [3, 2, 3],
        frame: 0, anchorPosition: 0, isAnchored: true, regions: nil)
      let one = Allele(
        name: name, locus: .trb, segment: .v, functionality: .functional, codes: codes, frame: 0,
        anchorPosition: 0, isAnchored: anchored, regions: nil)
      return GermlineReference(species: .human, alleles: [one, other])
    }
    let digests = [
      reference("TRBV1*01", [3, 2, 1], true), reference("TRBV1*02", [3, 2, 1], true),
      reference("TRBV1*01", [3, 2, 3], true), reference("TRBV1*01", [3, 2, 1], false),
    ].map(\.digest)
    #expect(Set(digests).count == 4)
    let shuffled = GermlineReference(
      species: .human, alleles: reference("TRBV1*01", [3, 2, 1], true).alleles.reversed())
    #expect(shuffled.digest == digests[0])
  }

  @Test("regions that do not ascend are refused")
  func regions() {
    #expect(VRegionBoundaries(start: 0, ends: [78, 93, 144, 162, 150]) == nil)
    #expect(VRegionBoundaries(start: 0, ends: [78, 93]) == nil)
    #expect(VRegionBoundaries(start: 0, ends: [78, 93, 144, 162, 276])?.cdr1 == 78..<93)
  }
}
