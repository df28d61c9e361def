import RepertoireTables
import RepertoireTracking
import SequenceIO
import Sequences
import Testing

@Suite("Receptors of known specificity")
struct SpecificityReaderTests {
  private static func read(_ text: String, _ name: String = "known.tsv") throws
    -> SpecificityDatabase
  {
    let file = try TemporaryFile(name, text: text)
    return try SpecificityReader.read(path: file.path).database
  }

  private static let header =
    "gene\tcdr3\tspecies\tantigen.epitope\tantigen.gene\tantigen.species\tv.segm\tj.segm"
    + "\tvdjdb.score\n"

  private static func row(
    gene: String = "TRB", cdr3: String = "CASSIRSSYEQYF", host: String = "HomoSapiens",
    organism: String = "CMV", v: String = "TRBV9*01", j: String = "TRBJ2-7*01", score: String = "2"
  ) -> String {
    [gene, cdr3, host, "ONE", "M", organism, v, j, score].joined(separator: "\t") + "\n"
  }

  static let understood: [(row: String, v: [String])] = [
    (row(host: "Homo sapiens"), ["TRBV9"]), (row(host: "homo_sapiens"), ["TRBV9"]),
    (row(gene: "TCRB"), ["TRBV9"]), (row(gene: "trb"), ["TRBV9"]), (row(score: "2.0"), ["TRBV9"]),
    (row(v: ""), []), (row(v: "NA"), []), (row(v: "TRBV7-2:01"), ["TRBV7-2"]),
    (row(v: "TCRBV07-02"), ["TRBV7-2"]), (row(v: "V9, TRBV9"), ["TRBV9"]),
  ]

  @Test("spellings of species, gene, score and V are understood", arguments: understood)
  func spellings(row: String, v: [String]) throws {
    let expected = SpecificityDatabase([Self.entry("CMV", "ONE", v: v)])
    #expect(try Self.read(Self.header + row) == expected)
  }

  static let leftOut: [(row: String, reason: SpecificityReport.LeftOut)] = [
    (row(host: "MusMusculus"), .otherSpecies), (row(score: "0"), .noConfidence),
    (row(score: "0.0"), .noConfidence), (row(score: ""), .noConfidence),
    (row(score: "high"), .noConfidence), (row(gene: "IGH"), .noLocus), (row(gene: ""), .noLocus),
    (row(cdr3: ""), .noJunction), (row(cdr3: "CASS#SYEQYF"), .noJunction),
    (row(v: "V9"), .unknownGene), (row(v: "TRBV20/OR9-2"), .unknownGene),
    (row(j: "beta2-7"), .unknownGene), (row(v: "IGHV1-2"), .unknownGene),
  ]

  @Test(
    "a row that is left out is counted with its reason; no gene becomes any", arguments: leftOut)
  func counted(row: String, reason: SpecificityReport.LeftOut) throws {
    let file = try TemporaryFile("known.tsv", text: Self.header + row + Self.row())
    let (database, report) = try SpecificityReader.read(path: file.path)
    #expect(database == SpecificityDatabase([Self.entry("CMV", "ONE")]))
    #expect(report.rows == 2 && report.leftOut(reason) == 1 && report.remarks.count == 1)
    #expect(report.remarks.first?.meaning == reason.meaning)
  }

  @Test("our own species is no pathogen, however it is spelt")
  func ownSpecies() throws {
    for organism in ["HomoSapiens", "Homo sapiens", "human"] {
      let database = try Self.read(Self.header + Self.row(organism: organism))
      #expect(database == SpecificityDatabase([Self.entry(organism, "ONE", foreign: false)]))
    }
  }

  @Test("a last line without its end is told, and one that is short is an error")
  func cutLine() throws {
    let whole = Self.header + Self.row() + Self.row()
    for (text, lacksLineEnd) in [(whole, false), (String(whole.dropLast()), true)] {
      let file = try TemporaryFile("known.tsv", text: text)
      #expect(try SpecificityReader.read(path: file.path).report.lacksLineEnd == lacksLineEnd)
    }
    #expect(throws: SequenceIOError.self) { try Self.read(String(whole.dropLast(12))) }
  }

  private static func entry(
    _ organism: String, _ epitope: String, foreign: Bool = true, v: [String] = ["TRBV9"],
    j: [String] = ["TRBJ2-7"], hla: [String] = []
  ) -> SpecificityDatabase.Entry {
    .init(
      locus: .trb, junctionAA: "CASSIRSSYEQYF", vGenes: v, jGenes: j, organism: organism,
      epitope: epitope, isForeign: foreign,
      presentedBy: hla.map { HLAAllele.alleles(named: $0) })
  }

  @Test("the presenting HLA molecule is read: of class I one chain, of class II both")
  func restrictions() throws {
    let header =
      "gene\tcdr3\tspecies\tantigen.epitope\tantigen.gene\tantigen.species\tv.segm\tj.segm"
      + "\tmhc.a\tmhc.b\tvdjdb.score\n"
    func row(_ epitope: String, _ alpha: String, _ beta: String) -> String {
      "TRB\tCASSIRSSYEQYF\tHomoSapiens\t\(epitope)\tM\tCMV\tTRBV9*01\tTRBJ2-7*01\t\(alpha)"
        + "\t\(beta)\t2\n"
    }
    let database = try Self.read(
      header + row("ONE", "HLA-A*02:01:48", "B2M") + row("TWO", "HLA-DRA*01:01", "HLA-DRB1*15:01")
        + row("MR", "MR1", "B2M"))
    #expect(
      database
        == SpecificityDatabase([
          Self.entry("CMV", "ONE", hla: ["A*02:01"]),
          Self.entry("CMV", "TWO", hla: ["DRA*01:01", "DRB1*15:01"]), Self.entry("CMV", "MR"),
        ]))
    let other = try Self.read(
      """
      CDR3.beta.aa,Species,Category,Pathology,Epitope.peptide,MHC,TRBV,TRBJ
      CASSIRSSYEQYF,Human,Pathogens,CMV,ONE,HLA-A2,TRBV9,TRBJ2-7
      CASSIRSSYEQYF,Human,Pathogens,CMV,TWO,NA,TRBV9,TRBJ2-7
      CASSIRSSYEQYF,Human,Pathogens,CMV,THREE,HLA class I,TRBV9,TRBJ2-7

      """, "known.csv")
    #expect(
      other
        == SpecificityDatabase([
          Self.entry("CMV", "ONE", hla: ["A2"]), Self.entry("CMV", "TWO"),
          Self.entry("CMV", "THREE"),
        ]))
  }

  @Test("VDJdb's slim table: human, of confidence, bystanders by organism")
  func slim() throws {
    let header =
      "gene\tcdr3\tspecies\tantigen.epitope\tantigen.gene\tantigen.species\tcomplex.id\tv.segm"
      + "\tj.segm\tv.end\tj.start\tmhc.a\tmhc.b\tmhc.class\treference.id\tvdjdb.score\n"
    func row(_ host: String, _ epitope: String, _ species: String, _ score: Int) -> String {
      "TRB\tCASSIRSSYEQYF\t\(host)\t\(epitope)\tM\t\(species)\t0\tTRBV9*01\tTRBJ2-7*01\t3\t8\tA\tB"
        + "\tMHCI\tx\t\(score)\n"
    }
    let database = try Self.read(
      header + row("HomoSapiens", "GILGFVFTL", "InfluenzaA", 3)
        + row("HomoSapiens", "NLVPMVATV", "CMV", 0) + row("MusMusculus", "SIINFEKL", "Gallus", 3)
        + row("HomoSapiens", "ELAGIGILTV", "HomoSapiens", 1))
    #expect(
      database
        == SpecificityDatabase([
          Self.entry("InfluenzaA", "GILGFVFTL"),
          Self.entry("HomoSapiens", "ELAGIGILTV", foreign: false),
        ]))
  }

  @Test("VDJdb's web export has other names of the same columns")
  func web() throws {
    let database = try Self.read(
      "complex.id\tGene\tCDR3\tV\tJ\tSpecies\tMHC A\tMHC B\tMHC class\tEpitope\tEpitope gene"
        + "\tEpitope species\tReference\tMethod\tMeta\tCDR3fix\tScore\n"
        + "1\tTRB\tCASSIRSSYEQYF\tTRBV9*01\tTRBJ2-7*01\tHomoSapiens\tA\tB\tMHCI\tGILGFVFTL\tM"
        + "\tInfluenzaA\tx\t{}\t{}\t{}\t2\n")
    #expect(database == SpecificityDatabase([Self.entry("InfluenzaA", "GILGFVFTL")]))
  }

  @Test("McPAS: two chains a row, quoted commas, bystanders by category")
  func mcpas() throws {
    let database = try Self.read(
      """
      CDR3.alpha.aa,CDR3.beta.aa,Species,Category,Pathology,Antigen.protein,Epitope.peptide,TRAV,TRAJ,TRBV,TRBD,TRBJ
      NA,CASSIRSSYEQYF,Human,Pathogens,Epstein Barr virus (EBV),BMLF1,GLCTLVAML,NA,NA,TRBV9,NA,TRBJ2-7
      CAVRDNYGQNFVF,CASSIRSSYEQYF,Human,Cancer,"Melanoma, skin",MART-1,,TRAV14,TRAJ26,TRBV9,NA,TRBJ2-7
      NA,CASSIRSSYEQYF,Mouse,Pathogens,Influenza,M,GILGFVFTL,NA,NA,TRBV9,NA,TRBJ2-7

      """, "known.csv")
    #expect(
      database
        == SpecificityDatabase([
          Self.entry("Epstein Barr virus (EBV)", "GLCTLVAML"),
          Self.entry("Melanoma, skin", "MART-1", foreign: false),
          .init(
            locus: .tra, junctionAA: "CAVRDNYGQNFVF", vGenes: ["TRAV14"], jGenes: ["TRAJ26"],
            organism: "Melanoma, skin", epitope: "MART-1", isForeign: false),
        ]))
  }

  @Test("another table is refused with what it has")
  func foreign() {
    #expect(throws: SequenceIOError.self) { _ = try Self.read("a\tb\n1\t2\n") }
  }
}
