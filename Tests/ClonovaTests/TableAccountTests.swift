import Foundation
import Testing

@Suite("Tables that were not all made in one way, by the built program")
struct TableAccountTests {
  /// A finished study in `out`, of which two samples can be analyzed again in another way.
  private static func study() throws -> BuiltProgram {
    let program = try BuiltProgram()
    try program.simulate()
    #expect(try program.runStudy("--quiet").status == 0)
    return program
  }

  private static func analyzeBaselines(_ program: BuiltProgram, _ options: String...) throws {
    for id in ["P01-blood-pre14", "P01-blood-pre1"] {
      let ending = try program.run(
        ["analyze", "--r1", "trial/fastq/\(id).fastq.gz", "--sample", id, "-o", "out", "--quiet"]
          + options)
      #expect(ending.status == 0, "\(ending.messages)")
    }
  }

  private static func track(_ program: BuiltProgram, _ options: String...) throws -> String {
    let ending = try program.run(
      ["track", "--clonotypes", "out", "-o", "again", "--quiet", "--force"] + options)
    #expect(ending.status == 0, "\(ending.messages)")
    return ending.messages
  }

  @Test("samples of a patient that were compared with two germlines are told")
  func germlines() throws {
    let program = try Self.study()
    #expect(try Self.track(program, "trial/samples.tsv").isEmpty)
    try Self.analyzeBaselines(program, "--kit", "generic-amplicon", "--species", "mouse")
    let told = try Self.track(program, "trial/samples.tsv")
    #expect(told.contains("patient P01: tables were made with different germlines"), "\(told)")
    #expect(told.contains("analyze the samples with the same"))
    let yaml = try program.text("again/repertoires.airr.yaml")
    #expect(yaml.contains("germline_database: null"))
  }

  @Test("samples of a patient that were analyzed for other loci are told, where those are tracked")
  func loci() throws {
    let program = try Self.study()
    try Self.analyzeBaselines(program, "--kit", "generic-amplicon", "--loci", "TRB")
    let told = try Self.track(program, "trial/samples.tsv")
    #expect(told.contains("different loci (P01-blood-pre14: TRB; "), "\(told)")
    #expect(try Self.track(program, "trial/samples.tsv", "--loci", "TRB").isEmpty)
  }

  @Test("a report of samples that were analyzed anew after their tracking says so, until tracked")
  func olderTracking() throws {
    let program = try Self.study()
    func report(_ folder: String) throws -> (messages: String, page: String) {
      let ending = try program.run(["report", folder])
      #expect(ending.status == 0, "\(ending.messages)")
      return (ending.messages, try program.text(folder + "/report.html"))
    }
    let words = "the tracking is of other tables than those of P01-blood-pre1 and 1 more"
    let row = "the tracking is of another table of this sample than lies here"
    let page = try program.text("out/report.html")
    let before = try report("out")
    #expect(!before.messages.contains("warning") && before.page == page)
    // The same reads again in the same way give the same table.
    try Self.analyzeBaselines(program, "--kit", "generic-amplicon")
    #expect(try !report("out").messages.contains("warning"))
    try Self.analyzeBaselines(program, "--kit", "generic-amplicon", "--species", "mouse")
    let after = try report("out")
    #expect(after.messages.contains("warning: out: " + words), "\(after.messages)")
    #expect(after.messages.contains("run `clonova track` again"))
    #expect(after.page.components(separatedBy: row).count == 3)
    let tracked = try program.run(
      ["track", "trial/samples.tsv", "--clonotypes", "out", "-o", "out", "--quiet"])
    #expect(tracked.status == 0, "\(tracked.messages)")
    let again = try report("out")
    #expect(!again.messages.contains("warning") && !again.page.contains(row))
    // Of a record of before this was noted nothing is known.
    try Self.analyzeBaselines(program, "--kit", "generic-amplicon")
    #expect(try report("out").messages.contains(words))
    let record = try program.text("out/run.json")
    try program.write("out/run.json", record.replacing("table_sha256", with: "another_key"))
    #expect(try !report("out").messages.contains("warning"))
  }

  @Test("a kit that the sheet does not state is that of the table's account")
  func kits() throws {
    let program = try Self.study()
    try Self.analyzeBaselines(program, "--kit", "ampliseq-trb-sr")
    let told = try Self.track(program, "trial/samples.tsv")
    #expect(told.contains("sample P01-blood-pre1: the sheet names kit generic-amplicon, but"))
    // The tables by name, without the kit: nothing is tested between the two.
    try program.writeSheetOfTables("named.tsv")
    #expect(try Self.track(program, "named.tsv").isEmpty)
    let notes = try program.rows("again/track/patient_summary.tsv").compactMap { $0["note"] }
    #expect(notes.contains { $0.split(separator: ";").contains("kits_differ") }, "\(notes)")
  }
}
