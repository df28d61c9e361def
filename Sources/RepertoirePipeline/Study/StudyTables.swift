internal import RepertoireTables
internal import Repertoires

/// Reads the clonotype tables that tracking starts from.
enum StudyTables {
  /// The repertoire of a table of any supported origin, and what its junctions are; what was left
  /// out is told.
  ///
  /// `keepsReads` keeps the vendor's whole sequence, which one preset joins clones by; `isGiven`
  /// is whether the table was there before this run.
  static func read(
    _ path: String, sample: Sample, isGiven: Bool, keepsReads: Bool, log: RunLog
  ) throws -> (repertoire: Repertoire, anchors: JunctionAnchors) {
    var options = RepertoireReader.Options()
    options.keepsReads = keepsReads
    let (repertoire, report) = try RepertoireReader.read(
      path: path, sample: sample, options: options)
    tell(report, of: sample, isGiven: isGiven, log: log)
    return (repertoire, report.anchors)
  }

  private static func tell(
    _ report: TableReport, of sample: Sample, isGiven: Bool, log: RunLog
  ) {
    let path = report.path
    let facts = ["sample_id": sample.id, "table": path]
    // Of one of ours whose every row was taken there is nothing to tell.
    if report.format != .clonova || report.rowsKept < report.rows {
      log.note(
        "sample \(sample.id): \(ProgressMeter.grouped(report.rowsKept)) of "
          + "\(ProgressMeter.grouped(report.rows)) rows (\(report.format.displayName)), "
          + "counting \(report.countUnit.rawValue)", facts)
    }
    // Of a sample without clonotypes this run has told already.
    if report.rowsKept == 0, isGiven {
      log.warn(
        "sample \(sample.id): no row of \(path) is a T-cell clonotype; check that it is the right table",
        facts)
    }
    if report.isUncounted {
      log.warn(
        "sample \(sample.id): \(report.countRule) (\(path)); frequencies are of rows, not of copies",
        facts)
    }
    for remark in report.remarks {
      log.note(
        "sample \(sample.id): \(Count.of(remark.rows, "row")): \(remark.meaning)",
        facts.merging(["remark": remark.key]) { $1 })
    }
  }
}
