import Foundation
import Testing

@Suite("A study from reads to report, by the built program")
struct StudyRunTests {
  private static func run(_ extra: String...) -> [String] {
    ["run", "trial/samples.tsv", "-o", "out", "--no-progress"] + extra
  }

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
    #expect(try program.run(Self.run()).status == 0)
    let before = try program.results("out")
    let again = try program.run(Self.run("--threads", "1"))
    #expect(again.status == 0)
    #expect(again.messages.matches(of: /\(reused\)/).count == 8)

    let damaged = "out/samples/P01-blood-d14/P01-blood-d14.clonotypes.tsv"
    try program.write(damaged, "gone")
    let preview = try program.run(Self.run("--dry-run"))
    #expect(preview.output.contains("P01-blood-d14: analyze 1 file, "))
    #expect(preview.output.contains("P01-blood-d28: reuse finished work"))
    #expect(try program.read(damaged) == Data("gone".utf8))

    let repaired = try program.run(Self.run())
    #expect(repaired.messages.matches(of: /\(reused\)/).count == 7)
    #expect(try program.results("out") == before)
  }

  @Test("other settings make other keys, so that nothing stale is reused")
  func staleWork() throws {
    let program = try BuiltProgram()
    try program.simulate()
    #expect(try program.run(Self.run()).status == 0)
    let mouse = try program.run(Self.run("--loci", "TRB"))
    #expect(mouse.status == 0)
    #expect(mouse.messages.matches(of: /\(reused\)/).isEmpty)
  }

  @Test("one bad sample does not stop the others, and its patient is not tracked")
  func badSample() throws {
    let program = try BuiltProgram()
    try program.simulate()
    try program.write("trial/fastq/P01-blood-d14.fastq.gz", "@r1\nAC\n")
    let ending = try program.run(Self.run("--json"))
    #expect(ending.status == 2)
    #expect(ending.messages.contains("P01-blood-d14.fastq.gz"))
    #expect(ending.messages.contains("sample P01-blood-d14 failed and is left out"))
    #expect(ending.messages.contains("patient P01 is not tracked"))
    let results = try program.results("out")
    #expect(results["samples/P01-blood-d28/P01-blood-d28.clonotypes.tsv"] != nil)
    #expect(results["samples/P01-blood-d14/P01-blood-d14.clonotypes.tsv"] == nil)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    #expect(json["failed_samples"] as? [String] == ["P01-blood-d14"])
    // Who opens only the tables or the report must see it too.
    let untracked = String(
      decoding: try #require(results["track/not_tracked.tsv"]), as: UTF8.self)
    #expect(untracked.contains("P01\tP01-blood-d14\t"))
    let report = String(decoding: try #require(results["report.html"]), as: UTF8.self)
    #expect(report.contains("Patients are missing from this report"))
    #expect(report.contains("<td>P01-blood-d14</td>"))
  }

  @Test("when every sample of a second run fails, nothing of the first stays in the tables")
  func staleTables() throws {
    let program = try BuiltProgram()
    try program.simulate(scale: "0.1")
    #expect(try program.run(Self.run("--quiet")).status == 0)
    let clones = String(decoding: try program.read("out/track/clones.tsv"), as: UTF8.self)
    #expect(clones.split(separator: "\n").count > 1)
    let sheet = String(decoding: try program.read("trial/samples.tsv"), as: UTF8.self)
    for line in sheet.split(separator: "\n").dropFirst() {
      let id = line.prefix { $0 != "\t" }
      try program.write("trial/fastq/\(id).fastq.gz", "@r1\nAC\n")
    }
    #expect(try program.run(Self.run("--quiet")).status == 2)
    for table in ["clones", "newly_expanded_in_tumor", "patient_summary"] {
      let text = String(decoding: try program.read("out/track/\(table).tsv"), as: UTF8.self)
      #expect(text.split(separator: "\n").count == 1, "\(table)")
    }
  }

  @Test("one table that is none does not stop the other patients")
  func badTable() throws {
    let program = try BuiltProgram()
    try program.write("bad.tsv", "alpha\tbeta\n1\t2\n")
    try program.write(
      "good.tsv",
      "sequence_id\tproductive\tv_call\tj_call\tjunction\tjunction_aa\tlocus\tduplicate_count\n"
        + "1\tT\tTRBV9*01\tTRBJ1-1*01\tTGTGCCAGCTTC\tCASF\tTRB\t7\n")
    try program.write(
      "s.tsv",
      "sample_id\tpatient_id\ttissue\tday\tclonotypes\na\tP1\tblood\t0\tbad.tsv\n"
        + "b\tP2\tblood\t0\tgood.tsv\n")
    for command in ["track", "run"] {
      let ending = try program.run([command, "s.tsv", "-o", command])
      #expect(ending.status == 2, "\(ending.messages)")
      #expect(ending.messages.contains("bad.tsv: columns that fit no known table"))
      #expect(ending.messages.contains("sample a failed and is left out"))
      #expect(ending.messages.contains("Failed samples: a"))
      #expect(ending.output.isEmpty)
      let summary = String(
        decoding: try program.read("\(command)/track/patient_summary.tsv"), as: UTF8.self)
      #expect(summary.contains("\nP2\t") && !summary.contains("\nP1\t"))
      let record = String(decoding: try program.read("\(command)/run.json"), as: UTF8.self)
      #expect(record.contains("good.tsv"), "\(command)")
    }
  }

  @Test("an empty but valid input gives an empty valid table and a warning")
  func emptyInput() throws {
    let program = try BuiltProgram()
    #expect(try program.shell("gzip -c < /dev/null > empty.fq.gz").status == 0)
    let ending = try program.run([
      "analyze", "--r1", "empty.fq.gz", "--sample", "e", "--kit", "generic-amplicon", "-o", "out",
    ])
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(ending.messages.contains("warning: sample e: The input is valid but holds no read"))
    let table = String(decoding: try program.read("out/samples/e/e.clonotypes.tsv"), as: UTF8.self)
    #expect(table.hasPrefix("sequence_id\tsequence\trev_comp\tproductive\t"))
    #expect(table.split(separator: "\n").count == 1)
  }

  @Test("plain, CRLF, gzip, two lanes and standard input give one table")
  func sameReads() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let ending = try program.shell(
      """
      zcat trial/fastq/P01-blood-d14.fastq.gz > plain.fq
      sed 's/$/\\r/' plain.fq > crlf.fq
      head -400 plain.fq | gzip > lane1.fq.gz; tail -n +401 plain.fq | head -c -1 > lane2.fq
      kit='--kit generic-amplicon --sample a --quiet --threads 2'
      $clonova analyze --r1 trial/fastq/P01-blood-d14.fastq.gz -o gz $kit &&
      $clonova analyze --r1 plain.fq -o plain $kit && $clonova analyze --r1 crlf.fq -o crlf $kit &&
      $clonova analyze --r1 lane1.fq.gz lane2.fq -o lanes $kit &&
      $clonova analyze --r1 - -o stdin $kit < plain.fq
      """)
    #expect(ending.status == 0, "\(ending.messages)")
    let table = try program.read("gz/samples/a/a.clonotypes.tsv")
    for folder in ["plain", "crlf", "lanes", "stdin"] {
      #expect(try program.read("\(folder)/samples/a/a.clonotypes.tsv") == table, "\(folder)")
    }
    // A pipe cannot be looked at again, so its result is never reused.
    #expect(try program.results("stdin")["samples/a/a.done.json"] == nil)
    #expect(try program.results("plain")["samples/a/a.done.json"] != nil)
  }

  @Test("track and report from the tables of a run give the same bytes as the run")
  func trackAlone() throws {
    let program = try BuiltProgram()
    try program.simulate()
    #expect(try program.run(Self.run("--quiet")).status == 0)
    let tracked = try program.run([
      "track", "trial/samples.tsv", "-o", "tracked", "--clonotypes", "out", "--quiet",
    ])
    #expect(tracked.status == 0, "\(tracked.messages)")
    #expect(tracked.output.isEmpty && tracked.messages.isEmpty)
    let run = try program.results("out")
    // The report of a run tells of reads too.
    let metadata = "repertoires.airr.yaml"
    for (path, bytes) in try program.results("tracked")
    where path != "report.html" && path != metadata {
      #expect(run[path] == bytes, "\(path)")
    }
    // Where the tables lie in another folder, the metadata name the files alone.
    func lines(_ path: String) throws -> [String] {
      String(decoding: try program.read(path), as: UTF8.self).components(separatedBy: "\n")
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

  @Test("a signal ends a run with its code, leaves nothing half-written, and the run resumes")
  func interruption() throws {
    let program = try BuiltProgram()
    try program.simulate(scale: "0.2")
    for (signal, status) in [("INT", 130), ("TERM", 143)] as [(String, Int32)] {
      let ending = try program.shell(
        """
        set -m; rm -rf out; $clonova run trial/samples.tsv -o out --threads 1 --quiet & pid=$!
        until [ -e out/.clonova ]; do sleep 0.01; done
        kill -\(signal) $pid; wait $pid
        """)
      #expect(ending.status == status, "\(ending.messages)")
      #expect(ending.messages.contains("the same command resumes"))
      #expect(try program.results("out").keys.allSatisfy { !$0.contains(".tmp-") })
    }
    #expect(try program.run(Self.run("--quiet")).status == 0)
    #expect(try program.results("out")["track/clones.tsv"] != nil)
  }

  @Test("a signal ends a run that waits for a pipe", arguments: ["-", "pipe"])
  func interruptedPipe(input: String) throws {
    let program = try BuiltProgram()
    let ending = try program.shell(
      """
      set -m; mkfifo pipe idle; exec 3<> idle
      $clonova analyze --r1 \(input) --sample s --kit generic-amplicon -o out --threads 2 < idle & pid=$!
      until [ -e out/.clonova ]; do sleep 0.01; done
      sleep 0.3; kill -INT $pid; wait $pid
      """)
    #expect(ending.status == 130, "\(ending.messages)")
    #expect(ending.messages.contains("the same command resumes"))
    #expect(try program.results("out").keys.allSatisfy { !$0.contains(".tmp-") })
  }

  @Test("a file that the system cannot deliver fails its own sample alone")
  func failedRead() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let sheet = String(decoding: try program.read("trial/samples.tsv"), as: UTF8.self)
    var lines = sheet.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let columns = lines[0].split(separator: "\t", omittingEmptySubsequences: false)
    let place = try #require(columns.firstIndex(of: "r1"))
    var fields = lines[1].split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    // No process has memory at address 0.
    fields[place] = "/proc/self/mem"
    lines[1] = fields.joined(separator: "\t")
    try program.write("trial/samples.tsv", lines.joined(separator: "\n"))
    let ending = try program.run(Self.run())
    #expect(ending.status == 2, "\(ending.messages)")
    #expect(ending.messages.contains("/proc/self/mem: reading failed ("))
    #expect(ending.messages.contains("the others go on"))
  }

  @Test("a command that ends completely in spite of a signal is a success")
  func lateSignal() throws {
    // A list that waits for its reader has no place to stop at: it always ends.
    let program = try BuiltProgram()
    let ending = try program.shell(
      """
      set -m; mkfifo pipe; $clonova germline list > pipe & pid=$!
      exec 3< pipe; sleep 0.5; kill -TERM $pid; cat <&3 > list; wait $pid
      """)
    #expect(ending.status == 0, "\(ending.messages)")
    let list = String(decoding: try program.read("list"), as: UTF8.self)
    #expect(list.contains("TRGV11*01") && list.hasSuffix("\n"))
  }

  @Test("a signal ends a simulation with its code and leaves nothing")
  func interruptedSimulation() throws {
    let program = try BuiltProgram()
    for (signal, status) in [("INT", 130), ("TERM", 143)] as [(String, Int32)] {
      let ending = try program.shell(
        """
        set -m; $clonova simulate -o trial --scale 3 --quiet & pid=$!
        until ls -d .tmp-* > /dev/null 2>&1; do sleep 0.01; done
        kill -\(signal) $pid; wait $pid
        """)
      #expect(ending.status == status, "\(ending.messages)")
      #expect(ending.messages.contains("nothing half-written stays"))
      #expect(try program.results(".").isEmpty)
    }
  }

  @Test("jobs of different samples share a folder, two of one sample and a study do not")
  func jobsSideBySide() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let ending = try program.shell(
      """
      jobs=()
      for fastq in trial/fastq/*.fastq.gz; do
        id=$(basename $fastq .fastq.gz)
        $clonova analyze --r1 $fastq --sample $id --kit generic-amplicon -o out --quiet & jobs+=($!)
      done
      for job in ${jobs[@]}; do wait $job || exit; done
      """)
    #expect(ending.status == 0, "\(ending.messages)")
    try program.write("out/run.json", "the record of a study")
    let one =
      "--r1 trial/fastq/P01-blood-d14.fastq.gz --kit generic-amplicon --sample P01-blood-d14"
    #expect(try program.shell("$clonova analyze \(one) -o out --quiet").status == 0)
    #expect(try program.read("out/run.json") == Data("the record of a study".utf8))
    #expect(
      try program.results("out")["samples/P01-blood-d14/P01-blood-d14.run.json"]?.isEmpty == false)

    // A job that waits for its reads holds its sample and shares the study.
    let busy = try program.shell(
      """
      mkfifo reads; exec 3<> reads
      $clonova analyze --r1 reads --sample a --kit generic-amplicon -o out --quiet & job=$!
      until [ -e out/.locks/a ]; do sleep 0.01; done; sleep 0.3
      $clonova analyze \(one) -o out --quiet; echo $?
      $clonova analyze \(one.replacing("--sample P01-blood-d14", with: "--sample a")) -o out; echo $?
      $clonova run trial/samples.tsv -o out; echo $?
      kill -9 $job; wait $job
      $clonova run trial/samples.tsv -o out --no-progress; echo $?
      """)
    #expect(busy.output == "0\n73\n73\n0\n", "\(busy.output) \(busy.messages)")
    #expect(busy.messages.contains("another run holds the lock"))
    #expect(busy.messages.matches(of: /\(reused\)/).count == 8)
  }

  @Test("the report is made of a folder that was copied without its hidden files")
  func copiedFolder() throws {
    let program = try BuiltProgram()
    try program.simulate()
    #expect(try program.run(Self.run("--quiet")).status == 0)
    let page = try program.read("out/report.html")
    #expect(try program.shell("mkdir copy && cp -r out/* copy/ && rm copy/report.html").status == 0)
    let ending = try program.run(["report", "copy"])
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(try program.read("copy/report.html") == page)
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
    let dry = try program.run(Self.run("--dry-run"))
    #expect(dry.status == 0)
    #expect(dry.output.contains("track 1 patients"))
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/out"))

    let ending = try program.run(Self.run("--json", "--log-json", "log.jsonl"))
    let summary = try #require(
      JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    #expect((summary["samples"] as? [Any])?.count == 8)
    let lines = String(decoding: try program.read("log.jsonl"), as: UTF8.self)
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
  }
}
