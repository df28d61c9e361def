import Foundation
import Testing

@Suite("A study of samples with molecular identifiers, by the built program")
struct MoleculeStudyTests {
  @Test("samples side by side in little memory, on files of records, give the same bytes")
  func memory() throws {
    let program = try BuiltProgram()
    var sheet = "sample_id\tpatient_id\ttissue\tday\tr1\tr2\tkit\n"
    for (number, day) in [0, 14, 28].enumerated() {
      let made = try program.run([
        "simulate", "--umi-library", "-o", "umi\(number)", "--seed", "\(number + 1)", "--scale",
        "0.03", "--quiet",
      ])
      #expect(made.status == 0, "\(made.messages)")
      sheet += "s\(number)\tP1\tblood\t\(day)"
      for mate in ["R1", "R2"] { sheet += "\tumi\(number)/fastq/umi_\(mate).fastq.gz" }
      sheet += "\tgeneric-amplicon-umi\n"
    }
    try program.write("samples.tsv", sheet)
    func run(_ output: String, _ extra: String...) throws -> [String: Data] {
      let ending = try program.run(
        ["run", "samples.tsv", "-o", output, "--no-progress"] + extra + [
          "--read-structure", "r1=umi:14,skip:4,trim:G0-8,template", "r2=template",
        ])
      #expect(ending.status == 0, "\(ending.messages)")
      return try program.results(output)
    }
    let usual = try run("usual", "--threads", "1")
    let small = try run("small", "--threads", "3", "--memory", "1M")
    #expect(usual["samples/s2/s2.umis.tsv.gz"]?.isEmpty == false)
    #expect(usual.keys.sorted() == small.keys.sorted())
    for (path, bytes) in usual where small[path] != bytes { Issue.record("\(path) differs") }
  }
}
