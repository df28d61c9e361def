internal import RepertoireTables
internal import Repertoires
internal import SequenceIO
internal import Sequences

/// Writes a clonotype table as that of another program: the command `convert`.
public struct TableConversion: Sendable {
  /// The formats by name.
  public static let formats = ExportFormat.allCases.map(\.rawValue)

  private let input: String
  private let format: ExportFormat
  private let sampleID: String
  private let locus: Locus?

  /// A conversion; `locus` keeps the rows of one locus alone.
  ///
  /// - Throws: 64 when the format or the locus does not exist, 78 when the name cannot be used.
  public init(
    input: String, formatName: String, sampleID: String?, locusName: String?
  ) throws(PipelineError) {
    guard let format = ExportFormat(rawValue: formatName) else {
      let meant = NearMiss.of(formatName, among: Self.formats).map { "Did you mean '\($0)'? " }
      throw PipelineError(
        .usage, at: "--to", found: "'\(formatName)'",
        expected: "one of \(Self.formats.joined(separator: ", "))",
        remedy: (meant ?? "") + "Name one of them")
    }
    var locus: Locus?
    if let name = locusName {
      locus = Locus(rawValue: name.uppercased())
      guard locus != nil else {
        throw PipelineError(
          .usage, at: "--locus", found: "'\(name)'",
          expected: "one of \(Locus.allCases.map(\.rawValue).joined(separator: ", "))",
          remedy: "Name one of them")
      }
    }
    let id = sampleID ?? Self.name(of: input)
    try SamplePlan.checkName(id)
    self.input = input
    self.format = format
    self.sampleID = id
    self.locus = locus
  }

  /// The file's name up to its first dot; `sample` for standard input.
  private static func name(of path: String) -> String {
    guard path != "-" else { return "sample" }
    let last = path.split(separator: "/").last ?? "sample"
    let stem = last.prefix { $0 != "." }
    return stem.isEmpty ? "sample" : String(stem)
  }

  /// Reads, and writes the table whole or not at all.
  ///
  /// - Throws: 65 when the table cannot be understood or holds several loci where the format takes
  ///   one, 73 when the output exists and may not be replaced.
  public func run(to output: String, mayReplace: Bool, log: RunLog) throws {
    if FilePath.areSame(input, output) {
      throw PipelineError(
        .usage, at: "-o \(output)", found: "the input itself", expected: "another file",
        remedy: "Name another output")
    }
    let sample = Sample(id: sampleID, patientID: "", tissue: .other, day: 0)
    var options = RepertoireReader.Options()
    options.keepsAnnotations = true
    var (repertoire, report) = try RepertoireReader.read(
      path: input, sample: sample, options: options)
    log.note(
      "\(input): \(ProgressMeter.grouped(report.rowsKept)) of \(ProgressMeter.grouped(report.rows)) "
        + "rows (\(report.format.displayName)), counting \(report.countUnit.rawValue)")
    if report.isUncounted { log.warn("\(input): \(report.countRule)") }
    for remark in report.remarks {
      log.note("\(Count.of(remark.rows, "row")): \(remark.meaning)")
    }
    try keepLocus(&repertoire)
    if let locus, repertoire.clonotypes.isEmpty, report.rowsKept > 0 {
      log.warn("no row of \(locus.rawValue), so that the table is empty")
    }
    var file = try AtomicFile(path: output, mayReplace: mayReplace)
    let written = try RepertoireExport.write(repertoire, as: format, to: file.temporaryPath)
    try file.commit()
    for (reason, rows) in written.leftOut {
      log.warn("\(Count.of(rows, "row")): \(reason.meaning)")
    }
    if written.narrowedTies > 0 {
      log.note(
        "\(Count.of(written.narrowedTies, "row")) with tied genes: the first was written"
      )
    }
    log.note("\(output): \(Count.of(written.rows, "row")) (\(format.rawValue))")
  }

  private func keepLocus(_ repertoire: inout Repertoire) throws(PipelineError) {
    if let locus {
      let kept = repertoire.clonotypes.indices.filter { repertoire.clonotypes[$0].locus == locus }
      let rows = repertoire
      repertoire.clonotypes = kept.map { rows.clonotypes[$0] }
      if !rows.annotations.isEmpty { repertoire.annotations = kept.map { rows.annotations[$0] } }
    }
    let loci = Set(repertoire.clonotypes.map(\.locus)).sorted()
    guard format.isOfOneLocus, loci.count > 1 else { return }
    throw PipelineError(
      .badData, at: input, found: "rows of \(loci.map(\.rawValue).joined(separator: ", "))",
      expected: "one locus, as \(format.rawValue) takes it",
      remedy: "Add --locus \(loci[0].rawValue), and convert each locus by itself")
  }
}
