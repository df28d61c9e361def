import Testing

@Suite("Tables of a patient with junctions and with CDR3s, by the built program")
struct JunctionAgreementTests {
  private static let header =
    "sequence_id\tv_call\tj_call\tjunction\tjunction_aa\tproductive\tduplicate_count\n"

  /// Rows of numbered junctions, or what lies between their conserved residues.
  private static func table(rows: Range<Int>, copies: Int, isInner: Bool) -> String {
    header
      + rows.map { number in
        let middle = Array("ACGT").map(String.init)
        let codons = (0..<4).map { "G\(middle[(number >> (2 * $0)) & 3])C" }.joined()
        let inner = "GCC\(codons)TAC"
        let junction = isInner ? inner : "TGT\(inner)TTC"
        return "s\(number)\tTRBV9*01\tTRBJ2-7*01\t\(junction)\t\tT\t\(copies)\n"
      }.joined()
  }

  /// Two patients of two blood samples and a biopsy each; the tables in `inner` hold CDR3s.
  private static func study(inner: [String], rows: Int = 60) throws -> BuiltProgram {
    let program = try BuiltProgram()
    var sheet = "sample_id\tpatient_id\ttissue\tday\tclonotypes\n"
    for (patient, first) in [("P1", 0), ("P2", 100)] {
      for (name, tissue, day) in [("b0", "blood", 0), ("b1", "blood", 14), ("t1", "tumor", 20)] {
        let id = patient + name
        let rows = first..<first + rows
        let table = Self.table(rows: rows, copies: 9 + day, isInner: inner.contains(id))
        try program.write("\(id).tsv", table)
        sheet += "\(id)\t\(patient)\t\(tissue)\t\(day)\t\(id).tsv\n"
      }
    }
    try program.write("samples.tsv", sheet)
    return program
  }

  private static let words =
    "P1b1.tsv: of 60 productive junctions of sample P1b1, 0 begin with Cys and 0 end with Phe or "
    + "Trp; expected the conserved residues at both ends, as in P1b0.tsv"

  private static func command(_ name: String) -> [String] {
    name == "check" ? ["check", "samples.tsv"] : [name, "samples.tsv", "-o", "out", "--quiet"]
  }

  @Test(
    "a long table of CDR3s beside junctions fails its sample and so its patient",
    arguments: ["track", "run"])
  func sure(command: String) throws {
    let program = try Self.study(inner: ["P1b1"])
    let ending = try program.run(Self.command(command))
    #expect(ending.status == 2)
    #expect(ending.messages.contains(Self.words), "\(ending.messages)")
    #expect(ending.messages.contains("patient P1 is not tracked"))
    let patients = try program.rows("out/track/patient_summary.tsv").compactMap { $0["patient_id"] }
    #expect(Set(patients) == ["P2"])
    let untracked = try program.rows("out/track/not_tracked.tsv")
    #expect(untracked.map { $0["sample_id"] } == ["P1b1"])
  }

  @Test("check finds it before")
  func check() throws {
    let program = try Self.study(inner: ["P1b1"])
    let ending = try program.run(Self.command("check"))
    #expect(ending.status == 65)
    #expect(ending.messages.contains(Self.words), "\(ending.messages)")
    let few = try Self.study(inner: ["P1b1"], rows: 20).run(Self.command("check"))
    #expect(few.status == 0 && few.messages.contains("of 20 productive junctions of sample P1b1"))
  }

  @Test("a short one is told, and tracked")
  func unsure() throws {
    let program = try Self.study(inner: ["P1b1"], rows: 20)
    let ending = try program.run(Self.command("track"))
    #expect(ending.status == 0)
    #expect(ending.messages.contains("of 20 productive junctions of sample P1b1"))
    #expect(ending.messages.contains("No clone of the one is found in the other"))
  }

  @Test("where all tables of a patient are of CDR3s they join, and only a note tells it")
  func agreeing() throws {
    let program = try Self.study(inner: ["P1b0", "P1b1", "P1t1"])
    let quiet = try program.run(Self.command("track"))
    #expect(quiet.status == 0 && quiet.messages.isEmpty, "\(quiet.messages)")
    let loud = try program.run(["track", "samples.tsv", "-o", "loud"])
    #expect(loud.messages.contains("sample P1b0: 60 rows: a productive junction without Cys"))
    #expect(!loud.messages.contains("sample P2b0: 60 rows: a productive"))
  }
}
