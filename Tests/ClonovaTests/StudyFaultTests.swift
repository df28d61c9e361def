import Foundation
import Testing

@Suite("A study of which something is wrong, by the built program")
struct StudyFaultTests {
  @Test("one bad sample does not stop the others, and its patient is not tracked")
  func badSample() throws {
    let program = try BuiltProgram()
    try program.simulate()
    try program.write("trial/fastq/P01-blood-d14.fastq.gz", "@r1\nAC\n")
    let ending = try program.runStudy("--json")
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

  @Test("told not to keep going, the first bad sample ends the run, and finished work stays")
  func stopsAtBadSample() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let reads = "trial/fastq/P01-blood-d14.fastq.gz"
    let whole = try program.read(reads)
    try program.write(reads, "@r1\nAC\n")
    let ending = try program.runStudy("--no-keep-going", "--threads", "1")
    #expect(ending.status == 65, "\(ending.messages)")
    #expect(ending.messages.contains("P01-blood-d14.fastq.gz"))
    #expect(ending.messages.contains("sample P01-blood-d14 failed, which ends the run"))
    let left = try program.results("out")
    #expect(left.keys.contains { $0.hasPrefix("samples/P01-blood-pre14/") })
    #expect(left["run.json"] == nil && left["report.html"] == nil)

    try program.write(reads, whole)
    let again = try program.runStudy("--keep-going")
    #expect(again.status == 0 && again.messages.contains("P01-blood-pre14 (reused)"))
  }

  @Test("when every sample of a second run fails, nothing of the first stays in the tables")
  func staleTables() throws {
    let program = try BuiltProgram()
    try program.simulate(scale: "0.1")
    #expect(try program.runStudy("--quiet").status == 0)
    let clones = try program.text("out/track/clones.tsv")
    #expect(clones.split(separator: "\n").count > 1)
    let sheet = try program.text("trial/samples.tsv")
    for line in sheet.split(separator: "\n").dropFirst() {
      let id = line.prefix { $0 != "\t" }
      try program.write("trial/fastq/\(id).fastq.gz", "@\(id)\nAC\n")
    }
    #expect(try program.runStudy("--quiet").status == 2)
    for table in ["clones", "newly_expanded_in_tumor", "patient_summary"] {
      let text = try program.text("out/track/\(table).tsv")
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
      let summary = try program.text("\(command)/track/patient_summary.tsv")
      #expect(summary.contains("\nP2\t") && !summary.contains("\nP1\t"))
      let record = try program.text("\(command)/run.json")
      #expect(record.contains("good.tsv"), "\(command)")
    }
  }

  @Test("patients that only one of sheet and patients.tsv names are told by track and by run")
  func otherPatients() throws {
    let program = try BuiltProgram()
    try program.write(
      "a.tsv",
      "sequence_id\tproductive\tv_call\tj_call\tjunction\tjunction_aa\tlocus\tduplicate_count\n"
        + "1\tT\tTRBV9*01\tTRBJ1-1*01\tTGTGCCAGCTTC\tCASF\tTRB\t7\n")
    try program.write("patients.tsv", "patient_id\tarm\nP-1\tA\n")
    try program.write(
      "s.tsv", "sample_id\tpatient_id\ttissue\tday\tclonotypes\na\tP1\tblood\t0\ta.tsv")
    for command in ["track", "run"] {
      let ending = try program.run([command, "s.tsv", "-o", command])
      #expect(ending.status == 0, "\(ending.messages)")
      #expect(ending.messages.contains("patients.tsv: no line for patient 'P1'"))
      #expect(ending.messages.contains("patients.tsv: no sample of patient 'P-1'"))
      #expect(ending.messages.contains("s.tsv, line 2: the last line has no line end"))
    }
    // A dry run tells what the run would tell, and leaves an earlier log alone.
    try program.write("log", "{}\n")
    for command in ["track", "run"] {
      let dry = try program.run([command, "s.tsv", "-o", "dry", "--dry-run", "--log-json", "log"])
      #expect(dry.status == 0 && dry.output.contains("a: take the table"), "\(dry.messages)")
      #expect(dry.messages.contains("patients.tsv: no line for patient 'P1'"))
      #expect(dry.messages.contains("s.tsv, line 2: the last line has no line end"))
      #expect(try program.text("log") == "{}\n")
    }
  }

  @Test("a table of an earlier run that was cut fails its own sample, named or found in the folder")
  func cutTable() throws {
    let program = try BuiltProgram()
    let table = "out/samples/P01-blood-d14/P01-blood-d14.clonotypes.tsv"
    try program.simulate()
    #expect(try program.runStudy("--quiet").status == 0)
    let whole = try program.read(table)
    try program.writeSheetOfTables("named.tsv")
    let ways = [["named.tsv"], ["trial/samples.tsv", "--clonotypes", "out"]]
    // In the middle of a row, and within its last number.
    for length in [whole.count * 2 / 3, whole.count - 1] {
      try program.write(table, whole.prefix(length))
      for way in ways {
        let ending = try program.run(["track", "-o", "again", "--force"] + way)
        #expect(ending.status == 2, "\(way): \(ending.messages)")
        #expect(ending.messages.contains("the file ends inside this line"))
        #expect(ending.messages.contains("sample P01-blood-d14 failed and is left out"))
        #expect(ending.messages.contains("patient P01 is not tracked"))
        #expect(try program.text("again/track/not_tracked.tsv").contains("P01\tP01-blood-d14\t"))
        #expect(try program.text("again/run.json").contains("P01-blood-d28.clonotypes.tsv"))
      }
      #expect(try program.run(["validate", table]).status == 65)
    }
    // Behind a line it looks whole; only the marker beside it knows better.
    let feed = UInt8(ascii: "\n")
    let end = try #require(whole.dropLast().lastIndex(of: feed))
    try program.write(table, whole.prefix(through: end))
    for way in ways {
      let ending = try program.run(["track", "-o", "again", "--force"] + way)
      #expect(ending.status == 0, "\(way): \(ending.messages)")
      #expect(ending.messages.contains("\(table) is not what was written there"))
      #expect(ending.messages.matches(of: /is not what was written there/).count == 1)
    }
  }

  @Test("a copy of an input under another name is found before anything is made")
  func copies() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let reads = "trial/fastq/P01-blood-d28.fastq.gz"
    try program.write("trial/fastq/copy.fastq.gz", program.read(reads))
    let sheet = try program.text("trial/samples.tsv")
    try program.write(
      "trial/samples.tsv",
      sheet.replacing("fastq/P01-tumor-d21.fastq.gz", with: "fastq/copy.fastq.gz"))
    let ways = [
      ["run", "trial/samples.tsv"], ["run", "trial/samples.tsv", "--dry-run"],
      [
        "analyze", "--sample", "s", "--kit", "generic-amplicon", "--r1", reads,
        "trial/fastq/copy.fastq.gz",
      ],
    ]
    for way in ways {
      let ending = try program.run(way + ["-o", "out"])
      #expect(ending.status == 65, "\(way): \(ending.messages)")
      #expect(ending.messages.contains("copy.fastq.gz is a copy of "), "\(ending.messages)")
      #expect(ending.messages.contains("the same reads twice look like expansion"))
    }
    #expect(!FileManager.default.fileExists(atPath: program.folder + "/out"))

    try program.write("trial/samples.tsv", sheet)
    #expect(try program.runStudy("--quiet").status == 0)
    func table(_ id: String) -> String { "out/samples/\(id)/\(id).clonotypes.tsv" }
    try program.write(table("P01-tumor-d21"), program.read(table("P01-blood-d28")))
    let track = ["track", "trial/samples.tsv", "--clonotypes", "out", "-o", "again"]
    let ending = try program.run(track)
    #expect(ending.status == 0, "\(ending.messages)")
    let words = "warning: trial/samples.tsv, line "
    #expect(
      ending.messages.contains(words) && ending.messages.contains("is a copy of out/samples/"))
  }

  @Test("two wells in which there was nothing are no copies, as reads or as tables")
  func emptyWells() throws {
    let program = try BuiltProgram()
    try program.simulate()
    for id in ["P01-tumor-pre7", "P01-tumor-d21"] {
      #expect(try program.shell("gzip -nc < /dev/null > trial/fastq/\(id).fastq.gz").status == 0)
    }
    #expect(try program.runStudy("--quiet").status == 0)
    #expect(try program.run(["check", "trial/samples.tsv", "--no-kits"]).status == 0)
    let track = ["track", "trial/samples.tsv", "--clonotypes", "out", "-o", "again", "--quiet"]
    let ending = try program.run(track)
    #expect(ending.status == 0, "\(ending.messages)")
  }

  @Test("a file that the system cannot deliver fails its own sample alone")
  func failedRead() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let sheet = try program.text("trial/samples.tsv")
    var lines = sheet.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let columns = lines[0].split(separator: "\t", omittingEmptySubsequences: false)
    let place = try #require(columns.firstIndex(of: "r1"))
    var fields = lines[1].split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    // No process has memory at address 0.
    fields[place] = "/proc/self/mem"
    lines[1] = fields.joined(separator: "\t")
    try program.write("trial/samples.tsv", lines.joined(separator: "\n"))
    let ending = try program.runStudy()
    #expect(ending.status == 2, "\(ending.messages)")
    #expect(ending.messages.contains("/proc/self/mem: reading failed ("))
    #expect(ending.messages.contains("the others go on"))
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
    let table = try program.text("out/samples/e/e.clonotypes.tsv")
    #expect(table.hasPrefix("sequence_id\tsequence\trev_comp\tproductive\t"))
    #expect(table.split(separator: "\n").count == 1)
  }
}
