internal import Repertoires

extension SampleSheetReader {
  /// No two patients or subsets may be alike: samples of the one would miss those of the other.
  mutating func checkAlike() {
    var patients = AlikeNames()
    var subsets = AlikeNames()
    for (number, member) in samples.enumerated() {
      let sample = member.sample
      if let found = patients.note(sample.patientID, line: member.line) {
        add(firstRows[number], .patientID, alike: found)
      }
      if let subset = sample.cellSubset, let found = subsets.note(subset, line: member.line) {
        add(firstRows[number], .cellSubset, alike: found)
      }
    }
  }

  private mutating func add(
    _ row: DelimitedText.Row, _ column: SheetColumn, alike found: String
  ) {
    add(
      row, column, found: found, expected: "one spelling of each name",
      remedy: "Write both alike, or rename one of them")
  }
}
