import Foundation
import TestSupport
import Testing

@Suite("Shards of a sample, by the built program")
struct ShardCommandTests {
  private static let lanes = ["pre14", "d14", "d28"].map { "trial/fastq/P01-blood-\($0).fastq.gz" }

  private static func analyze(_ reads: [String], _ output: String, _ extra: [String]) -> [String] {
    ["analyze"] + reads + ["--sample", "s", "-o", output, "--no-progress"] + extra
  }

  /// The results of one analysis, and of shards that are merged, as they are under `samples`.
  private static func compare(
    _ program: BuiltProgram, _ arguments: [String], shards: Int, merging: [String] = []
  ) throws -> [String: Data] {
    let whole = try program.run(analyze([], "whole", arguments))
    #expect(whole.status == 0, "\(whole.messages)")
    for threads in [1, 2] {
      let output = "parts\(threads)"
      for number in (1...shards).reversed() {
        let ending = try program.run(
          analyze([], output, arguments + ["--shard", "\(number)/\(shards)"])
            + ["--threads", "\(threads)"])
        #expect(ending.status == 0, "\(ending.messages)")
      }
      let ending = try program.shell(
        "$clonova merge \(output)/shards/s/*.shard -o \(output) --threads \(threads) "
          + merging.joined(separator: " "))
      #expect(ending.status == 0, "\(ending.messages)")
    }
    let expected = try program.results("whole").filter { !$0.key.hasSuffix(".run.json") }
    let first = try program.results("parts1").filter { !$0.key.hasSuffix(".run.json") }
    let second = try program.results("parts2").filter { !$0.key.hasSuffix(".run.json") }
    #expect(first.keys.sorted() == second.keys.sorted())
    for (path, bytes) in first where second[path] != bytes {
      Issue.record("\(path) differs at two threads")
    }
    let results = first.filter { !$0.key.hasPrefix("shards/") }
    #expect(results.count == first.count - shards)
    #expect(results.keys.sorted() == expected.keys.sorted())
    for (path, bytes) in expected where results[path] != bytes { Issue.record("\(path) differs") }
    return results
  }

  @Test("lanes, rows of reads and targets: the bytes of one analysis, at 1 and 2 threads")
  func lanes() throws {
    let program = try BuiltProgram()
    try program.simulate(scale: "0.1")
    let target = try program.shell("gzip -dc \(Self.lanes[1]) | head -2 | tail -1")
    try program.write("t.fa", ">spike\n\(target.output)")
    let results = try Self.compare(
      program,
      ["--r1"] + Self.lanes + [
        "--kit", "generic-amplicon", "--rearrangements", "--targets", "t.fa",
      ], shards: 3)
    let rows = try program.shell("gzip -dc whole/samples/s/s.rearrangements.tsv.gz | wc -l")
    // Several blocks of records, so that every shard has rows.
    #expect((Int(rows.output.filter(\.isNumber)) ?? 0) > 3 * 4096)
    #expect(results.count == 5)

    // A later `run` finds the sample done.
    let sheet =
      "sample_id\tpatient_id\ttissue\tday\tr1\tkit\n"
      + Self.lanes.map { "s\tP1\tblood\t0\t\($0)\tgeneric-amplicon\n" }.joined()
    try program.write("samples.tsv", sheet)
    let run = try program.run([
      "run", "samples.tsv", "-o", "parts1", "--no-progress", "--rearrangements", "--targets",
      "t.fa",
    ])
    #expect(run.status == 0 && run.messages.contains("sample s (reused)"), "\(run.messages)")
    let record = try program.text("parts2/samples/s/s.run.json")
    #expect(record.contains(#""command" : "merge""#) && record.contains(#""shards" : "3""#))
    #expect(record.contains(Self.lanes[2]))
  }

  @Test("pairs with molecular identifiers: the bytes of one analysis, at 1 and 2 threads")
  func molecules() throws {
    let program = try BuiltProgram()
    let made = try program.run([
      "simulate", "--umi-library", "-o", "umi", "--seed", "5", "--scale", "0.05", "--quiet",
    ])
    #expect(made.status == 0, "\(made.messages)")
    let results = try Self.compare(
      program,
      [
        "--r1", "umi/fastq/umi_R1.fastq.gz", "--r2", "umi/fastq/umi_R2.fastq.gz", "--kit",
        "generic-amplicon-umi", "--read-structure", "r1=umi:14,skip:4,trim:G0-8,template",
        "r2=template",
      ], shards: 2, merging: ["--memory", "1M"])
    #expect(results["samples/s/s.umis.tsv.gz"]?.isEmpty == false)
  }

  @Test("an imported germline goes along with the shards")
  func germline() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let set = SharedData.testData("germline-import/human-tr.imgt.fasta")
    let made = try program.run(["germline", "import", set, "-o", "own.tsv"])
    #expect(made.status == 0, "\(made.messages)")
    _ = try Self.compare(
      program,
      ["--r1", Self.lanes[1], "--kit", "generic-amplicon", "--germline", "own.tsv"], shards: 2)
  }

  @Test(
    "shards that cannot be are 64, and say what is expected",
    arguments: [
      (["--shard", "4/3"], "expected I/N"), (["--shard", "x"], "expected I/N"),
      (["--shard", "1/2", "--strict-qc"], "clonova merge --strict-qc"),
      (["--shard", "1/2", "--r2", "-"], "as many files"),
    ])
  func usage(extra: [String], message: String) throws {
    let program = try BuiltProgram()
    try program.write("a.fq", "@a\nA\n+\nI\n")
    let ending = try program.run(
      [
        "analyze", "--r1", "a.fq", "a2.fq", "--sample", "s", "--kit", "generic-amplicon", "-o",
        "out",
      ] + extra)
    #expect(ending.status == 64 && ending.messages.contains(message), "\(ending.messages)")
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/out"))
  }

  @Test("a dry run and a JSON summary of a shard and of a merge")
  func summaries() throws {
    let program = try BuiltProgram()
    try program.write("a.fq", "@a\nA\n+\nI\n")
    let shard = Self.analyze(["--r1", "a.fq"], "out", ["--kit", "generic-amplicon"])
    let dry = try program.run(shard + ["--shard", "1/2", "--dry-run"])
    #expect(dry.output == "s, shard 1/2: analyze into out/shards/s/s.1-of-2.shard\n")
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/out"))
    for number in [1, 2] {
      let ending = try program.run(shard + ["--shard", "\(number)/2", "--json"])
      let summary = try #require(
        JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
      #expect(summary["reads"] as? Int == (number == 1 ? 1 : 0))
      #expect(summary["file"] as? String == "out/shards/s/s.\(number)-of-2.shard")
    }
    let dryMerge = try program.shell("$clonova merge out/shards/s/* -o out --dry-run")
    #expect(dryMerge.output == "s: merge 2 shards into out/samples/s\n")
    let merged = try program.shell("$clonova merge out/shards/s/* -o out --json --strict-qc")
    #expect(merged.status == 3, "\(merged.messages)")
    #expect(merged.output.contains(#""command" : "merge""#))
    let missing = try program.shell("$clonova merge out/shards/s/s.1-of-2.shard -o out")
    #expect(missing.status == 66 && missing.messages.contains("2/2"), "\(missing.messages)")
  }
}
