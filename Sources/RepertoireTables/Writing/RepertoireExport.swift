public import Repertoires
public import SequenceIO

/// Writes a repertoire as a table of another program.
///
/// Rows keep their order. Formats with room for one gene get the first of a tie; positions that
/// are not known are written as the format writes them.
public struct RepertoireExport: Sendable {
  /// What was written.
  public struct Report: Sendable, Equatable {
    /// Rows in the file.
    public internal(set) var rows = 0
    /// Rows that the format cannot hold, by reason, in the order of the reasons.
    public internal(set) var leftOut: [(reason: ExportFormat.LeftOut, rows: Int)] = []
    /// Rows with tied genes of which the first was written.
    public internal(set) var narrowedTies = 0

    /// Whether two reports say the same.
    public static func == (a: Report, b: Report) -> Bool {
      a.rows == b.rows && a.narrowedTies == b.narrowedTies
        && a.leftOut.map(\.reason) == b.leftOut.map(\.reason)
        && a.leftOut.map(\.rows) == b.leftOut.map(\.rows)
    }
  }

  let repertoire: Repertoire
  let format: ExportFormat
  let locus: Locus
  let hasUMIs: Bool
  let total: Int
  let totalReads: Int
  /// First names of all calls, without and with allele (`*01` where the table gives none).
  let genes: [String]
  let alleles: [String]

  private init(_ repertoire: Repertoire, as format: ExportFormat) {
    self.repertoire = repertoire
    self.format = format
    locus = repertoire.clonotypes.first?.locus ?? .trb
    hasUMIs = repertoire.countUnit == .umi
    total = repertoire.clonotypes.reduce(0) { $0 + $1.duplicateCount }
    totalReads =
      hasUMIs
      ? repertoire.clonotypes.reduce(0) { $0 + ($1.consensusCount ?? $1.duplicateCount) } : total
    let firsts = repertoire.calls.calls.map { $0.names.first ?? "" }
    genes = firsts.map { GeneName.gene(of: $0) }
    alleles = firsts.map { $0.isEmpty || $0.contains("*") ? $0 : $0 + "*01" }
  }

  /// The reads of a row: behind its molecules, or what it counts.
  func reads(of clonotype: Clonotype) -> Int {
    hasUMIs ? clonotype.consensusCount ?? clonotype.duplicateCount : clonotype.duplicateCount
  }

  /// Writes a table to a path; the caller renames it to its place (``AtomicFile``).
  ///
  /// A format of one locus wants a repertoire of that locus alone. Throws the output reasons of
  /// `SequenceIOError`.
  public static func write(
    _ repertoire: Repertoire, as format: ExportFormat, to path: String
  ) throws(SequenceIOError) -> Report {
    precondition(
      !format.isOfOneLocus || Set(repertoire.clonotypes.map(\.locus)).count < 2,
      "a table of this format holds one locus")
    if format == .airr || format == .scirpy {
      try ClonotypeTableWriter.write(repertoire, to: path, fillsCellID: format == .scirpy)
      return Report(rows: repertoire.clonotypes.count)
    }
    let export = RepertoireExport(repertoire, as: format)
    var report = Report()
    var left = [Int](repeating: 0, count: ExportFormat.LeftOut.allCases.count)
    var rows = RowBuffer()
    var file = try OutputFile(path: path)
    if let preamble = format.preamble { try file.write(Array((preamble + "\n").utf8)) }
    for column in format.columns(locus: export.locus, hasUMIs: export.hasUMIs) {
      rows.append(column)
    }
    rows.endRow()
    for clonotype in repertoire.clonotypes {
      if let reason = export.reasonToLeaveOut(clonotype) {
        left[ExportFormat.LeftOut.allCases.firstIndex(of: reason) ?? 0] += 1
        continue
      }
      export.append(clonotype, number: report.rows, to: &rows)
      rows.endRow()
      report.rows += 1
      if export.isTied(clonotype) { report.narrowedTies += 1 }
      if rows.bytes.count > 256 << 10 {
        try file.write(rows.bytes)
        rows.removeAll()
      }
    }
    try file.write(rows.bytes)
    try file.finish()
    report.leftOut = zip(ExportFormat.LeftOut.allCases, left).filter { $0.1 > 0 }
    return report
  }

  private func reasonToLeaveOut(_ clonotype: Clonotype) -> ExportFormat.LeftOut? {
    switch format {
    case .vdjtools, .mixcr, .immunarch: clonotype.junction.isEmpty ? .noNucleotides : nil
    case .tcrdist3:
      if !clonotype.flags.contains(.productive) {
        .notProductive
      } else if clonotype.vCall == .blank || clonotype.jCall == .blank {
        .noGene
      } else {
        nil
      }
    case .airr, .scirpy: nil
    }
  }

  /// Whether a format that names one gene leaves others of a row unsaid.
  private func isTied(_ clonotype: Clonotype) -> Bool {
    guard format != .mixcr else { return false }
    return [clonotype.vCall, clonotype.jCall].contains { id in
      let names = repertoire.calls.calls[Int(id.rawValue)].names
      return Set(names.map { GeneName.gene(of: $0) }).count > 1
    }
  }
}
