internal import RepertoireTables
internal import Repertoires

/// Reads the clonotype tables that tracking starts from.
enum StudyTables {
  /// The repertoire of a table of any supported origin; what was left out is told.
  ///
  /// `keepsReads` keeps the vendor's whole sequence, which one preset joins clones by.
  static func read(
    _ path: String, sample: Sample, keepsReads: Bool, log: RunLog
  ) throws -> Repertoire {
    var options = RepertoireReader.Options()
    options.keepsReads = keepsReads
    let (repertoire, report) = try RepertoireReader.read(
      path: path, sample: sample, options: options)
    // Our own tables hold no surprise, and their samples have been told of already.
    guard report.format != .clonova else { return repertoire }
    let facts = ["sample_id": sample.id, "table": path]
    log.note(
      "sample \(sample.id): \(ProgressMeter.grouped(report.rowsKept)) of "
        + "\(ProgressMeter.grouped(report.rows)) rows (\(report.format.displayName)), "
        + "counting \(report.countUnit.rawValue)", facts)
    if report.rowsKept == 0 {
      log.warn(
        "sample \(sample.id): no row of \(path) is a T-cell clonotype; check that it is the right table",
        facts)
    }
    for remark in report.remarks {
      log.note(
        "sample \(sample.id): \(Count.of(remark.rows, "row")): \(remark.meaning)",
        facts.merging(["remark": remark.key]) { $1 })
    }
    return repertoire
  }
}
