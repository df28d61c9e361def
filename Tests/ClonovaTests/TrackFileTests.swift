import Foundation
import Testing

@Suite("Files that decide the tracking, by the built program")
struct TrackFileTests {
  /// A patient with a blood pair too small to fit, and a biopsy, as AIRR tables of reads or molecules.
  private static func study(molecules: Bool = false) throws -> BuiltProgram {
    let program = try BuiltProgram()
    let header =
      "sequence_id\tv_call\tj_call\tjunction\tjunction_aa\tproductive\tduplicate_count"
      + (molecules ? "\tumi_count\n" : "\n")
    func row(_ number: Int, _ count: Int) -> String {
      let middle = Array("ACGT").map(String.init)
      let codons = (0..<4).map { "G\(middle[(number >> (2 * $0)) & 3])C" }.joined()
      return "s\(number)\tTRBV9*01\tTRBJ2-7*01\tTGTGCC\(codons)TTT\t\tT\t\(count)"
        + (molecules ? "\t\(count)\n" : "\n")
    }
    let even = (1...60).map { row($0, 40) }.joined()
    try program.write("b0.tsv", header + even)
    try program.write("b1.tsv", header + even + row(100, 900))
    try program.write("t1.tsv", header + row(100, 9) + row(3, 9))
    var sheet = "sample_id\tpatient_id\ttissue\tday\tclonotypes\n"
    for (id, tissue, day) in [("b0", "blood", 0), ("b1", "blood", 14), ("t1", "tumor", 20)] {
      sheet += "\(id)\tP1\t\(tissue)\t\(day)\t\(id).tsv\n"
    }
    try program.write("samples.tsv", sheet)
    return program
  }

  private static func track(_ program: BuiltProgram, _ extra: String...) throws
    -> BuiltProgram.Ending
  {
    try program.run(["track", "samples.tsv", "-o", "out", "--force", "--quiet"] + extra)
  }

  /// The cells of the first row of a table by header.
  private static func row(_ program: BuiltProgram, _ file: String) throws -> [String: String] {
    try rows(program, file).first ?? [:]
  }

  /// The cells of every row of a table by header.
  private static func rows(_ program: BuiltProgram, _ file: String) throws -> [[String: String]] {
    try program.rows("out/track/" + file)
  }

  @Test("rows that count one for want of a count column are told, by track and by convert")
  func uncounted() throws {
    let program = try Self.study()
    let words = "the table has no count column: each row counts one"
    #expect(try !program.run(["track", "samples.tsv", "-o", "counted"]).messages.contains(words))
    let text = try program.text("t1.tsv")
    try program.write("t1.tsv", text.replacing("duplicate_count", with: "copies"))
    let tracked = try Self.track(program)
    #expect(tracked.status == 0 && tracked.messages.contains("sample t1: " + words))
    #expect(!tracked.messages.contains("sample b0"), "\(tracked.messages)")
    let converted = try program.run(["convert", "t1.tsv", "-o", "t1.airr.tsv", "--to", "airr"])
    #expect(converted.status == 0 && converted.messages.contains("t1.tsv: " + words))
  }

  @Test("what is left out of tables of ours is told, and nothing where every row was taken")
  func ownTables() throws {
    let program = try Self.study()
    for id in ["b0", "b1", "t1"] {
      let ending = try program.run(["convert", "\(id).tsv", "-o", "\(id).ours", "--to", "airr"])
      #expect(ending.status == 0, "\(ending.messages)")
    }
    let sheet = try program.text("samples.tsv")
    try program.write("samples.tsv", sheet.replacing(".tsv\n", with: ".ours\n"))
    let whole = try program.run(["track", "samples.tsv", "-o", "whole"])
    #expect(whole.status == 0 && !whole.messages.contains(" rows ("), "\(whole.messages)")
    #expect(try Self.track(program).messages.isEmpty)
    try program.write(
      "t1.ours",
      program.text("t1.ours").replacing("\t9\t", with: "\t0\t").replacing("t1-1", with: "x"))
    let edited = try program.run(["track", "samples.tsv", "-o", "edited"])
    #expect(edited.status == 0, "\(edited.messages)")
    let all = [
      "sample t1: 0 of 2 rows (Clonova clonotypes), counting reads",
      "sample t1: no row of ", "sample t1: 2 rows: left out: a count of zero",
    ]
    for words in all { #expect(edited.messages.contains(words), "\(edited.messages)") }
    #expect(!edited.messages.contains("sample b0: "))
    #expect(try Self.track(program).messages.contains("sample t1: no row of "))
  }

  @Test("where no run is stated, a spill of a patient's own blood is said not to be looked for")
  func unstatedRuns() throws {
    let program = try Self.study(molecules: true)
    let words = "not looked for in P1: state the run or lane of each sample in the column batch"
    let unstated = try program.run(["track", "samples.tsv", "-o", "out"])
    #expect(unstated.status == 0 && unstated.messages.contains("1 headline clone "))
    #expect(unstated.messages.contains(words), "\(unstated.messages)")
    let lines = try #require(String(bytes: program.read("samples.tsv"), encoding: .utf8))
      .split(separator: "\n").enumerated().map { $0 == 0 ? "\($1)\tbatch" : "\($1)\trun1" }
    try program.write("samples.tsv", lines.joined(separator: "\n") + "\n")
    let stated = try program.run(["track", "samples.tsv", "-o", "stated"])
    #expect(stated.status == 0 && !stated.messages.contains("column batch"))
  }

  @Test("two exchanged samples are named where the command ends, as text and as JSON")
  func likelySwap() throws {
    let program = try BuiltProgram()
    let header = "sequence_id\tv_call\tj_call\tjunction\tjunction_aa\tproductive\tduplicate_count\n"
    func row(_ number: Int) -> String {
      let middle = Array("ACGT").map(String.init)
      let codons = (0..<6).map { "G\(middle[(number >> (2 * $0)) & 3])C" }.joined()
      return "s\(number)\tTRBV9*01\tTRBJ2-7*01\tTGTGCC\(codons)TTT\t\tT\t3\n"
    }
    var sheet = "sample_id\tpatient_id\ttissue\tday\tclonotypes\n"
    for patient in 0..<8 {
      for day in 0..<2 {
        // Strangers share some of twenty common clones, as they do.
        let common = (0..<20).filter { ($0 * 7 + patient * 3 + day * 5) % 20 < 12 }
        let own = (0..<60).map { 100 + 100 * patient + $0 }
        try program.write("p\(patient)-\(day).tsv", header + (common + own).map(row).joined())
        let taken = day == 0 ? patient : patient == 1 ? 2 : patient == 2 ? 1 : patient
        sheet += "s\(patient)-\(day)\tP\(patient)\tblood\t\(day * 14)\tp\(taken)-\(day).tsv\n"
      }
    }
    try program.write("samples.tsv", sheet)
    let ending = try program.run(["track", "samples.tsv", "-o", "out"])
    #expect(ending.status == 0)
    // With two samples a patient nothing tells which of them was exchanged.
    for (sample, like, closest) in [
      ("s1-0 of patient P1", "P2", "s2-1"), ("s1-1 of patient P1", "P2", "s2-0"),
      ("s2-0 of patient P2", "P1", "s1-1"), ("s2-1 of patient P2", "P1", "s1-0"),
    ] {
      let line =
        "Likely swap: sample \(sample) shares TRB clones as a sample of patient \(like) would, "
        + "most with \(closest)\n"
      #expect(ending.messages.contains(line), "\(ending.messages)")
    }
    #expect(ending.messages.components(separatedBy: "Likely swap").count == 5)
    let json = try Self.track(program, "--json").output
    #expect(json.contains("\"likely_swaps\"") && json.contains("\"sample_id\" : \"s1-0\""))
    #expect(json.contains("\"closest_sample\" : \"s2-1\""))
  }

  @Test("an assay profile lends its dispersion and stands in run.json")
  func assayProfile() throws {
    let program = try Self.study()
    #expect(try Self.track(program).status == 0)
    #expect(try Self.row(program, "comparisons.tsv")["dispersion_source"] == "builtin")
    try program.write(
      "profile.json",
      #"{"entries": [{"count_unit": "reads", "locus": "TRB", "c": 2.5, "rho0": 0.004}]}"#)
    #expect(try Self.track(program, "--assay-profile", "profile.json").status == 0)
    let comparison = try Self.row(program, "comparisons.tsv")
    #expect(comparison["dispersion_source"] == "assay_profile")
    #expect(comparison["c"] == "2.5" && comparison["rho0"] == "0.004")
    let record = try program.text("out/run.json")
    #expect(record.contains("profile.json"))
  }

  @Test(
    "a profile that is none is a fault of settings",
    arguments: [
      "{}", "no json", #"{"entries": [{"count_unit": "molecules", "c": 2, "rho0": 0}]}"#,
      #"{"entries": [{"count_unit": "umi", "c": 0.5, "rho0": 0}]}"#,
    ])
  func badProfile(text: String) throws {
    let program = try Self.study()
    try program.write("profile.json", text)
    let ending = try Self.track(program, "--assay-profile", "profile.json")
    #expect(ending.status == 78 && ending.messages.contains("profile.json"))
  }

  @Test("a file of known receptors names clones; one that is not there is missing input")
  func annotations() throws {
    let program = try Self.study()
    #expect(try Self.track(program, "--annotations", "absent.tsv").status == 66)
    try program.write("other.tsv", "a\tb\n1\t2\n")
    #expect(try Self.track(program, "--annotations", "other.tsv").status == 65)
    let own = try Self.track(program)
    #expect(own.status == 0)
    let junction = try #require(try Self.row(program, "clones.tsv")["junction_aa"])
    try program.write(
      "known.tsv",
      "gene\tcdr3\tspecies\tantigen.epitope\tantigen.species\tv.segm\tj.segm\tvdjdb.score\n"
        + "TRB\t\(junction)\tHomoSapiens\tNLVPMVATV\tCMV\tTRBV9*01\tTRBJ2-7*01\t1\n")
    #expect(try Self.track(program, "--annotations", "known.tsv").status == 0)
    let clone = try Self.row(program, "clones.tsv")
    #expect(clone["specificity"] == "CMV:NLVPMVATV" && clone["bystander"] == "CMV:NLVPMVATV")

    let text = try program.text("known.tsv")
    let last = text.split(separator: "\n")[1]
    try program.write(
      "cut.tsv",
      text + last.replacing("HomoSapiens", with: "MusMusculus") + "\n"
        + last.replacing("TRBV9*01", with: "V9"))
    let told = try program.run(["track", "samples.tsv", "-o", "told", "--annotations", "cut.tsv"])
    for words in [
      "cut.tsv: 1 row of 3: left out: not a human receptor",
      "cut.tsv: 1 row of 3: left out: a V or J gene that is not known",
      "cut.tsv: the last line has no line end",
    ] {
      #expect(told.status == 0 && told.messages.contains(words), "\(told.messages)")
    }

    // A typed patient who has not the HLA molecule has not the bystander.
    try program.write(
      "known.tsv",
      "gene\tcdr3\tspecies\tantigen.epitope\tantigen.species\tv.segm\tj.segm\tmhc.a\tmhc.b"
        + "\tvdjdb.score\nTRB\t\(junction)\tHomoSapiens\tNLVPMVATV\tCMV\tTRBV9*01\tTRBJ2-7*01"
        + "\tHLA-A*02:01\tB2M\t1\n")
    for (typing, bystander) in [("A*02:01,A*24:02", "CMV:NLVPMVATV"), ("A*11:01,A*24:02", "")] {
      try program.write("patients.tsv", "patient_id\thla\nP1\t\(typing)\n")
      #expect(try Self.track(program, "--annotations", "known.tsv").status == 0)
      let clone = try Self.row(program, "clones.tsv")
      #expect(clone["bystander"] == bystander)
      #expect(clone["note"]?.contains("hla_mismatch") == bystander.isEmpty)
      #expect(try Self.rows(program, "cohort.tsv").isEmpty)
    }
  }

  @Test("covariates beside the sheet make a cohort table that always tells n")
  func cohort() throws {
    let program = try Self.study()
    var sheet = "sample_id\tpatient_id\ttissue\tday\tclonotypes\n"
    var patients = "patient_id\tresponse\n"
    for patient in 1...4 {
      for (id, tissue, day) in [("b0", "blood", 0), ("b1", "blood", 14), ("t1", "tumor", 20)] {
        try program.write("\(patient)\(id).tsv", try program.read("\(id).tsv"))
        sheet += "P\(patient)-\(id)\tP\(patient)\t\(tissue)\t\(day)\t\(patient)\(id).tsv\n"
      }
      patients += "P\(patient)\t\(patient < 3 ? "SD" : "PD")\n"
    }
    try program.write("samples.tsv", sheet)
    try program.write("patients.tsv", patients)
    #expect(try Self.track(program).status == 0)
    let row = try Self.row(program, "cohort.tsv")
    #expect(row["covariate"] == "response" && row["comparison"] == "PD vs SD")
    #expect(row["n_patients"] == "4" && row["group_sizes"] == "2;2")
    #expect(row["cohort_p"] == "" && row["note"] == "too_few_patients")
  }

  @Test("two subsets of one draw are told apart in the headline table")
  func subsets() throws {
    let program = try Self.study()
    var sheet = "sample_id\tpatient_id\ttissue\tday\tclonotypes\tcell_subset\n"
    for subset in ["CD8", "CD4"] {
      for (id, tissue, day) in [("b0", "blood", 0), ("b1", "blood", 14), ("t1", "tumor", 20)] {
        try program.write("\(id)-\(subset).tsv", try program.read("\(id).tsv"))
        sheet += "\(id)-\(subset)\tP1\t\(tissue)\t\(day)\t\(id)-\(subset).tsv\t\(subset)\n"
      }
    }
    try program.write("samples.tsv", sheet)
    #expect(try Self.track(program, "--preset", "immunoseq-legacy").status == 0)
    let rows = try Self.rows(program, "newly_expanded_in_tumor.tsv")
    #expect(rows.count >= 2 && rows.count % 2 == 0)
    // Nothing else parts the rows of a clone that both subsets show.
    let names = rows.map { ($0["clone_id"] ?? "") + " " + ($0["cell_subset"] ?? "") }
    #expect(Set(names).count == rows.count)
    #expect(rows.prefix(2).map { $0["cell_subset"] } == ["CD4", "CD8"])
    #expect(rows[0]["clone_id"] == rows[1]["clone_id"])
  }

  @Test(
    "power refuses what is no design",
    arguments: [
      ["--cells", "5"], ["--cells", "1000", "--unit", "clones"],
      ["--cells", "1000", "--counts-per-cell", "0"], ["--cells", "1000", "--runs", "0"],
    ])
  func power(arguments: [String]) throws {
    let ending = try BuiltProgram().run(["power"] + arguments)
    #expect(ending.status == 64 && ending.messages.contains("--cells"))
  }
}
