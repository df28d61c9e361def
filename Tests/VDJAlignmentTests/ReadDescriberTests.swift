import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite struct ReadDescriberTests {
  /// A read of a random recombination as it stands in a file, and what is said of it.
  struct Described {
    let species: Species
    let bases: [UInt8]
    let quality: [UInt8]
    let found: ReadDescription

    var reference: GermlineReference { .embedded(species) }

    init?(species: Species, using generator: inout SeededGenerator) {
      let index = TestIndexes.of(species)
      let isReverse = Bool.random(using: &generator)
      let made = RandomRecombination(
        index.reference, errorsPerThousand: 15, length: 250, using: &generator)
      let codes = isReverse ? Nucleotide.reverseComplement(ofCodes: made.codes) : made.codes
      self.species = species
      let bases = codes.map(Nucleotide.ascii(ofCode:))
      let quality = isReverse ? made.quality.reversed() : made.quality
      self.bases = bases
      self.quality = quality
      var aligner = ReadAligner(index: index)
      guard
        case .rearranged(let rearrangement) = aligner.align(
          sequence: bases.span, quality: quality.span)
      else { return nil }
      var describer = ReadDescriber(index: index)
      found = describer.describe(
        rearrangement, sequence: bases.span, quality: quality.span, v: aligner.vTies,
        j: aligner.jTies)
    }
  }

  /// A CIGAR walked over a read and an allele, base by base.
  struct Walk {
    var sequence: Range<Int>?
    var germline: Range<Int>?
    var equal = 0
    var columns = 0
    var isTrue = true
    var readLength = 0
    var alleleLength = 0

    init(_ cigar: String, read: [UInt8], allele: [UInt8]) {
      var digits = ""
      for letter in cigar {
        if letter.isNumber {
          digits.append(letter)
          continue
        }
        let count = Int(digits) ?? 0
        digits = ""
        switch letter {
        case "S": readLength += count
        case "N": alleleLength += count
        case "I":
          readLength += count
          columns += count
        case "D":
          alleleLength += count
          columns += count
        default:
          sequence = (sequence?.lowerBound ?? readLength)..<readLength + count
          germline = (germline?.lowerBound ?? alleleLength)..<alleleLength + count
          for _ in 0..<count {
            let isEqual = read[readLength] == allele[alleleLength]
            isTrue = isTrue && isEqual == (letter == "=")
            equal += isEqual ? 1 : 0
            columns += 1
            readLength += 1
            alleleLength += 1
          }
        }
      }
    }
  }

  @Test(
    "the CIGAR of every segment leads from the read to its identity, positions and allele",
    arguments: [UInt64](0..<40))
  func cigars(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let species: Species = seed % 4 == 0 ? .mouse : .human
    for _ in 0..<5 {
      guard let read = Described(species: species, using: &generator) else { continue }
      let germline = read.found.germline
      for segment in [germline.v, germline.d, germline.j, germline.c].compactMap(\.self) {
        let allele = read.reference[segment.alleles[0]]
        let walk = Walk(segment.cigar, read: read.found.codes, allele: allele.codes)
        #expect(walk.isTrue)
        #expect(walk.readLength == read.bases.count && walk.alleleLength == allele.codes.count)
        #expect(walk.sequence == segment.sequence && walk.germline == segment.germline)
        #expect(segment.identity == Double(walk.equal) / Double(walk.columns))
        #expect(segment.score <= Double(walk.equal * PlacementScore.match) / 10)
        #expect(segment.alleles == segment.alleles.sorted())
      }
    }
  }

  @Test(
    "junction, alignment, regions and flags are those of the read and its alleles",
    arguments: [UInt64](100..<140))
  func parts(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<5 {
      guard let made = Described(species: .human, using: &generator) else { continue }
      let found = made.found
      let file = Nucleotide.codes(of: made.bases)
      #expect(
        found.codes
          == (found.rearrangement.isReverse ? Nucleotide.reverseComplement(ofCodes: file) : file))
      #expect(found.aligned.lowerBound == found.germline.v.sequence.lowerBound)
      #expect(found.aligned.upperBound == found.germline.j.sequence.upperBound)
      let read = found.sequenceAlignment.filter { $0 != AlignmentText.gap }
      #expect(read == found.codes[found.aligned].map(Nucleotide.ascii(ofCode:)))
      #expect(found.germlineAlignment.count == found.sequenceAlignment.count)
      let v = made.reference[found.germline.v.alleles[0]]
      let j = made.reference[found.germline.j.alleles[0]]
      // Every base of the germline alignment is of V, D or J, or unknown.
      let np = [found.germline.np1, found.germline.np2].compactMap(\.self)
      let hasGap = (found.sequenceAlignment + found.germlineAlignment).contains(AlignmentText.gap)
      for position in found.aligned where !hasGap {
        let base = found.germlineAlignment[position - found.aligned.lowerBound]
        #expect((base == UInt8(ascii: "N")) == np.contains { $0.contains(position) })
      }
      let stops = stride(
        from: found.rearrangement.junction.lowerBound % 3, to: found.codes.count - 2, by: 3
      ).filter {
        found.aligned.contains($0) && found.aligned.contains($0 + 2)
          && ["TAA", "TAG", "TGA"].contains(
            Nucleotide.text(ofCodes: found.codes[$0..<$0 + 3]))
      }
      #expect(found.hasStopCodon == !stops.isEmpty)
      try expectRegions(of: found, v: v, j: j)
    }
  }

  private func expectRegions(of found: ReadDescription, v: Allele, j: Allele) throws {
    let known = try #require(v.regions)
    let start = found.germline.v.sequence.lowerBound - found.germline.v.germline.lowerBound
    let pairs = [
      (found.regions.fwr1, known.fr1), (found.regions.cdr1, known.cdr1),
      (found.regions.fwr2, known.fr2), (found.regions.cdr2, known.cdr2),
      (found.regions.fwr3, known.fr3),
    ]
    for (region, inAllele) in pairs {
      let isWhole = inAllele.allSatisfy { found.germline.v.germline.contains($0) }
      #expect((region != nil) == isWhole)
      if let region { #expect(region.lowerBound - start == inAllele.lowerBound) }
      if let region { #expect(region.count == inAllele.count) }
    }
    // FR3 ends with the first codon of the junction, FR4 begins with its last one.
    let junction = found.rearrangement.junction
    if let fwr3 = found.regions.fwr3 { #expect(fwr3.upperBound == junction.lowerBound + 3) }
    if let fwr4 = found.regions.fwr4 {
      #expect(fwr4.lowerBound == junction.upperBound - 3)
      #expect(fwr4.count % 3 == 0 && fwr4.upperBound <= found.aligned.upperBound)
      #expect(j.codes.count - (try #require(j.anchorPosition)) - fwr4.count < 3)
    }
    #expect(
      found.isComplete == (found.regions.fwr4 != nil && found.germline.v.germline.lowerBound == 0))
  }

  @Test("a whole V and J is complete; without its first base it is not") func complete() throws {
    let reference = GermlineReference.embedded(.human)
    let v = try #require(reference.allele(named: "TRBV9*01"))
    let j = try #require(reference.allele(named: "TRBJ2-1*01"))
    let codes = v.codes + [0, 1] + j.codes + [1, 1, 1]
    for cut in [0, 1] {
      let bases = codes.dropFirst(cut).map(Nucleotide.ascii(ofCode:))
      let quality = [UInt8](repeating: Phred.ascii(ofQuality: 37), count: bases.count)
      var aligner = ReadAligner(index: TestIndexes.human)
      guard
        case .rearranged(let found) = aligner.align(sequence: bases.span, quality: quality.span)
      else {
        Issue.record("not aligned")
        continue
      }
      var describer = ReadDescriber(index: TestIndexes.human)
      let read = describer.describe(
        found, sequence: bases.span, quality: quality.span, v: aligner.vTies, j: aligner.jTies)
      #expect(read.isComplete == (cut == 0))
      #expect((read.regions.fwr1 != nil) == (cut == 0))
      #expect(read.regions.cdr1?.count == v.regions?.cdr1.count)
    }
  }

  @Test(
    "a lost or added base stands in the alignments, and shifts neither regions nor frame",
    arguments: [-1, 1])
  func gaps(change: Int) throws {
    let reference = GermlineReference.embedded(.human)
    let v = try #require(reference.allele(named: "TRBV9*01"))
    let j = try #require(reference.allele(named: "TRBJ2-1*01"))
    let regions = try #require(v.regions)
    // Inside FR3, 40 bases before the anchor; a change there brings stops into the plain frame.
    let at = regions.fr3.upperBound - 40
    let other = (v.codes[at] + 1) & 3
    let changed =
      change < 0 ? v.codes[..<at] + v.codes[(at + 1)...] : v.codes[..<at] + [other] + v.codes[at...]
    // In frame: six bases of V behind its anchor, nine of J before its own.
    let vEnd = try #require(v.anchorPosition) + 9 + change
    let jStart = try #require(j.anchorPosition) - 9
    let codes = Array(changed.prefix(vEnd)) + j.codes[jStart...]
    let bases = codes.map(Nucleotide.ascii(ofCode:))
    let quality = [UInt8](repeating: Phred.ascii(ofQuality: 37), count: bases.count)
    var aligner = ReadAligner(index: TestIndexes.human)
    guard case .rearranged(let found) = aligner.align(sequence: bases.span, quality: quality.span)
    else {
      Issue.record("not aligned")
      return
    }
    var describer = ReadDescriber(index: TestIndexes.human)
    let read = describer.describe(
      found, sequence: bases.span, quality: quality.span, v: aligner.vTies, j: aligner.jTies)
    let walk = Walk(read.germline.v.cigar, read: codes, allele: v.codes)
    #expect(walk.isTrue && walk.sequence == read.germline.v.sequence)
    #expect(read.germline.v.cigar.contains(change < 0 ? "D" : "I"))
    #expect(read.sequenceAlignment.count { $0 == AlignmentText.gap } == (change < 0 ? 1 : 0))
    #expect(read.germlineAlignment.count { $0 == AlignmentText.gap } == (change < 0 ? 0 : 1))
    #expect(read.sequenceAlignment.count == read.germlineAlignment.count)
    #expect(read.regions.fwr1 == regions.fr1 && read.regions.cdr2 == regions.cdr2)
    #expect(read.regions.fwr3?.count == regions.fr3.count + change)
    #expect(read.isComplete)
    #expect(read.isInFrame && !read.hasStopCodon)
  }

  /// A read of certain bases, over the embedded human alleles or others.
  private func described(_ codes: [UInt8], _ index: AlignmentIndex = TestIndexes.human)
    -> ReadDescription?
  {
    let bases = codes.map(Nucleotide.ascii(ofCode:))
    let quality = [UInt8](repeating: Phred.ascii(ofQuality: 37), count: bases.count)
    var aligner = ReadAligner(index: index)
    guard case .rearranged(let found) = aligner.align(sequence: bases.span, quality: quality.span)
    else { return nil }
    var describer = ReadDescriber(index: index)
    return describer.describe(
      found, sequence: bases.span, quality: quality.span, v: aligner.vTies, j: aligner.jTies)
  }

  @Test("bases that are lost right before the anchor codon leave it in frame", arguments: [1, 2])
  func gapBeforeAnchor(lost: Int) throws {
    let reference = GermlineReference.embedded(.human)
    let j = try #require(reference.allele(named: "TRBJ2-7*01"))
    let jAnchor = try #require(j.anchorPosition)
    var gapped = 0
    for v in reference.alleles
    where v.segment == .v && v.locus == .trb && v.functionality == .functional {
      guard let anchor = v.anchor else { continue }
      let kept = v.codes[anchor - 90..<anchor - lost] + v.codes[anchor..<anchor + 9]
      let codes = Array(kept) + [1, 2, 1, 2, 1, 2] + j.codes[(jAnchor - 9)...]
      guard let read = described(codes), read.germline.v.cigar.contains("D") else { continue }
      gapped += 1
      #expect(read.isInFrame && !read.hasStopCodon, "\(v.name) \(read.germline.v.cigar)")
    }
    #expect(gapped >= 3)
  }

  @Test("unknown bases of the read are not compared, and score nothing")
  func unknownBases() throws {
    let reference = GermlineReference.embedded(.human)
    let v = try #require(reference.allele(named: "TRBV9*01"))
    let j = try #require(reference.allele(named: "TRBJ2-7*01"))
    let c = try #require(reference.allele(named: "TRBC2*01"))
    let jAnchor = try #require(j.anchorPosition)
    let anchor = try #require(v.anchorPosition)
    var codes = v.codes[..<(anchor + 9)] + [1, 2, 1, 2, 1, 2] + j.codes[(jAnchor - 9)...]
    let jEnd = codes.count
    codes += c.codes[..<40]
    let whole = try #require(described(Array(codes)))
    for at in [50, 51, 120, jEnd - 12, jEnd + 15] { codes[at] = Nucleotide.unknown }
    let read = try #require(described(Array(codes)))
    let pairs = [
      (read.germline.v, whole.germline.v, 3), (read.germline.j, whole.germline.j, 1),
      (try #require(read.germline.c), try #require(whole.germline.c), 1),
    ]
    for (segment, plain, unknown) in pairs {
      #expect(segment.sequence == plain.sequence && segment.cigar.contains("X"), "\(segment.cigar)")
      #expect(segment.identity == 1, "\(segment.cigar)")
      let lost = Double(unknown * PlacementScore.match) / 10
      #expect(abs(plain.score - segment.score - lost) < 1e-9)
    }
  }

  @Test(
    "a region that the allele itself does not hold whole is blank",
    arguments: [(0, 0), (3, 1), (60, 1), (78, 1), (90, 2), (120, 3)])
  func cutAllele(columns: Int, blank: Int) throws {
    let whole = GermlineReference.embedded(.human)
    let v = try #require(whole.allele(named: "TRBV9*01"))
    let regions = try #require(v.regions)
    // How many bases stand before that column of the gapped sequence: FR1 has no gap before it,
    // and CDR1 holds its gaps in the middle.
    let lost = columns <= 90 ? columns : regions.fr2.lowerBound + columns - 114
    let ends = [regions.fr1, regions.cdr1, regions.fr2, regions.cdr2, regions.fr3]
      .map { max(0, $0.upperBound - lost) }
    let start = blank == 0 ? 0 : ends[blank - 1]
    let cut = Allele(
      name: v.name, locus: v.locus, segment: .v, functionality: v.functionality,
      codes: Array(v.codes[lost...]), frame: v.frame.map { (($0 - lost) % 3 + 3) % 3 },
      anchorPosition: v.anchorPosition.map { $0 - lost }, isAnchored: true,
      regions: VRegionBoundaries(start: start, ends: ends.map { max($0, start) }))
    let j = try #require(whole.allele(named: "TRBJ2-7*01"))
    let reference = GermlineReference(species: .human, alleles: [cut, j])
    let anchor = try #require(v.anchorPosition)
    let jAnchor = try #require(j.anchorPosition)
    let codes = v.codes[..<(anchor + 9)] + [1, 2, 1, 2, 1, 2] + j.codes[(jAnchor - 9)...]
    let read = try #require(described(Array(codes), AlignmentIndex(reference)))
    let found = [
      read.regions.fwr1, read.regions.cdr1, read.regions.fwr2, read.regions.cdr2,
      read.regions.fwr3,
    ]
    // An allele that begins with CDR1 cannot tell that it is whole.
    let blanks = columns == 78 ? 2 : blank
    #expect(found.map { $0 == nil } == (0..<5).map { $0 < blanks })
    #expect(read.isComplete == (columns == 0))
    if let fwr3 = read.regions.fwr3 { #expect(fwr3 == regions.fr3) }
  }
}
