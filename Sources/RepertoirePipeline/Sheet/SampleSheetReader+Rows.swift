internal import Repertoires

extension SampleSheetReader {
  /// Reads one row: a new sample, or one more lane of a known one.
  mutating func readRow(_ row: DelimitedText.Row) {
    guard row.fields.count == header.count else {
      faults.add(
        line: row.line, found: "\(row.fields.count) fields",
        expected: "\(header.count), as in the header",
        remedy: "Check the line for a missing or extra separator")
      return
    }
    let batch = cell(.batch, of: row)
    if !batch.isEmpty { namedBatches.append((batch, row)) }
    let id = places[.sampleID] == nil ? "line \(row.line)" : cell(.sampleID, of: row)
    let isNameUsable = isUsable(id, .sampleID, row)
    if let number = numbers[id] {
      readLane(row, of: number)
      return
    }
    // Both, whatever came of the first: all faults are told in one round.
    let sample = readSample(row, id: id)
    let input = readInput(row, id: id)
    guard isNameUsable, let sample, let input else { return }
    numbers[id] = samples.count
    samples.append(
      StudySample(
        sample: sample, input: input, folderName: FolderName.of(id), line: row.line))
    firstRows.append(row)
  }

  /// Whether a name can stand in tables and paths; else a fault is added.
  private mutating func isUsable(
    _ id: String, _ column: SheetColumn, _ row: DelimitedText.Row
  ) -> Bool {
    let place = "\(path), line \(row.line), column '\(name(of: column))'"
    guard let fault = Self.faultOfName(id, place: place) else { return true }
    faults.add(fault, line: row.line)
    return false
  }

  /// What is wrong with the name of a sample or patient; nil if nothing is.
  static func faultOfName(_ id: String, place: String) -> Fault? {
    guard let first = id.unicodeScalars.first else {
      return Fault(
        place: place, found: "an empty cell", expected: "a name", remedy: "Fill it in")
    }
    if id.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return Fault(
        place: place, found: "a control character in the name", expected: "printable characters",
        remedy: "Rename it")
    }
    if let scalar = id.unicodeScalars.first(where: \.isDeceptive) {
      return Fault(
        place: place,
        found: scalar.isLineEnd
          ? "a line separator in the name" : "a character that turns the text around in the name",
        expected: "characters that stand where they seem to", remedy: "Rename it")
    }
    // Spreadsheets take the wide forms of Japanese and Chinese keyboards for the same.
    if "=+-@＝＋－＠".unicodeScalars.contains(first) {
      return Fault(
        place: place, found: "'\(id)', which starts with '\(first)'",
        expected: "a name that no spreadsheet takes for a formula",
        remedy: "Start it with a letter or a digit")
    }
    return nil
  }

  private mutating func readSample(_ row: DelimitedText.Row, id: String) -> Sample? {
    // A column that is missing has its fault already; its cells have none.
    let patient = places[.patientID] == nil ? "?" : cell(.patientID, of: row)
    let isPatientUsable = isUsable(patient, .patientID, row)
    let tissue = places[.tissue] == nil ? .other : word(.tissue, of: row, as: Tissue.self)
    let day = places[.day] == nil ? 0 : readDay(row)
    guard isPatientUsable, let tissue, let day else { return nil }
    var sample = Sample(id: id, patientID: patient, tissue: tissue, day: day)
    sample.statedPhase = optionalWord(.phase, of: row, as: Phase.self)
    sample.replicateType =
      optionalWord(.replicateType, of: row, as: ReplicateType.self) ?? .technical
    sample.indexType = optionalWord(.indexType, of: row, as: IndexType.self) ?? .single
    sample.timepoint = text(.timepoint, of: row)
    sample.cellSubset = text(.cellSubset, of: row)
    sample.replicate = text(.replicate, of: row)
    add(batchOf: row, to: &sample)
    sample.kit = text(.kit, of: row)
    sample.cellsInput = amount(.cellsInput, of: row)
    sample.dnaNanograms = amount(.dnaNanograms, of: row)
    sample.extraColumns = freePlaces.map {
      Sample.Column(name: header[$0], value: row.fields[$0])
    }
    return sample
  }

  /// Adds the batch of one lane; lanes of a sample may be of several.
  func add(batchOf row: DelimitedText.Row, to sample: inout Sample) {
    guard places[.batch] != nil else { return }
    if let batch = text(.batch, of: row) {
      sample.batches.insert(batch)
    } else {
      sample.hasLaneWithoutBatch = true
    }
  }

  private func text(_ column: SheetColumn, of row: DelimitedText.Row) -> String? {
    let text = cell(column, of: row)
    return text.isEmpty ? nil : text
  }

  private mutating func readDay(_ row: DelimitedText.Row) -> Double? {
    let text = cell(.day, of: row)
    guard let day = Self.number(text) else {
      add(
        row, .day, found: text.isEmpty ? "an empty cell" : "'\(text)'",
        expected: "a number of days relative to the first infusion",
        remedy: "Write a number such as -7, 0 or 14.5; a label goes into 'timepoint'")
      return nil
    }
    if name(of: .day) == SheetColumn.relativeTime,
      let place = header.firstIndex(of: SheetColumn.relativeTimeUnit)
    {
      let unit = Self.trimmed(row.fields[place]).lowercased()
      guard ["", "d", "day", "days", "uo:0000033"].contains(unit) else {
        faults.add(
          line: row.line, column: SheetColumn.relativeTimeUnit, found: "'\(unit)'",
          expected: "days", remedy: "Convert the times to days and the unit to 'day'")
        return nil
      }
    }
    return day
  }

  private mutating func amount(_ column: SheetColumn, of row: DelimitedText.Row) -> Double? {
    let text = cell(column, of: row)
    guard !text.isEmpty else { return nil }
    guard let amount = Self.number(text), amount > 0 else {
      add(
        row, column, found: "'\(text)'", expected: "a number above zero, or an empty cell",
        remedy: "Correct it, or leave the cell empty where it is not known")
      return nil
    }
    return amount
  }

  private mutating func optionalWord<Word: RawRepresentable & CaseIterable>(
    _ column: SheetColumn, of row: DelimitedText.Row, as type: Word.Type
  ) -> Word? where Word.RawValue == String {
    cell(column, of: row).isEmpty ? nil : word(column, of: row, as: type)
  }

  private mutating func word<Word: RawRepresentable & CaseIterable>(
    _ column: SheetColumn, of row: DelimitedText.Row, as type: Word.Type
  ) -> Word? where Word.RawValue == String {
    let text = cell(column, of: row)
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue)
    let meant = NearMiss.of(text, among: words)
    add(
      row, column, found: text.isEmpty ? "an empty cell" : "'\(text)'",
      expected: "one of \(words.joined(separator: ", "))",
      remedy: meant.map { "Did you mean '\($0)'? Correct the cell" } ?? "Correct the cell")
    return nil
  }
}
