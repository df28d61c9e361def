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
