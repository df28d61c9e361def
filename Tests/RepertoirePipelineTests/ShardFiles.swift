import SequenceIO
import Sequences
import TestSupport

@testable import RepertoirePipeline

/// The shards of reads of a test, each made by a run of its own.
struct ShardFiles {
  /// In the order of their numbers.
  private(set) var paths: [String] = []
  private let folder: String
  /// Their folder goes with the value.
  private let reads: AnalyzedReads

  /// Merged results.
  struct Results {
    let folder: String

    func bytes(_ suffix: String) throws -> [UInt8] {
      try WholeFile.read("\(folder)/samples/s/s.\(suffix)")
    }
  }

  /// Analyzes the files of `reads` by shards of blocks of a few records.
  init(
    of reads: AnalyzedReads, count: Int, kit: String = "generic-amplicon",
    settings: AnalysisSettings = AnalysisSettings(loci: [.trb]), sample: String = "s",
    blockRecords: Int = 5
  ) async throws {
    self.reads = reads
    let source = reads.folder?.path ?? ""
    let r2 = source + "/r2.fastq"
    let plan = try SamplePlan.ofReads(
      sampleID: sample, r1: [source + "/r1.fastq"], r2: WholeFile.exists(r2) ? [r2] : [],
      kit: kit, settings: settings)
    folder = "\(source)/shards-\(UInt64.random(in: 0...UInt64.max))"
    for number in 1...count {
      var share = InputShare(number: number, of: count)
      share.blockRecords = blockRecords
      let run = try ShardRun(
        plan: plan, share: share, output: folder, force: false, log: RunLog(isQuiet: true))
      paths.append(try await run.run().file)
    }
  }

  /// Merges all shards, or those given, into a fresh folder; last shards first.
  func merged(_ given: [String]? = nil, memory: Int = 1 << 30) async throws -> Results {
    let output = "\(folder)-merged-\(UInt64.random(in: 0...UInt64.max))"
    _ = try await MergeRun(
      shards: given ?? paths.reversed(), output: output, threads: 2, memory: memory, force: false,
      log: RunLog(isQuiet: true)
    ).run()
    return Results(folder: output)
  }

  /// A file beside the shards.
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try AtomicFile.write(bytes, to: "\(folder)/\(name)")
    return "\(folder)/\(name)"
  }
}

/// Reads of a few clones with errors, and junk.
enum ShardReads {
  private static func clones(_ random: inout SeededGenerator) -> [String] {
    (0..<8).map { number in
      // Two junctions beyond 64 bases, so that the tails of tables are there too.
      MadeTranscript.text(inserting: random.bases(number < 2 ? 54 : 12 + 3 * (number % 3)))
    }
  }

  private static func withErrors(_ text: String, _ random: inout SeededGenerator) -> String {
    var letters = Array(text)
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      letters[Int.random(in: 0..<letters.count, using: &random)] =
        "ACGTN".randomElement(using: &random) ?? "A"
    }
    return String(letters)
  }

  private static func quality(_ random: inout SeededGenerator) -> Character {
    "5?F".randomElement(using: &random) ?? "F"
  }

  /// Some hundred single reads of different lengths on both strands.
  static func single(seed: UInt64) -> [AnalyzedReads.Fragment] {
    var random = SeededGenerator(seed: seed)
    let clones = clones(&random)
    return (0..<400).map { number in
      var text = random.bases(100)
      if Int.random(in: 0..<6, using: &random) > 0 {
        let clone = clones[
          min(
            Int.random(in: 0..<8, using: &random),
            Int.random(in: 0..<8, using: &random))]
        text = withErrors(
          String(clone.dropFirst(Int.random(in: 20...210, using: &random)).dropLast(60)), &random)
        if Bool.random(using: &random) { text = MadeTranscript.reverseComplement(text) }
      }
      return AnalyzedReads.Fragment(name: "r\(number)", first: text, quality: quality(&random))
    }
  }

  /// Pairs whose mates overlap or lie apart.
  static func pairs(seed: UInt64) -> [AnalyzedReads.Fragment] {
    var random = SeededGenerator(seed: seed)
    let clones = clones(&random)
    return (0..<300).map { number in
      let clone = clones[Int.random(in: 0..<8, using: &random)]
      let fragment = String(clone.dropFirst(Int.random(in: 0...200, using: &random)).dropLast(40))
      let length = Int.random(in: 70...130, using: &random)
      let first = withErrors(String(fragment.prefix(length)), &random)
      let second = withErrors(
        MadeTranscript.reverseComplement(String(fragment.suffix(length))), &random)
      let isSwapped = Bool.random(using: &random)
      return AnalyzedReads.Fragment(
        name: "p\(number)", first: isSwapped ? second : first,
        second: isSwapped ? first : second, quality: quality(&random))
    }
  }

  static var moleculeSettings: AnalysisSettings {
    var settings = AnalysisSettings(loci: [.trb])
    settings.readStructures = ["r1=umi:12,template", "r2=template"]
    return settings
  }

  /// Molecules with one to nine reads that lie anywhere in the input.
  static func molecules(seed: UInt64) -> [AnalyzedReads.Fragment] {
    var random = SeededGenerator(seed: seed)
    let clones = clones(&random)
    var fragments: [AnalyzedReads.Fragment] = []
    for molecule in 0..<900 {
      let umi = random.bases(12)
      let text = clones[Int.random(in: 0..<8, using: &random)]
      let end = String(text.dropLast(MadeTranscript.c.count - 27).suffix(150))
      for read in 0..<Int.random(in: 1...9, using: &random) {
        let hasError = Int.random(in: 0..<6, using: &random) == 0
        fragments.append(
          AnalyzedReads.Fragment(
            name: "m\(molecule)r\(read)",
            first: (hasError ? withErrors(umi, &random) : umi)
              + withErrors(MadeTranscript.reverseComplement(end), &random),
            second: String(text.dropFirst(150).prefix(100)), quality: quality(&random)))
      }
    }
    return fragments.shuffled(using: &random)
  }
}
