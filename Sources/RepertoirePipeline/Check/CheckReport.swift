/// What a check of a study found.
public struct CheckReport: Sendable {
  struct Fact: Codable, Sendable {
    var place: String
    var found: String
    var expected: String
    var remedy: String
  }
  struct Sample: Codable, Sendable {
    var sampleID: String
    var files: Int
    /// Reads (or pairs), those of the start with `--quick`; nil for tables and broken files.
    var reads: Int?
    /// Rows of a clonotype table.
    var rows: Int?
  }
  struct Content: Codable, Sendable {
    var sheet: String
    var isWhole: Bool
    var samples: [Sample] = []
    var faults: [Fact] = []
    var warnings: [String] = []
  }

  var content: Content
  /// What the run could not do, in the order of the sheet.
  public internal(set) var faults: [Fault] = []
  /// Whether all of the faults are files that cannot be read.
  var hasUnreadableAlone = false

  /// The end of the check: 65, or 66 when nothing but unreadable files is at fault.
  /// - Throws: `PipelineError` with all faults, where there is one.
  public func throwFaults() throws(PipelineError) {
    guard !faults.isEmpty else { return }
    throw PipelineError(hasUnreadableAlone ? .inputMissing : .badData, faults)
  }

  init(sheet: String, isWhole: Bool) { content = Content(sheet: sheet, isWhole: isWhole) }

  /// What a run could do, but should be looked at.
  public var warnings: [String] { content.warnings }

  /// One line for people.
  public var summary: String {
    let files = content.samples.reduce(0) { $0 + $1.files }
    let reads = content.samples.compactMap(\.reads).reduce(0, +)
    let counts = [
      Count.of(content.samples.count, "sample"), Count.of(files, "file"),
      content.samples.contains { $0.reads != nil }
        ? Count.of(reads, "read") + (content.isWhole ? "" : " at their starts") : nil,
    ].compactMap { $0 }
    return counts.joined(separator: ", ") + ": "
      + (faults.isEmpty ? "no fault" : Count.of(faults.count, "fault"))
      + (warnings.isEmpty ? "" : ", " + Count.of(warnings.count, "warning"))
  }

  /// Everything as JSON with sorted keys.
  public func json() throws -> String {
    var content = content
    content.faults = faults.map {
      Fact(place: $0.place, found: $0.found, expected: $0.expected, remedy: $0.remedy)
    }
    return try JSONText.text(content)
  }
}
