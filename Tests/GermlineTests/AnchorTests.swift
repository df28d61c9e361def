import Germline
import Sequences
import Testing

/// The conserved residues that bound the junction, by translation of every allele.
struct AnchorTests {
  /// Positions 104 and 118 that hold no anchor, with what stands there.
  static let notAnchors: [Species: [String: String]] = [
    .human: [
      "TRAJ35*01": "C", "TRAJ51*01": "F", "TRAJ61*01": "F", "TRBJ2-2P*01": "G",
      "TRBJ2-7*02": "V", "TRBV7-3*03": "R", "TRBV17*01": "Y", "TRBV17*02": "Y", "TRBV26*01": "Y",
    ],
    .mouse: [
      "TRAJ3*01": "F", "TRAJ7*01": "L", "TRAJ19*01": "S", "TRAJ20*01": "V", "TRAJ29*01": "L",
      "TRAJ36*01": "S",
      "TRAJ41*01": "L", "TRAJ44*01": "L", "TRAJ60*01": "Y", "TRAJ61*01": "G", "TRBJ1-7*01": "H",
      "TRBJ2-6*01": "D", "TRAV5D-2*02": "*", "TRAV5N-2*01": "*", "TRBV8*01": "G",
      "TRBV10*01": "A",
    ],
  ]

  /// J anchors that are Trp, or whose motif is not [FW]G.G.
  static let unusual: [Species: [String: String]] = [
    .human: [
      "TRAJ16*02": "FARG", "TRAJ33*01": "WGAG", "TRAJ38*01": "WGLG", "TRAJ55*01": "WGKG",
      "TRGJP1*01": "FAEG", "TRGJP2*01": "FAKG",
    ],
    .mouse: [
      "TRAJ33*01": "WGSG", "TRAJ38*01": "WGLG", "TRAJ59*01": "FATG", "TRBJ1-6*01": "FAAG",
      "TRGJ1*01": "FAEG", "TRGJ2*01": "FAEG", "TRGJ3*01": "FAEG", "TRGJ4*01": "FAKG",
    ],
  ]

  static func motif(_ allele: Allele) -> String {
    guard let at = allele.anchorPosition else { return "" }
    let codes = Array(allele.codes[at..<min(at + 12, allele.codes.count)])
    return String(decoding: GeneticCode.translation(ofCodes: codes.span), as: UTF8.self)
  }

  @Test(
    "every V and J has its anchor residue, or is a named exception", arguments: Species.allCases)
  func anchorsTranslate(species: Species) throws {
    let notAnchors = try #require(Self.notAnchors[species])
    let unusual = try #require(Self.unusual[species])
    var exceptions = 0
    for allele in GermlineReference.embedded(species).alleles {
      let motif = Self.motif(allele)
      switch allele.segment {
      case .d, .c:
        #expect(allele.anchorPosition == nil && allele.anchor == nil, "\(allele.name)")
      case .v, .j:
        #expect(allele.anchorPosition != nil, "\(allele.name)")
        if let residue = notAnchors[allele.name] {
          #expect(allele.anchor == nil, "\(allele.name)")
          #expect(motif.hasPrefix(residue), "\(allele.name)")
          exceptions += 1
          continue
        }
        #expect(allele.anchor == allele.anchorPosition, "\(allele.name)")
        if allele.segment == .v {
          #expect(motif.hasPrefix("C"), "\(allele.name)")
        } else if let expected = unusual[allele.name] {
          #expect(motif == expected)
          exceptions += 1
        } else {
          #expect(motif.contains(/^FG.G$/), "\(allele.name) \(motif)")
        }
      }
    }
    #expect(exceptions == notAnchors.count + unusual.count)
  }

  @Test("anchors lie in the frame of their allele", arguments: Species.allCases)
  func anchorsAreInFrame(species: Species) throws {
    for allele in GermlineReference.embedded(species).alleles {
      guard let anchor = allele.anchorPosition else { continue }
      let frame = try #require(allele.frame)
      #expect((anchor - frame) % 3 == 0, "\(allele.name)")
    }
  }

  @Test("FR3 ends after the anchor codon, and the regions adjoin", arguments: Species.allCases)
  func regionsAdjoin(species: Species) throws {
    for allele in GermlineReference.embedded(species).alleles where allele.segment == .v {
      let regions = try #require(allele.regions)
      let anchor = try #require(allele.anchorPosition)
      #expect(regions.fr3.upperBound == anchor + 3, "\(allele.name)")
      #expect(regions.fr1.lowerBound == 0)
      #expect(regions.fr1.upperBound == regions.cdr1.lowerBound)
      #expect(regions.cdr1.upperBound == regions.fr2.lowerBound)
      #expect(regions.fr2.upperBound == regions.cdr2.lowerBound)
      #expect(regions.cdr2.upperBound == regions.fr3.lowerBound)
    }
  }
}
