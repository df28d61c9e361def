public import Repertoires

/// One sample of a study with its input.
public struct StudySample: Sendable, Equatable {
  /// Where the sample's clonotypes come from.
  public enum Input: Sendable, Equatable {
    /// FASTQ of the first and second mates, lanes in order; `r2` is empty for single reads.
    case reads(r1: [String], r2: [String])
    /// A clonotype table.
    case table(String)
  }

  /// What the sheet says of it.
  public var sample: Sample
  /// Its reads or its table.
  public var input: Input
  /// The name of its folder under `samples/`; equal to the id where that is a plain name.
  public var folderName: String
  /// The sheet's line of its first row, 1-based; 0 for a sample without a sheet.
  public var line: Int

  /// Where it stands, for faults.
  func place(in sheet: String) -> String { "\(sheet), line \(line), sample '\(sample.id)'" }

  /// Every file it is made from.
  public var files: [String] {
    switch input {
    case .reads(let r1, let r2): r1 + r2
    case .table(let path): [path]
    }
  }
}
