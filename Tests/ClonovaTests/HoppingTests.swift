import Foundation
import Testing

@Suite("Molecules that hop between the samples of a study, by the built program")
struct HoppingTests {
  @Test("a clone that hopped into the biopsy leaves the strict set, and a real one stays")
  func hops() throws {
    let program = try BuiltProgram()
    let study = try HoppedStudy(program)
    try study.write(hops: true, sheet: "hops.tsv")
    let ending = try program.run(
      ["run", "hops.tsv", "-o", "hops", "--no-progress", "--assay-profile", "assay.json"]
        + HoppedStudy.structures)
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(ending.messages.contains("samples B1 and T1 share"), "\(ending.messages)")
    #expect(ending.messages.contains("may have brought 1 expanded clone into blood or tumor"))

    let clones = try program.rows("hops/track/newly_expanded_in_tumor.tsv")
    let real = try #require(clones.first { $0["junction_aa"] == study.real })
    #expect(real["strict"] == "T" && real["possible_contaminant"] == "", "\(real)")
    let stray = try #require(clones.first { $0["junction_aa"] == study.stray })
    #expect(stray["headline"] == "T" && stray["strict"] == "F", "\(stray)")
    #expect(stray["possible_contaminant"] == "B1" && stray["note"] == "shared_molecules")

    let strays = try program.rows("hops/track/stray_molecules.tsv")
    #expect(strays.count == 1, "\(strays)")
    #expect(strays[0]["sample_id"] == "T1" && strays[0]["source_sample"] == "B1")
    #expect(strays[0]["tissue"] == "tumor" && strays[0]["stray_verdict"] == "stray")
    #expect(strays[0]["n_shared_molecules"] == strays[0]["n_molecules"])
    #expect(strays[0]["n_own_molecules"] == "0")
    #expect(try program.rows("hops/track/contamination.tsv").count == 1)

    let pairs = try program.rows("hops/track/molecule_sharing.tsv")
    #expect(pairs.count == 6)
    for pair in pairs {
      let isHopped = pair["first_sample"] == "B1" && pair["second_sample"] == "T1"
      #expect(pair["molecule_verdict"] == (isHopped ? "shared" : "as_expected"), "\(pair)")
      if isHopped { #expect(pair["source_sample"] == "B1") }
    }
    let report = try program.text("hops/report.html")
    #expect(report.contains("Pairs of samples that show the same molecules"))
    #expect(report.contains("Molecules of expanded clones that a larger sample shows too"))

    try withoutTables(program, study)
    try cutTables(program)
    try withoutHops(program, study)
  }

  /// The same clonotypes without the tables of molecules: nothing can be looked for, and it is said.
  private func withoutTables(_ program: BuiltProgram, _ study: HoppedStudy) throws {
    var sheet = "sample_id\tpatient_id\ttissue\tday\tclonotypes\n"
    for (id, tissue, day) in [
      ("B0", "blood", 0), ("B1", "blood", 14), ("T0", "tumor", 0), ("T1", "tumor", 20),
    ] {
      try program.write(
        "bare/\(id).clonotypes.tsv", try program.read("hops/samples/\(id)/\(id).clonotypes.tsv"))
      sheet += "\(id)\tP1\t\(tissue)\t\(day)\tbare/\(id).clonotypes.tsv\n"
    }
    try program.write("bare.tsv", sheet)
    let ending = try program.run([
      "track", "bare.tsv", "-o", "bare-results", "--no-progress", "--assay-profile", "assay.json",
    ])
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(ending.messages.contains("index hopping is not looked for in 4 samples"))
    let clones = try program.rows("bare-results/track/newly_expanded_in_tumor.tsv")
    #expect(clones.filter { $0["strict"] == "T" }.count == 2)
    let summaries = try program.rows("bare-results/track/patient_summary.tsv")
    #expect(summaries.allSatisfy { $0["note"]?.contains("molecules_unlisted") == true })
    #expect(try program.rows("bare-results/track/molecule_sharing.tsv").isEmpty)
  }

  /// A table of molecules that was cut, behind a line or in its last cell: the clonotypes count more,
  /// and nothing is looked for in the sample.
  private func cutTables(_ program: BuiltProgram) throws {
    let table = "bare/T1.umis.tsv.gz"
    for (cut, words) in [
      ("head -n 1", "lists 0 molecules, and its clonotypes count "),
      ("head -n 9", "lists 8 molecules, and its clonotypes count "),
      ("head -c -1", "the file ends inside this line"),
    ] {
      let made = try program.shell(
        "gunzip -c hops/samples/T1/T1.umis.tsv.gz > whole.tsv; \(cut) whole.tsv | gzip > \(table)")
      #expect(made.status == 0, "\(made.messages)")
      let ending = try program.run([
        "track", "bare.tsv", "-o", "cut", "--force", "--quiet", "--assay-profile", "assay.json",
      ])
      #expect(ending.status == 0 && ending.messages.contains(words), "\(ending.messages)")
      let summaries = try program.rows("cut/track/patient_summary.tsv")
      #expect(summaries.allSatisfy { $0["note"]?.contains("molecules_unlisted") == true })
    }
    let whole = "for s in B0 B1 T0 T1; do cp hops/samples/$s/$s.umis.tsv.gz bare; done"
    #expect(try program.shell(whole).status == 0)
    let ending = try program.run([
      "track", "bare.tsv", "-o", "cut", "--force", "--no-progress", "--assay-profile", "assay.json",
    ])
    #expect(ending.messages.contains("samples B1 and T1 share"), "\(ending.messages)")
    #expect(!ending.messages.contains("and its clonotypes count"))
  }

  /// The biopsy without the strays, the other samples as tables of the first run.
  private func withoutHops(_ program: BuiltProgram, _ study: HoppedStudy) throws {
    try study.write(hops: false, sheet: "clean.tsv")
    var sheet = "sample_id\tpatient_id\ttissue\tday\tclonotypes\tr1\tr2\tkit\n"
    for (id, tissue, day) in [("B0", "blood", 0), ("B1", "blood", 14), ("T0", "tumor", 0)] {
      sheet += "\(id)\tP1\t\(tissue)\t\(day)\thops/samples/\(id)/\(id).clonotypes.tsv\t\t\t"
      sheet += "generic-amplicon-umi\n"
    }
    sheet += "T1\tP1\ttumor\t20\t\tclean-T1_R1.fastq\tclean-T1_R2.fastq\tgeneric-amplicon-umi\n"
    try program.write("mixed.tsv", sheet)
    let ending = try program.run(
      ["run", "mixed.tsv", "-o", "clean", "--no-progress", "--assay-profile", "assay.json"]
        + HoppedStudy.structures)
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(!ending.messages.contains(" share "), "\(ending.messages)")
    let clones = try program.rows("clean/track/newly_expanded_in_tumor.tsv")
    #expect(clones.map { $0["junction_aa"] } == [study.real])
    #expect(clones.map { $0["strict"] } == ["T"])
    #expect(try program.rows("clean/track/stray_molecules.tsv").isEmpty)
    let pairs = try program.rows("clean/track/molecule_sharing.tsv")
    #expect(pairs.count == 6 && pairs.allSatisfy { $0["molecule_verdict"] == "as_expected" })
    let report = try program.text("clean/report.html")
    #expect(report.contains("No two samples show the same molecules more often than by chance."))
    let record = try program.text("clean/run.json")
    #expect(record.contains("B1.umis.tsv.gz"))
  }
}
