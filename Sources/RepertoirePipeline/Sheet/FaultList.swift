/// The faults of one table, gathered in any order and told in the order of lines and columns.
struct FaultList {
  /// The file they are in.
  let path: String
  private var entries: [(line: Int, fault: Fault)] = []

  init(path: String) { self.path = path }

  var isEmpty: Bool { entries.isEmpty }

  /// All faults, by line; those of one line in the order in which they were found.
  var sorted: [Fault] {
    entries.indices
      .sorted { (entries[$0].line, $0) < (entries[$1].line, $1) }
      .map { entries[$0].fault }
  }

  mutating func add(
    line: Int, column: String? = nil, found: String, expected: String, remedy: String
  ) {
    let place = "\(path), line \(line)" + (column.map { ", column '\($0)'" } ?? "")
    entries.append(
      (line, Fault(place: place, found: found, expected: expected, remedy: remedy)))
  }

  mutating func add(_ fault: Fault, line: Int) { entries.append((line, fault)) }

  mutating func add(_ flaw: DelimitedText.Flaw) {
    add(line: flaw.line, found: flaw.found, expected: flaw.expected, remedy: flaw.remedy)
  }
}
