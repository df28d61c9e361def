internal import Repertoires

extension SampleSheetReader {
  /// No two patients, subsets or batches may be alike: samples of the one would miss those of the
  /// other, and what spilled within a batch would be looked for in half of it.
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
    var batches = AlikeNames()
    for (name, row) in namedBatches {
      if let found = batches.note(name, line: row.line) { add(row, .batch, alike: found) }
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
