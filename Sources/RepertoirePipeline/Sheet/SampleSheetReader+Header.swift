extension SampleSheetReader {
  /// Finds the known columns; false when rows cannot be read for want of a header.
  mutating func readHeader(_ row: DelimitedText.Row, format: DelimitedText.Format) -> Bool {
    header = row.fields.map(Self.trimmed)
    let known = header.compactMap(Self.known)
    guard !known.isEmpty else {
      let hint =
        format == .tsv && header.contains { $0.contains(",") }
        ? "Name a comma-separated sheet with .csv at its end"
        : "Put a header on the first line: \(Self.requiredNames), r1, kit"
      faults.add(
        line: row.line,
        found: "'\(header.joined(separator: "', '").prefix(120))', no known column",
        expected: "a header", remedy: hint)
      return false
    }
    for (place, name) in header.enumerated() { readColumn(name, at: place, row, known: known) }
    for column in SheetColumn.required where places[column] == nil {
      faults.add(
        line: row.line, found: "no column '\(column.rawValue)'",
        expected: "the columns \(Self.requiredNames)", remedy: remedyOfMissing(column))
    }
    if places[.r1] == nil && places[.clonotypes] == nil {
      faults.add(
        line: row.line, found: "neither a column 'r1' nor a column 'clonotypes'",
        expected: "FASTQ files in r1 (and r2) or tables in clonotypes",
        remedy: "Add the column that names the input")
    }
    return true
  }

  private static func known(_ name: String) -> SheetColumn? {
    SheetColumn(rawValue: name) ?? SheetColumn.aliases[name]
  }

  private mutating func readColumn(
    _ name: String, at place: Int, _ row: DelimitedText.Row, known: [SheetColumn]
  ) {
    if let column = Self.known(name) {
      if let earlier = places[column] {
        let twin = header[earlier]
        faults.add(
          line: row.line, column: name,
          found: twin == name ? "a second column of this name" : "the meaning of '\(twin)' again",
          expected: "each column once", remedy: "Rename or remove one of them")
      } else {
        places[column] = place
      }
      return
    }
    guard !name.isEmpty else {
      faults.add(
        line: row.line, found: "a nameless column (number \(place + 1))",
        expected: "a name for every column", remedy: "Name the column or remove it")
      return
    }
    if header[..<place].contains(name) {
      faults.add(
        line: row.line, column: name, found: "a second column of this name",
        expected: "each column once", remedy: "Rename or remove one of them")
    }
    let absent = SheetColumn.allCases.filter { !known.contains($0) }.map(\.rawValue)
    if let meant = NearMiss.of(name, among: absent) {
      faults.add(
        line: row.line, column: name, found: "an unknown column",
        expected: "'\(meant)' or another name",
        remedy: "Did you mean '\(meant)'? Else give the free column a name less alike")
      return
    }
    freeColumns.append(name)
    freePlaces.append(place)
    guard let alike = NearMiss.of(name, among: known.map(\.rawValue)) else { return }
    remarks.append(
      "\(path), line \(row.line), column '\(name)': carried through as a free column beside "
        + "'\(alike)'. Did you mean '\(alike)'? Then join the two")
  }

  private func remedyOfMissing(_ column: SheetColumn) -> String {
    let free = freePlaces.map { header[$0] }
    guard let near = free.first(where: { NearMiss.of($0, among: [column.rawValue]) != nil }) else {
      return "Add the column"
    }
    return "Did you mean it by '\(near)'? Rename it"
  }
}
