public import RepertoireTracking
import Repertoires
public import SequenceIO
import Sequences

/// Reads a user's table of receptors of known specificity: VDJdb (slim, full, paired or the web
/// export) or McPAS-TCR, plain or gzip.
///
/// Human receptors alone. Of VDJdb, entries of confidence 0 are left out. The report counts what is.
public enum SpecificityReader {
  /// The columns of one chain.
  private struct Chain {
    /// The locus; nil where a column names it.
    var locus: Locus?
    var junctionAA: Int
    var v: Int?
    var j: Int?
  }

  /// The columns of a table.
  private struct Columns {
    var chains: [Chain]
    var locus: Int?
    var host: Int?
    var organism: Int?
    var epitope: Int?
    var antigen: Int?
    var score: Int?
    /// Chains of the presenting molecule: two columns of VDJdb, one of McPAS.
    var molecules: [Int]
    /// McPAS sorts entries into `Pathogens`, `Cancer`, `Autoimmune` and others.
    var category: Int?

    init?(_ header: TableHeader) {
      chains = [(Locus.tra, "alpha", "TRA"), (.trb, "beta", "TRB")].compactMap {
        locus, chain, prefix in
        guard let junctionAA = header.column(["CDR3.\(chain).aa", "cdr3.\(chain)"]) else {
          return nil
        }
        return Chain(
          locus: locus, junctionAA: junctionAA, v: header.column(["v.\(chain)", prefix + "V"]),
          j: header.column(["j.\(chain)", prefix + "J"]))
      }
      locus = header.column(["gene"])
      if chains.isEmpty, locus != nil, let junctionAA = header.column(["cdr3"]) {
        chains = [
          Chain(
            junctionAA: junctionAA, v: header.column(["v.segm", "V"]),
            j: header.column(["j.segm", "J"]))
        ]
      }
      host = header.column(["species"])
      organism = header.column(["antigen.species", "Epitope species", "Pathology"])
      epitope = header.column(["antigen.epitope", "Epitope", "Epitope.peptide"])
      antigen = header.column(["antigen.gene", "Epitope gene", "Antigen.protein"])
      score = header.column(["vdjdb.score", "Score"])
      molecules = [["mhc.a", "MHC A"], ["mhc.b", "MHC B"], ["MHC"]].compactMap(header.column)
      category = header.column(["Category"])
      if chains.isEmpty || organism == nil { return nil }
    }
  }

  /// The entries of a table, and what was left out of it.
  ///
  /// Throws `missingColumn` for a table that is neither, and the faults of reading.
  public static func read(
    path: String
  ) throws(SequenceIOError) -> (database: SpecificityDatabase, report: SpecificityReport) {
    var table = try TableDetection.open(path, raggedRows: .padded)
    guard let columns = Columns(TableHeader(table.header)) else {
      throw SequenceIOError(
        .missingColumn(
          name: "cdr3 and antigen.species of VDJdb, or CDR3.beta.aa and Pathology of McPAS",
          found: table.header), at: InputLocation(path: path, record: 1))
    }
    var entries: [SpecificityDatabase.Entry] = []
    var report = SpecificityReport()
    while try table.advance() {
      func text(_ column: Int?) -> String { Self.text(column, of: table) }
      report.rows += 1
      guard ["", "homosapiens", "human"].contains(letters(text(columns.host))) else {
        report.count(.otherSpecies)
        continue
      }
      // Also `3.0`, as pandas writes a column of whole numbers with a gap.
      if columns.score != nil, !(Double(text(columns.score)) ?? 0 >= 1) {
        report.count(.noConfidence)
        continue
      }
      let presentedBy = columns.molecules.map { alleles(text($0)) }.filter { !$0.isEmpty }
      let chains = columns.chains.filter { isJunction(text($0.junctionAA).uppercased()) }
      if chains.isEmpty { report.count(.noJunction) }
      for chain in chains {
        guard let locus = chain.locus ?? locus(named: text(columns.locus)) else {
          report.count(.noLocus)
          continue
        }
        guard let vGenes = genes(text(chain.v)), let jGenes = genes(text(chain.j)) else {
          report.count(.unknownGene)
          continue
        }
        let organism = text(columns.organism)
        let epitope = text(columns.epitope)
        entries.append(
          SpecificityDatabase.Entry(
            locus: locus, junctionAA: text(chain.junctionAA).uppercased(), vGenes: vGenes,
            jGenes: jGenes, organism: plain(organism),
            epitope: plain(epitope.isEmpty ? text(columns.antigen) : epitope),
            isForeign: columns.category == nil
              ? isForeign(organism) : text(columns.category).lowercased().hasPrefix("pathogen"),
            presentedBy: presentedBy))
      }
    }
    report.lacksLineEnd = !table.hasLineEnd
    return (SpecificityDatabase(entries), report)
  }

  /// A cell without outer spaces and quotes; empty for a word for nothing.
  private static func text(_ column: Int?, of row: borrowing TSVReader) -> String {
    guard let column else { return "" }
    let field = FieldText.trimmed(row.field(column))
    if FieldText.isBlank(field) { return "" }
    return String(decoding: (0..<field.count).map { field[$0] }, as: UTF8.self)
  }

  /// The locus of VDJdb's `TRB` or immunoSEQ's `TCRB`; nil for another word.
  private static func locus(named name: String) -> Locus? {
    let name = name.uppercased()
    return Locus(rawValue: name.hasPrefix("TCR") ? "TR" + name.dropFirst(3) : name)
  }

  /// The genes of a cell, none for a blank; nil where it names some and none is understood.
  private static func genes(_ cell: String) -> [String]? {
    // McPAS writes some alleles as `TRBV7-2:01`.
    let reading = GeneCall.reading(vendor: cell.replacing(":", with: "*"))
    let isLost = reading.hasUnknown || reading.hasOrphon || reading.hasImmunoglobulin
    return reading.call.isBlank && isLost ? nil : reading.call.genes
  }

  /// The letters of a name in lower case, so that `Homo sapiens` is `HomoSapiens`.
  private static func letters(_ name: String) -> String {
    String(name.lowercased().filter(\.isLetter))
  }

  /// The alleles of which the presenting chain is one; empty for what is no HLA chain, or not all of
  /// whose names are understood.
  private static func alleles(_ cell: String) -> [HLAAllele] {
    let names = cell.split { ",;/ ".contains($0) }.map { HLAAllele.alleles(named: $0) }
    return names.contains(where: \.isEmpty) ? [] : names.flatMap { $0 }
  }

  private static func isJunction(_ text: String) -> Bool {
    text.utf8.count >= 5 && text.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
  }

  /// Every organism but the host, synthetic peptides and cell-line neoantigens of VDJdb.
  private static func isForeign(_ organism: String) -> Bool {
    !["", "homosapiens", "human", "synthetic", "musmusculus"].contains(letters(organism))
  }

  /// A name without what parts entries in a cell.
  private static func plain(_ text: String) -> String {
    String(text.map { $0 == ";" || $0 == ":" || $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
