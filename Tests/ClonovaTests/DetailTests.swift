import Foundation
import Testing

@Suite("Rows of single reads and target sequences, by the built program")
struct DetailTests {
  private static let plain = ["run", "trial/samples.tsv", "-o", "out", "--no-progress"]
  private static let detailed = plain + ["--rearrangements", "--targets", "t.fa"]

  /// A simulated trial, and as a target the first read of one sample.
  private func program() throws -> BuiltProgram {
    let program = try BuiltProgram()
    try program.simulate()
    let ending = try program.shell(
      "gzip -dc trial/fastq/P01-blood-d14.fastq.gz | head -2 | tail -1 | sed 's/^/>spike in\\n/'")
    try program.write("t.fa", ending.output + "\n")
    return program
  }

  @Test(
    "both are added to the results, change none of the others, and are kept or redone as a whole")
  func run() throws {
    let program = try program()
    #expect(try program.run(Self.plain).status == 0)
    let before = try program.results("out")
    let ending = try program.run(Self.detailed)
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(ending.messages.contains("warning: target 'spike'"))
    #expect(ending.messages.contains("Reads of targets:"))
    let after = try program.results("out")
    // The report's methods tell every parameter, these two among them.
    for (path, bytes) in before where !path.hasSuffix(".json") && path != "report.html" {
      #expect(after[path] == bytes, "\(path)")
    }
    let added = Set(after.keys).subtracting(before.keys)
    #expect(added.count == 8 && added.allSatisfy { $0.hasSuffix(".rearrangements.tsv.gz") })

    let again = try program.run(Self.detailed + ["--threads", "1"])
    #expect(again.messages.matches(of: /\(reused\)/).count == 8)
    #expect(again.output == ending.output)
    let id = "P01-blood-d14"
    try program.write("out/samples/\(id)/\(id).rearrangements.tsv.gz", "gone")
    #expect(try program.run(Self.detailed).messages.matches(of: /\(reused\)/).count == 7)
    #expect(try program.results("out") == after)
    #expect(try program.run(Self.plain).status == 0)
    #expect(try program.results("out") == before)
  }

  @Test("the account of a target is in qc.json, its digest in run.json, both in the JSON summary")
  func records() throws {
    let program = try program()
    let ending = try program.run([
      "analyze", "--r1", "trial/fastq/P01-blood-d14.fastq.gz", "--sample", "s", "--kit",
      "generic-amplicon", "-o", "out", "--targets", "t.fa", "--json",
    ])
    #expect(ending.status == 0, "\(ending.messages)")
    func object(_ bytes: Data) throws -> [String: Any] {
      try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }
    let quality = try object(program.read("out/samples/s/s.qc.json"))
    let targets = try #require(quality["targets"] as? [String: Any])
    let reads = try #require(quality["reads"] as? [String: Any])
    #expect(targets["reads"] as? Int == reads["total"] as? Int)
    let target = try #require((targets["sequences"] as? [[String: Any]])?.first)
    #expect(target["name"] as? String == "spike")
    #expect((target["reads"] as? Int ?? 0) > 0)
    for key in [
      "length", "reads_per_million", "reads_per_million_lower95", "reads_per_million_upper95",
      "covered_bases", "germline_words",
    ] {
      #expect(target[key] is NSNumber, "\(key)")
    }
    let record = try object(program.read("out/samples/s/s.run.json"))
    let kept = try #require(record["targets"] as? [String: Any])
    #expect((kept["digest"] as? String)?.count == 64 && kept["names"] as? [String] == ["spike"])
    let summary = try object(Data(ending.output.utf8))
    let sample = try #require((summary["samples"] as? [[String: Any]])?.first)
    #expect((sample["targets"] as? [String: Any])?["reads"] as? Int == reads["total"] as? Int)
    #expect(
      !FileManager.default.fileExists(
        atPath: program.folder + "/out/samples/s/s.rearrangements.tsv.gz"))
  }

  @Test(
    "targets that cannot be used stop the run before any work",
    arguments: [
      ("none.fa", 66), ("short.fa", 65), ("-", 64),
    ])
  func broken(file: String, status: Int32) throws {
    let program = try program()
    try program.write("short.fa", ">a\nACGT\n")
    let ending = try program.run(Self.plain + ["--targets", file])
    #expect(ending.status == status, "\(ending.messages)")
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/out"))
  }
}
