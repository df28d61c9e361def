import Germline
import Sequences
import TestSupport
import Testing

@testable import RepertoirePipeline

/// Libraries of 2x100 bases and fragments of 180 with the junction in their middle, which no mate
/// covers alone.
@Suite("Junctions that only both mates together show, in looks at the first reads")
struct MergedJunctionTests {
  private struct Mates {
    let r1: String
    let r2: String
  }

  private static func text(_ codes: some Sequence<UInt8>) -> String {
    String(decoding: codes.map(Nucleotide.ascii(ofCode:)), as: UTF8.self)
  }

  private static func library(
    of species: Species, _ locus: Locus, in folder: SheetFolder
  ) throws -> Mates {
    var random = SeededGenerator(seed: 4)
    let reference = GermlineReference.embedded(species)
    func alleles(_ segment: Segment) -> [Allele] {
      reference.alleles(of: locus, segment).filter {
        $0.locus == locus && $0.functionality == .functional
          && (segment == .c || $0.anchor != nil)
      }
    }
    let constant = try #require(alleles(.c).first)
    var reads: (first: [String], second: [String]) = ([], [])
    for _ in 0..<300 {
      let v = try #require(alleles(.v).randomElement(using: &random))
      let j = try #require(alleles(.j).randomElement(using: &random))
      let before = text(v.codes.prefix((v.anchor ?? 0) + 9))
      let behind = text(j.codes.suffix(j.codes.count - (j.anchor ?? 0) + 12) + constant.codes)
      let insert = random.bases(24 - 3)
      // 45 bases of junction or more from the 68th base on.
      let fragment = String((before.suffix(77) + insert + behind).prefix(180))
      reads.first.append(String(fragment.prefix(100)))
      reads.second.append(String(MadeTranscript.reverseComplement(fragment).prefix(100)))
    }
    return Mates(
      r1: try folder.writeReads(reads.first, to: "r1.fastq"),
      r2: try folder.writeReads(reads.second, to: "r2.fastq"))
  }

  private func quality(
    _ mates: Mates, _ settings: AnalysisSettings, in folder: SheetFolder
  ) async throws -> SampleQuality {
    let plan = try SamplePlan.ofReads(
      sampleID: "a", r1: [mates.r1], r2: [mates.r2], kit: "generic-amplicon", settings: settings)
    return try await SampleRun(plan: plan, path: folder.path + "/samples/a") { _, _ in }.run()
      .quality
  }

  @Test(
    "detect counts them and says nothing of missing junctions", arguments: [Species.human, .mouse])
  func detection(_ species: Species) throws {
    let folder = try SheetFolder()
    let mates = try Self.library(of: species, .trb, in: folder)
    let detection = try KitDetection(r1: [mates.r1], r2: [mates.r2], reads: 1000, species: nil)
    let facts = detection.facts
    #expect(facts.species == species)
    #expect(facts[.first].junctions + facts[.second].junctions < 10)
    #expect(facts.rearranged >= 290)
    #expect(facts.rearrangedOfLocus[Locus.trb.index] == facts.rearranged)
    #expect(!detection.text.contains("of reads show a junction"), "\(detection.text)")
  }

  @Test("a sample of the other species is told", arguments: [Species.human, .mouse])
  func wrongSpecies(_ species: Species) async throws {
    let folder = try SheetFolder()
    let mates = try Self.library(of: species, .trb, in: folder)
    let other = Species.allCases.first { $0 != species } ?? species
    let quality = try await quality(mates, AnalysisSettings(species: other), in: folder)
    #expect(quality.given.first?.code == "wrong_species", "\(quality.given)")
    #expect(quality.given.first?.severity == "FAIL")
    let look = try #require(quality.secondLook)
    #expect(look.rearrangedInOtherSpecies >= 290)
  }

  @Test("a sample of another locus is told, and of the right one nothing is")
  func wrongLoci() async throws {
    let folder = try SheetFolder()
    let mates = try Self.library(of: .human, .trb, in: folder)
    let wrong = try await quality(mates, AnalysisSettings(loci: [.tra]), in: folder)
    #expect(wrong.given.first?.code == "wrong_loci", "\(wrong.given)")
    #expect(try #require(wrong.secondLook).rearrangedAtAllLoci >= 290)
    let right = try await quality(mates, AnalysisSettings(loci: [.trb]), in: SheetFolder())
    #expect(right.given == [])
    #expect(right.reads.rearranged >= 290)
  }

  @Test("a second look at a good sample counts what the analysis does")
  func strand() async throws {
    let folder = try SheetFolder()
    let mates = try Self.library(of: .human, .trb, in: folder)
    let plan = try SamplePlan.ofReads(
      sampleID: "a", r1: [mates.r1], r2: [mates.r2], kit: "generic-amplicon",
      settings: AnalysisSettings())
    let look = try SecondLook.of(InputStart(plan))
    #expect(look.rearranged >= 290)
    #expect(look.firstMateForward == look.rearranged)
    #expect(look.firstMateReverse == 0)
    #expect(look.recombinationSignals == 0)
  }
}
