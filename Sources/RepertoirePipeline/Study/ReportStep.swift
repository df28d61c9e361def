internal import SequenceIO

/// Makes `report.html` from the tables of a results folder.
public enum ReportStep {
  /// Writes the report of a results folder.
  ///
  /// - Throws: 66 when the folder holds no tracking tables, 65 when they cannot be understood.
  public static func run(folder: String) throws {
    try write(folder: folder)
  }

  static func write(folder: String) throws {
  }
}
