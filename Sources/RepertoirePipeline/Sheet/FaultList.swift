/// The faults of one table, gathered in any order and told in the order of lines and columns.
struct FaultList {
  /// The file they are in.
  let path: String
  private var entries: [(line: Int, isOfInput: Bool, fault: Fault)] = []

  init(path: String) { self.path = path }

  var isEmpty: Bool { entries.isEmpty }

  /// 66 when nothing but files that the table names is at fault, else 78.
  var status: ExitStatus {
    !entries.isEmpty && entries.allSatisfy(\.isOfInput) ? .inputMissing : .badSettings
  }

  /// All faults, by line; those of one line in the order in which they were found.
  var sorted: [Fault] {
    entries.indices
      .sorted { (entries[$0].line, $0) < (entries[$1].line, $1) }
      .map { entries[$0].fault }
  }

  mutating func add(
    line: Int, column: String? = nil, found: String, expected: String, remedy: String,
    isOfInput: Bool = false
  ) {
    let place = "\(path), line \(line)" + (column.map { ", column '\($0)'" } ?? "")
    add(
      Fault(place: place, found: found, expected: expected, remedy: remedy), line: line,
      isOfInput: isOfInput)
  }

  mutating func add(_ fault: Fault, line: Int, isOfInput: Bool = false) {
    entries.append((line, isOfInput, fault))
  }

  mutating func add(_ flaw: DelimitedText.Flaw) {
    add(line: flaw.line, found: flaw.found, expected: flaw.expected, remedy: flaw.remedy)
  }
}
