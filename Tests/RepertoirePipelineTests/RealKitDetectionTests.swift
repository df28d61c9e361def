import Germline
import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite(
  "Detection of the kit of real reads",
  .enabled(if: SharedData.has("data/rhtcrseq-umi"), Comment(rawValue: SharedData.absent)))
struct RealKitDetectionTests {
  /// A library, and what must be said of it: the outcome's word, the kit to use, and a part of the
  /// read structures to use.
  struct Case: Sendable, CustomTestStringConvertible {
    var files: [String]
    var outcome: String
    var kit: String?
    var species = "human"
    var structure = ""

    var testDescription: String { files[0] }
  }

  private static let rh = "data/rhtcrseq-umi/"
  static let cases: [Case] = [
    Case(
      files: [rh + "S3-10ng_S8_L001_R1_001.fastq.gz", rh + "S3-10ng_S8_L001_R2_001.fastq.gz"],
      outcome: "kit", kit: "rhtcrseq"),
    Case(
      files: [rh + "S3-10ng_S20_L001_R2_001.fastq.gz", rh + "S3-10ng_S20_L001_R1_001.fastq.gz"],
      outcome: "kit", kit: "rhtcrseq"),
    Case(
      files: ["data/minnn/p109_R1.fastq.gz", "data/minnn/p109_R2.fastq.gz"],
      outcome: "own_identifier", kit: "generic-amplicon-umi", species: "mouse",
      structure: "anchor:CAGTGGTATCAACGCAGAGT/2,umi:NNNNTNNNNTNNNN"),
    Case(
      files: ["data/minnn/sl4000_R1.fastq.gz", "data/minnn/sl4000_R2.fastq.gz"],
      outcome: "own_identifier", kit: "generic-amplicon-umi",
      structure: "anchor:CAGTGGTATCAACGCAGAGT/2,umi:NNNNTNNNNTNNNN"),
    Case(
      files: ["data/imseq-example/example_barcode_correction.fq.gz"], outcome: "own_identifier",
      kit: "generic-amplicon-umi", structure: "r1=umi:10,template"),
    Case(
      files: ["data/imseq-example/example_quality_bias.fq.gz"], outcome: "amplicon",
      kit: "generic-amplicon"),
    Case(
      files: ["data/rtcr-example/umi_reads.fq.gz"], outcome: "own_identifier",
      kit: "generic-amplicon-umi", structure: "r1=anchor:AACGCAGAG/1,umi:"),
    Case(files: ["data/rtcr-example/reads.fq.gz"], outcome: "amplicon", kit: "generic-amplicon"),
    Case(
      files: ["data/decombinator-old/testseqs.fastq"], outcome: "amplicon",
      kit: "generic-amplicon"),
    Case(
      files: ["data/decombinator-tiny/TINY_1.fq.gz"], outcome: "amplicon",
      kit: "generic-amplicon"),
    Case(
      files: ["data/tracer-smartseq2/cell1_1.fastq", "data/tracer-smartseq2/cell1_2.fastq"],
      outcome: "fragments", kit: "generic-rnaseq", species: "mouse"),
    Case(
      files: [
        "data/tracer-smartseq2/cell3_TCR_A_1.fastq", "data/tracer-smartseq2/cell3_TCR_A_2.fastq",
      ], outcome: "fragments", kit: "generic-rnaseq", species: "mouse"),
    Case(files: ["data/bcr-negative-control/ambiguous_d.fastq.gz"], outcome: "no_receptor"),
    Case(files: ["data/bcr-negative-control/bad_sample.fastq.gz"], outcome: "no_receptor"),
    Case(files: ["data/bcr-negative-control/sample.fastq.gz"], outcome: "no_receptor"),
  ]

  @Test("what is known of a library is said of it", arguments: cases)
  func library(_ known: Case) throws {
    let paths = known.files.map(SharedData.path)
    let detection = try KitDetection(
      r1: [paths[0]], r2: Array(paths.dropFirst()), reads: 1500, species: nil)
    let why = Comment(rawValue: detection.text)
    #expect(try detection.json().contains("\"outcome\" : \"\(known.outcome)\""), why)
    #expect(detection.suggestedKit == known.kit, why)
    if known.kit != nil { #expect(detection.facts.species.rawValue == known.species) }
    #expect(
      known.structure.isEmpty
        || detection.suggestedStructures.contains { $0.contains(known.structure) }, why)
  }

  @Test("mates that were given in the wrong order are told")
  func exchanged() throws {
    let paths = Self.cases[1].files.map(SharedData.path)
    let detection = try KitDetection(r1: [paths[0]], r2: [paths[1]], reads: 1500, species: nil)
    #expect(detection.outcome == .kits(["rhtcrseq"], isSwapped: true))
  }
}
