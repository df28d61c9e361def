import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

/// Records of V that lack bases at an end which other alleles of their gene hold.
@Suite struct PartialRecordTests {
  enum End: CaseIterable { case five, three }

  private static let reference = TestIndexes.human.reference

  /// The alleles that are cut, one a gene: what they lose all others of their gene have alike.
  private static func cuttable(_ end: End, _ count: Int) -> [Allele] {
    let whole = reference.alleles.filter {
      $0.segment == .v && $0.functionality == .functional && $0.anchor != nil
        && $0.codes.count > 250
    }
    func lost(_ allele: Allele) -> ArraySlice<UInt8> {
      end == .five ? allele.codes.prefix(count) : allele.codes.suffix(count)
    }
    return Dictionary(grouping: whole, by: \.gene).sorted { $0.key < $1.key }.compactMap { _, all in
      let isAlike = all.allSatisfy {
        $0.anchor == all[0].anchor && $0.codes.count == all[0].codes.count
          && lost($0) == lost(all[0])
      }
      return isAlike && all.count > 1 ? all[all.count - 1] : nil
    }
  }

  private static func cut(_ allele: Allele, _ end: End, _ count: Int) -> Allele {
    let codes =
      end == .five ? allele.codes.dropFirst(count) : allele.codes.dropLast(count)
    return Allele(
      name: allele.name, locus: allele.locus, segment: .v, functionality: allele.functionality,
      codes: Array(codes), frame: allele.frame,
      anchorPosition: allele.anchorPosition.map { end == .five ? $0 - count : $0 },
      isAnchored: true, regions: nil)
  }

  /// A transcript of a V with what of it is told, a few bases and a J.
  private static func read(
    of v: Allele, reach: Int, trim: Int, using random: inout SeededGenerator
  ) throws -> [UInt8] {
    let j = try #require(
      reference.alleles.last { $0.locus == v.locus && $0.segment == .j && $0.anchor != nil })
    let anchor = try #require(v.anchor)
    let between = (0..<6).map { _ in UInt8.random(in: 0...3, using: &random) }
    return v.codes[max(0, anchor - reach)..<v.codes.count - trim] + between + j.codes.dropFirst(3)
  }

  private static func names(_ codes: [UInt8], by aligner: inout ReadAligner) -> [String] {
    let bases = codes.map(Nucleotide.ascii(ofCode:))
    let quality = [UInt8](repeating: Phred.ascii(ofQuality: 37), count: bases.count)
    guard case .rearranged = aligner.align(sequence: bases.span, quality: quality.span) else {
      return []
    }
    let index = aligner.index
    return aligner.vTies.flatMap { index.vTargets[Int($0)].alleles }
      .map { index.reference[$0].name }.sorted()
  }

  @Test("an allele is called as if its record were whole", arguments: End.allCases, [2, 5, 40])
  func calls(_ end: End, _ count: Int) throws {
    // Behind the anchor codon of V stand 9 to 20 bases.
    let count = end == .three ? min(count, 8) : count
    let cuts = Self.cuttable(end, count)
    #expect(cuts.count > 8)
    let byName = Dictionary(uniqueKeysWithValues: cuts.map { ($0.name, $0) })
    let partial = GermlineReference(
      species: .human,
      alleles: Self.reference.alleles.map {
        byName[$0.name] == nil ? $0 : Self.cut($0, end, count)
      })
    var whole = ReadAligner(index: TestIndexes.human)
    var cut = ReadAligner(index: AlignmentIndex(partial))
    var random = SeededGenerator(seed: UInt64(count))
    var single = 0
    for allele in cuts {
      for trim in 0...3 {
        let read = try Self.read(of: allele, reach: 300, trim: trim, using: &random)
        let names = Self.names(read, by: &whole)
        #expect(names.contains(allele.name))
        #expect(Self.names(read, by: &cut) == names, "\(allele.name), \(trim) bases trimmed")
        if names == [allele.name] { single += 1 }
      }
    }
    #expect(single > cuts.count * 2)
  }

  /// Of our own records two: 5 bases behind the anchor codon are not known of them.
  @Test(
    "bases behind a record are no germline of it",
    arguments: ["TRBV2*02", "TRBV20-1*02"], ["", "AGAGA", "CTTAC"])
  func description(_ name: String, _ behind: String) throws {
    let v = try #require(Self.reference.allele(named: name))
    let j = try #require(Self.reference.allele(named: "TRBJ2-7*01"))
    let (vAnchor, jAnchor) = (try #require(v.anchor), try #require(j.anchor))
    let tail = Nucleotide.codes(of: behind.utf8)
    let codes = v.codes + tail + j.codes
    let index = TestIndexes.human
    let target = try #require(index.vTargets.firstIndex { $0.alleles.contains(v.id) })
    let jTarget = try #require(index.jTargets.firstIndex { $0.alleles.contains(j.id) })
    var describer = SequenceDescriber(index: index)
    let found = describer.describe(
      codes: codes, junction: vAnchor..<v.codes.count + tail.count + jAnchor + 3,
      v: [UInt16(target)], j: [UInt16(jTarget)])
    #expect(found.v.sequence == 0..<v.codes.count)
    #expect(found.v.germline == 0..<v.codes.count)
    #expect(found.v.identity == 1)
    #expect(found.np1.lowerBound == v.codes.count)
    #expect(found.v.cigar == "\(v.codes.count)=\(tail.count + j.codes.count)S")
  }

  @Test("bases before a record are no germline of it") func descriptionOfStart() throws {
    let allele = try #require(Self.cuttable(.five, 40).first)
    let partial = GermlineReference(
      species: .human,
      alleles: Self.reference.alleles.map {
        $0.name == allele.name ? Self.cut($0, .five, 40) : $0
      })
    let index = AlignmentIndex(partial)
    var random = SeededGenerator(seed: 3)
    let codes = try Self.read(of: allele, reach: 300, trim: 0, using: &random)
    var aligner = ReadAligner(index: index)
    #expect(Self.names(codes, by: &aligner) == [allele.name])
    let target = try #require(
      index.vTargets.firstIndex { target in
        target.alleles.contains { partial[$0].name == allele.name }
      })
    let j = try #require(
      index.jTargets.firstIndex { target in
        target.alleles.contains {
          partial[$0].name
            == Self.reference.alleles.last {
              $0.locus == allele.locus && $0.segment == .j && $0.anchor != nil
            }?.name
        }
      })
    var describer = SequenceDescriber(index: index)
    let anchor = try #require(allele.anchor)
    let end = codes.count - partial[index.jTargets[j].alleles[0]].codes.count + 3
    let jAnchor = try #require(partial[index.jTargets[j].alleles[0]].anchor)
    let found = describer.describe(
      codes: codes, junction: anchor..<end - 3 + jAnchor, v: [UInt16(target)], j: [UInt16(j)])
    #expect(found.v.sequence.lowerBound == 40)
    #expect(found.v.germline.lowerBound == 0)
    #expect(found.v.identity == 1)
  }
}
