import Foundation
import Testing

@Suite("detect and explain of the built program", .serialized)
struct DetectCommandTests {
  @Test("detect reads a simulated sample, as text or as JSON, and needs a file that is there")
  func detect() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let fastq = "trial/fastq/P01-blood-d14.fastq.gz"
    let text = try program.run(["detect", fastq, "--reads", "400"])
    #expect(text.status == 0, "\(text.messages)")
    #expect(text.output.contains("The first 400 reads of \(fastq)"))
    #expect(text.output.contains("--kit generic-amplicon -o results"))
    let json = try program.run(["detect", fastq, "--reads", "400", "--json", "--quiet"])
    #expect(json.messages.isEmpty)
    let content =
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(content?["use_kit"] as? String == "generic-amplicon")
    #expect((content?["candidates"] as? [Any])?.count ?? 0 >= 27)
    #expect(try program.run(["detect", "no.fastq"]).status == 66)
    #expect(try program.run(["detect", fastq, "--species", "rat"]).status == 64)
    #expect(try program.run(["detect", fastq, "--reads", "3"]).status == 64)
    let random = (0..<300).map {
      "@r\($0)\n\(String(repeating: "ACGTTGCA", count: 12))\n+\n"
        + "\(String(repeating: "I", count: 96))\n"
    }
    try program.write("n.fastq", random.joined())
    let none = try program.run(["detect", "n.fastq"])
    #expect(none.status == 65)
    #expect(none.output.contains("These are no T-cell receptors"))
    try program.write("broken.fastq", "@r\nACGT\n+\nII\n")
    #expect(try program.run(["detect", "broken.fastq"]).status == 65)
  }

  @Test("explain takes a sample of a sheet, or reads and a kit, and says what it was not told")
  func explain() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let reads = ["explain", "--r1", "trial/fastq/P01-blood-d14.fastq.gz"]
    let ending = try program.run(reads + ["--kit", "generic-amplicon", "--scan", "1000"])
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(ending.output.contains("of the first 1,000 rejected"))
    let sheet = ["explain", "trial/samples.tsv", "--scan", "500", "--reads", "2"]
    let ofSheet = try program.run(sheet + ["--sample", "P01-blood-d14", "--json"])
    #expect(ofSheet.status == 0, "\(ofSheet.messages)")
    #expect(ofSheet.output.contains("\"sample_id\" : \"P01-blood-d14\""))
    let unknown = try program.run(sheet + ["--sample", "P01-blood-d15"])
    #expect(unknown.status == 78)
    #expect(unknown.messages.contains("Did you mean"))
    #expect(try program.run(sheet).status == 64)
    #expect(try program.run(reads).status == 64)
    #expect(try program.run(["explain"]).status == 64)
    #expect(try program.run(reads + ["--kit", "generic-amplicon", "--reason", "nov"]).status == 64)
  }
}
