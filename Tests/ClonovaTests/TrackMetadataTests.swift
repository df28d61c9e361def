import Foundation
import Testing

@Suite("What other programs read of a study, from `track` alone, by the built program")
struct TrackMetadataTests {
  private static let names = [
    "repertoires.airr.yaml", "multiqc/clonova_samples_mqc.json",
    "multiqc/clonova_outcomes_mqc.json",
  ]

  @Test("in the folder of a run the files are those of the run, whatever the loci")
  func sameAsRun() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let run = try program.run([
      "run", "trial/samples.tsv", "-o", "out", "--loci", "TRB,TRA", "--quiet",
    ])
    #expect(run.status == 0, "\(run.messages)")
    let before = try program.results("out")
    _ = try program.shell("rm -r out/repertoires.airr.yaml out/multiqc out/track")
    let track = [
      "track", "trial/samples.tsv", "--clonotypes", "out", "--loci", "TRB,TRA", "--quiet",
    ]
    #expect(try program.run(track + ["-o", "out"]).status == 0)
    let after = try program.results("out")
    #expect(after.keys.sorted() == before.keys.sorted())
    for name in Self.names + ["report.html"] { #expect(after[name] == before[name], "\(name)") }

    // Elsewhere the tables are not at their places in the results folder.
    #expect(try program.run(track + ["-o", "other"]).status == 0)
    let other = try program.results("other")
    for name in Self.names.dropFirst() { #expect(other[name] == before[name], "\(name)") }
    let yaml = String(decoding: other[Self.names[0]] ?? Data(), as: UTF8.self)
    let own = String(decoding: before[Self.names[0]] ?? Data(), as: UTF8.self)
    #expect(yaml.contains("\"P01-blood-d14.clonotypes.tsv\""))
    #expect(
      own.replacing(/samples\/[^\/"]+\//, with: "") == yaml && own != yaml)
  }

  @Test("tables of others: no germline is claimed, and the species is the one given")
  func othersTables() throws {
    let program = try BuiltProgram()
    try program.write(
      "b.tsv",
      "sequence_id\tv_call\tj_call\tjunction\tjunction_aa\tproductive\tduplicate_count\n"
        + "s\tTRBV9*01\tTRBJ2-7*01\tTGTGCCAGCTTT\t\tT\t5\n")
    try program.write(
      "samples.tsv",
      "sample_id\tpatient_id\ttissue\tday\tclonotypes\nb0\tP1\tblood\t0\tb.tsv\n")
    func yaml(_ extra: String...) throws -> String {
      let ending = try program.run(["track", "samples.tsv", "-o", "out", "--quiet"] + extra)
      #expect(ending.status == 0, "\(ending.messages)")
      return try program.text("out/repertoires.airr.yaml")
    }
    let usual = try yaml()
    #expect(usual.contains("Homo sapiens") && usual.contains("germline_database: null"))
    #expect(try yaml("--species", "mouse").contains("Mus musculus"))
    let bad = try program.run(["track", "samples.tsv", "-o", "out", "--species", "rat"])
    #expect(bad.status == 64 && bad.messages.contains("expected one of human, mouse"))
    let content = try #require(
      JSONSerialization.jsonObject(with: program.read("out/multiqc/clonova_samples_mqc.json"))
        as? [String: Any])
    #expect((content["data"] as? [String: Any])?.isEmpty == true)
  }
}
