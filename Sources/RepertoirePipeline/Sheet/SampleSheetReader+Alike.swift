internal import Repertoires

extension SampleSheetReader {
  /// No two patients or subsets may be alike: samples of the one would miss those of the other.
  mutating func checkAlike() {
    var patients = AlikeNames()
    var subsets = AlikeNames()
    for (number, member) in samples.enumerated() {
      let sample = member.sample
      if let twin = patients.note(sample.patientID, line: member.line) {
        add(firstRows[number], .patientID, alike: twin, sample.patientID)
      }
      if let subset = sample.cellSubset, let twin = subsets.note(subset, line: member.line) {
        add(firstRows[number], .cellSubset, alike: twin, subset)
      }
    }
  }

  private mutating func add(
    _ row: DelimitedText.Row, _ column: SheetColumn, alike twin: AlikeNames.Twin, _ name: String
  ) {
    add(
      row, column,
      found: "'\(name)', which differs from '\(twin.name)' (line \(twin.line)) \(twin.difference)",
      expected: "one spelling of each name", remedy: "Write both alike, or rename one of them")
  }
}
