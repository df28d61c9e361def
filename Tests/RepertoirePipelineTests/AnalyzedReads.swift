import SequenceIO
import Sequences

@testable import RepertoirePipeline

/// Reads of a test as files, and what an analysis makes of them.
struct AnalyzedReads {
  /// One fragment: a name and the bases of its mates, all of quality 37 unless told otherwise.
  struct Fragment {
    var name: String
    var first: String
    var second: String?
    var quality: Character = "F"
    /// The quality of the second mate; nil for that of the first.
    var secondQuality: Character?
  }

  let folder = try? SheetFolder()
  private(set) var results = ""

  /// Analyzes fragments in a fresh folder.
  init(
    _ fragments: [Fragment], kit: String,
    settings: AnalysisSettings = AnalysisSettings(loci: [.trb])
  ) async throws {
    guard let folder else { return }
    let firsts = fragments.map { ($0.name, $0.first, $0.quality) }
    let r1 = try folder.write("r1.fastq", Self.text(firsts))
    let seconds = fragments.compactMap { fragment in
      fragment.second.map { (fragment.name, $0, fragment.secondQuality ?? fragment.quality) }
    }
    let r2 = seconds.isEmpty ? [] : [try folder.write("r2.fastq", Self.text(seconds))]
    results = folder.path + "/results"
    let plan = try SamplePlan.ofReads(
      sampleID: "s", r1: [r1], r2: r2, kit: kit, settings: settings)
    _ = try await SampleAnalysisRun(
      plan: plan, output: results, force: false, log: RunLog(isQuiet: true)
    ).run()
  }

  private static func text(_ reads: [(name: String, bases: String, quality: Character)]) -> String {
    reads.map { read in
      "@\(read.name)\n\(read.bases)\n+\n"
        + "\(String(repeating: read.quality, count: read.bases.count))\n"
    }.joined()
  }

  /// The rows of a file of the sample, by column.
  func rows(_ suffix: String) throws -> [[String: String]] {
    var reader = try TSVReader(path: "\(results)/samples/s/s.\(suffix)")
    var rows: [[String: String]] = []
    while try reader.advance() {
      var row: [String: String] = [:]
      for (column, name) in reader.header.enumerated() { row[name] = reader.text(column) }
      rows.append(row)
    }
    return rows
  }

  /// The bytes of a file of the sample.
  func bytes(_ suffix: String) throws -> [UInt8] {
    try WholeFile.read("\(results)/samples/s/s.\(suffix)")
  }

  /// The quality account of the sample.
  func quality() throws -> SampleQuality? {
    JSONText.value(SampleQuality.self, at: "\(results)/samples/s/s.qc.json")
  }
}

/// A transcript of a rearranged receptor, put together by hand.
enum MadeTranscript {
  /// TRBV9*01 up to the codons that follow its anchor.
  static let v =
    "GATTCTGGAGTCACACAAACCCCAAAGCACCTGATCACAGCAACTGGACAGCGAGTGACGCTGAGATGCTCCCCTAGGTCTGGAGACCTCT"
    + "CTGTGTACTGGTACCAACAGAGCCTGGACCAGGGCCTCCAGTTCCTCATTCAGTATTATAATGGAGAAGAGAGAGCAAAAGGAAACATTCT"
    + "TGAACGATTCTCCGCACAACAGTTCCCTGACTTGCACTCTGAACTAAACCTGAGCTCTCTGGAGCTGGGGGACTCAGCTTTGTATTTC"
  static let junction = "TGTGCCAGCAGCACCCGGGACTCGGCCTACAATGAGCAGTTCTTC"
  /// TRBJ2-1*01 behind its anchor codon.
  static let j = "GGGCCAGGGACACGGCTCACCGTGCTAG"
  /// The start of TRBC2*01.
  static let c = "AGGACCTGAAAAACGTGTTCCCACCCGAGGTCGCTGTGTTTGAGCCATCAGAAGCAGAGATCTCCCACACCCAAAAGG"

  static let text = v + junction + j + c

  /// The bases from one position to another, counted from the start of V.
  static func forward(_ start: Int, _ count: Int) -> String {
    String(text.dropFirst(start).prefix(count))
  }

  /// Bases on the other strand, from a position in the constant region (negative: in J) back.
  static func backward(fromConstant offset: Int, _ count: Int) -> String {
    let end = v.count + junction.count + j.count + offset
    return reverseComplement(String(text.prefix(end).suffix(count)))
  }

  static func reverseComplement(_ text: String) -> String {
    let pairs: [Character: Character] = ["A": "T", "C": "G", "G": "C", "T": "A"]
    return String(text.reversed().map { pairs[$0] ?? "N" })
  }

  /// The transcript with other bases behind the first four codons of the junction.
  static func text(inserting bases: String) -> String {
    v + "TGTGCCAGCAGC" + bases + "TACAATGAGCAGTTCTTC" + j + c
  }
}
