import Germline
import SequenceIO

/// A simulated trial on disk: reads, sample sheet and truth.
///
/// `samples.tsv` and `fastq/` are what an analysis gets; `truth.tsv` and `truth_samples.tsv` are
/// what it should find. The content depends on the design alone: draws are integers, or use exact
/// arithmetic only. The compressed bytes also depend on the zlib that is installed.
public struct SimulatedTrial: Sendable, Equatable {
  /// One written library.
  public struct Library: Sendable, Equatable {
    /// The column `sample_id`.
    public let sampleID: String

    /// Reads, or pairs, in it.
    public let reads: Int
  }

  /// What is told after each library.
  public struct Progress: Sendable, Equatable {
    /// The library just written.
    public let sampleID: String

    /// Libraries written so far.
    public let done: Int

    /// Libraries of the trial.
    public let total: Int
  }

  /// The path of `samples.tsv`.
  public let sheetPath: String

  /// The path of `truth.tsv`.
  public let truthPath: String

  /// The libraries, in the order of the sheet.
  public let libraries: [Library]

  /// Reads, or pairs, of all libraries.
  public var reads: Int { libraries.reduce(0) { $0 + $1.reads } }

  /// Simulates a trial into a folder that appears whole or not at all.
  ///
  /// Throws `outputExists` if the folder is there and may not be replaced, `CancellationError` when
  /// its task is cancelled, else what writing throws; then no folder is left.
  @discardableResult
  public static func write(
    design: TrialDesign, to directory: String, mayReplace: Bool = false,
    progress: (Progress) -> Void = { _ in }
  ) throws -> SimulatedTrial {
    var folder = try AtomicFolder(path: directory, mayReplace: mayReplace)
    try FileTree.createFolders(folder.path(of: "fastq"))
    try write(SimulatedSheet.text(of: design), to: folder.path(of: "samples.tsv"))
    let reference = GermlineReference.embedded(design.species)
    let total = design.patients.reduce(0) { $0 + $1.samples.count }
    var truth = TruthTables()
    var libraries: [Library] = []
    for patient in design.patients {
      let simulation = PatientSimulation(design: design, reference: reference, patient: patient)
      var counts: [[SampleCounts]] = []
      for sample in patient.samples {
        try Task.checkCancellation()
        let files = SimulatedSheet.readFiles(of: sample, layout: design.layout)
        let drawn = try simulation.write(sample, to: files.map { folder.path(of: $0) })
        counts.append(drawn)
        libraries.append(
          Library(sampleID: sample.id, reads: drawn.reduce(0) { $0 + $1.reads }))
        progress(Progress(sampleID: sample.id, done: libraries.count, total: total))
      }
      simulation.append(counts, to: &truth)
    }
    try write(truth.clones.bytes, to: folder.path(of: "truth.tsv"))
    try write(truth.samples.bytes, to: folder.path(of: "truth_samples.tsv"))
    try Task.checkCancellation()
    try folder.commit()
    return SimulatedTrial(
      sheetPath: directory + "/samples.tsv", truthPath: directory + "/truth.tsv",
      libraries: libraries)
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(SequenceIOError) {
    var file = try OutputFile(path: path)
    try file.write(bytes)
    try file.finish()
  }
}
