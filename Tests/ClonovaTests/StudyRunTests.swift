import Foundation
import Testing

@Suite("A study from reads to report, by the built program")
struct StudyRunTests {
  @Test("all results are written, and the same bytes at 1, 2 and 4 threads")
  func sameBytes() throws {
    let program = try BuiltProgram()
    try program.simulate()
    var first: [String: Data] = [:]
    for threads in ["1", "2", "4"] {
      let output = "out\(threads)"
      let ending = try program.run([
        "run", "trial/samples.tsv", "-o", output, "--threads", threads, "--no-progress",
      ])
      #expect(ending.status == 0, "\(ending.messages)")
      let results = try program.results(output)
      if first.isEmpty { first = results }
      for (path, bytes) in results where first[path] != bytes {
        Issue.record("\(path) differs at \(threads) threads")
      }
      #expect(results.keys.sorted() == first.keys.sorted())
    }
    let id = "P01-blood-d14"
    for path in [
      "samples/\(id)/\(id).clonotypes.tsv", "samples/\(id)/\(id).qc.json",
      "samples/\(id)/\(id).done.json", "track/newly_expanded_in_tumor.tsv", "track/clones.tsv",
      "track/timeline.tsv", "track/comparisons.tsv", "track/patient_summary.tsv", "report.html",
      "schema.json", "repertoires.airr.yaml", "multiqc/clonova_samples_mqc.json",
      "multiqc/clonova_outcomes_mqc.json",
    ] {
      #expect(first[path]?.isEmpty == false, "\(path)")
    }
    // A table of samples and a bar of outcomes, as MultiQC wants custom content.
    for (name, kind) in [("samples", "table"), ("outcomes", "bargraph")] {
      let content = try #require(
        JSONSerialization.jsonObject(with: first["multiqc/clonova_\(name)_mqc.json"] ?? Data())
          as? [String: Any])
      #expect(content["plot_type"] as? String == kind)
      #expect((content["data"] as? [String: Any])?.count == 8)
    }
    let table = String(
      decoding: first["samples/\(id)/\(id).clonotypes.tsv"] ?? Data(), as: UTF8.self)
    #expect(table.split(separator: "\n").count > 50)
  }

  @Test("the same command resumes: finished samples are reused, changed and damaged ones redone")
  func resume() throws {
    let program = try BuiltProgram()
    try program.simulate()
    #expect(try program.runStudy().status == 0)
    let before = try program.results("out")
    let again = try program.runStudy("--threads", "1")
    #expect(again.status == 0)
    #expect(again.messages.matches(of: /\(reused\)/).count == 8)

    let damaged = "out/samples/P01-blood-d14/P01-blood-d14.clonotypes.tsv"
    try program.write(damaged, "gone")
    let preview = try program.runStudy("--dry-run")
    #expect(preview.output.contains("P01-blood-d14: analyze 1 file, "))
    #expect(preview.output.contains("P01-blood-d28: reuse finished work"))
    #expect(try program.read(damaged) == Data("gone".utf8))

    let repaired = try program.runStudy()
    #expect(repaired.messages.matches(of: /\(reused\)/).count == 7)
    #expect(try program.results("out") == before)
  }

  @Test("other settings make other keys, so that nothing stale is reused")
  func staleWork() throws {
    let program = try BuiltProgram()
    try program.simulate()
    #expect(try program.runStudy().status == 0)
    let other = try program.runStudy("--loci", "TRB")
    #expect(other.status == 0)
    #expect(other.messages.matches(of: /\(reused\)/).isEmpty)
  }

  @Test("track and report from the tables of a run give the same bytes as the run")
  func trackAlone() throws {
    let program = try BuiltProgram()
    try program.simulate()
    #expect(try program.runStudy("--quiet").status == 0)
    let tracked = try program.run([
      "track", "trial/samples.tsv", "-o", "tracked", "--clonotypes", "out", "--quiet",
    ])
    #expect(tracked.status == 0, "\(tracked.messages)")
    #expect(tracked.output.isEmpty && tracked.messages.isEmpty)
    try expectInputs(of: "tracked", in: program)
    let run = try program.results("out")
    // The report of a run tells of reads too.
    let metadata = "repertoires.airr.yaml"
    for (path, bytes) in try program.results("tracked")
    where path != "report.html" && path != metadata {
      #expect(run[path] == bytes, "\(path)")
    }
    // Where the tables lie in another folder, the metadata name the files alone.
    func lines(_ path: String) throws -> [String] {
      try program.text(path).components(separatedBy: "\n")
    }
    let named = try lines("out/" + metadata).map { line in
      guard let start = line.range(of: "\"samples/"), let end = line.lastIndex(of: "/") else {
        return line
      }
      return line[..<start.lowerBound] + "\"" + line[line.index(after: end)...]
    }
    #expect(try lines("tracked/" + metadata) == named)
    let page = try program.read("out/report.html")
    try program.write("out/report.html", "old")
    #expect(try program.run(["report", "out"]).status == 0)
    #expect(try program.read("out/report.html") == page)
  }

  /// The record of a tracking names each table that was found, with its size and digest.
  private func expectInputs(of folder: String, in program: BuiltProgram) throws {
    let record = try #require(
      JSONSerialization.jsonObject(with: program.read(folder + "/run.json")) as? [String: Any])
    let inputs = try #require(record["inputs"] as? [[String: Any]])
    let ids = try program.rows("trial/samples.tsv").compactMap { $0["sample_id"] }
    let paths = ids.map { "out/samples/\($0)/\($0).clonotypes.tsv" }
    #expect(inputs.compactMap { $0["path"] as? String } == paths)
    for (input, path) in zip(inputs, paths) {
      #expect(input["size"] as? Int == (try program.read(path).count))
      let digest = try program.shell("sha256sum \(path)").output.prefix(64)
      #expect(input["sha256"] as? String == String(digest))
    }
  }

  @Test("the report is made of a folder that was copied without its hidden files")
  func copiedFolder() throws {
    let program = try BuiltProgram()
    try program.simulate()
    #expect(try program.runStudy("--quiet").status == 0)
    let page = try program.read("out/report.html")
    #expect(try program.shell("mkdir copy && cp -r out/* copy/ && rm copy/report.html").status == 0)
    let ending = try program.run(["report", "copy"])
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(try program.read("copy/report.html") == page)
  }

  @Test(
    "a table of the tracking that is missing or cut ends the report: it would read as nothing found"
  )
  func incompleteTables() throws {
    let program = try BuiltProgram()
    try program.simulate(scale: "0.1")
    #expect(try program.runStudy("--quiet").status == 0)
    let page = try program.read("out/report.html")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.folder + "/out/track")
    // Read by nobody: a list that stands in clones.tsv too, and the clones of products.
    let unread = ["newly_expanded_in_tumor.tsv", "product_clones.tsv"]
    for name in names.sorted() where !unread.contains(name) {
      let path = "out/track/" + name
      let whole = try program.read(path)
      try program.write(path, whole.dropLast())
      let cut = try program.run(["report", "out"])
      #expect(cut.status == 65, "\(name): \(cut.messages)")
      #expect(cut.messages.contains("\(path), line ") && cut.messages.contains("ends inside"))
      try FileManager.default.removeItem(atPath: program.folder + "/" + path)
      let missing = try program.run(["report", "out"])
      #expect(missing.status == 66, "\(name): \(missing.messages)")
      #expect(try program.read("out/report.html") == page)
      try program.write(path, whole)
    }
    #expect(try program.run(["report", "out"]).status == 0)
  }

  @Test("--strict-qc ends with 3 when a check fails, and all results are there")
  func strictQuality() throws {
    let program = try BuiltProgram()
    let read =
      "@r\n" + String(repeating: "ACGTTGCATC", count: 12) + "\n+\n"
      + String(repeating: "I", count: 120) + "\n"
    try program.write("a.fq", String(repeating: read, count: 50))
    let analyze = [
      "analyze", "--r1", "a.fq", "--sample", "a", "--kit", "generic-amplicon", "-o", "out",
    ]
    #expect(try program.run(analyze).status == 0)
    let strict = try program.run(analyze + ["--strict-qc"])
    #expect(strict.status == 3)
    #expect(strict.messages.contains("error: --strict-qc: quality checks are FAIL in a"))
    #expect(strict.messages.contains("FAIL unexplained"))
    #expect(try program.results("out")["samples/a/a.clonotypes.tsv"] != nil)
  }

  @Test("--json and --log-json can be read by programs; a dry run changes nothing")
  func machineReadable() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let dry = try program.runStudy("--dry-run")
    #expect(dry.status == 0)
    #expect(dry.output.contains("track 1 patient,"))
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/out"))

    let ending = try program.runStudy("--json", "--log-json", "log.jsonl")
    let summary = try #require(
      JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    #expect((summary["samples"] as? [Any])?.count == 8)
    let lines = try program.text("log.jsonl")
      .split(separator: "\n")
    #expect(lines.count >= 10)
    for line in lines {
      let event = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
      #expect(event["level"] != nil && event["message"] != nil && event["time"] != nil)
    }
    let record = try #require(
      JSONSerialization.jsonObject(with: try program.read("out/run.json")) as? [String: Any])
    #expect(
      (record["inputs"] as? [[String: Any]])?.allSatisfy {
        ($0["sha256"] as? String)?.count == 64
      } == true)
    #expect((record["germline"] as? [String: String])?["species"] == "human")
    let samples = try #require(record["samples"] as? [[String: Any]])
    #expect(samples.count == 8)
    for sample in samples {
      #expect(sample["status"] as? String == "analyzed")
      #expect(sample["kit"] as? String == "generic-amplicon")
      #expect((sample["kit_digest"] as? String)?.count == 64)
    }
  }
}
