internal import Repertoires

extension SampleSheetReader {
  /// The reads or the table of a sample's first row.
  mutating func readInput(_ row: DelimitedText.Row, id: String) -> StudySample.Input? {
    let r1 = cell(.r1, of: row)
    let r2 = cell(.r2, of: row)
    let table = cell(.clonotypes, of: row)
    guard places[.r1] != nil || places[.clonotypes] != nil else { return nil }
    for (column, file) in [(SheetColumn.r1, r1), (.r2, r2), (.clonotypes, table)]
    where file == "-" {
      add(
        row, column, found: "'-', standard input", expected: "a file, which can be read again",
        remedy: "Use `clonova analyze` for reads from standard input")
      return nil
    }
    switch (r1.isEmpty, table.isEmpty) {
    case (true, true):
      add(
        row, places[.r1] == nil ? .clonotypes : .r1, found: "no input for sample '\(id)'",
        expected: "FASTQ in r1 or a table in clonotypes", remedy: "Name the file")
      return nil
    case (false, false):
      add(
        row, .clonotypes, found: "reads and a table for sample '\(id)'",
        expected: "one of the two", remedy: "Leave r1 and r2, or clonotypes, empty")
      return nil
    case (true, false):
      checkReadable(.clonotypes, row, as: "a clonotype table in a file", isReadTwice: true)
      noteFiles([.clonotypes], of: row, id: id)
      return .table(resolved(table))
    case (false, true):
      takeReads(row, id: id)
      guard places[.kit] != nil else {
        addMissingKitColumn(row)
        return nil
      }
      guard !cell(.kit, of: row).isEmpty else {
        add(
          row, .kit, found: "no kit for the reads of sample '\(id)'",
          expected: "the name of a kit",
          remedy: "`clonova kits` lists them; generic-amplicon suits amplicons without UMIs")
        return nil
      }
      checkKit(row)
      return .reads(r1: [resolved(r1)], r2: r2.isEmpty ? [] : [resolved(r2)])
    }
  }

  /// Adds a lane to a sample, which must agree with its first row in all but the lane's columns.
  mutating func readLane(_ row: DelimitedText.Row, of number: Int) {
    let first = firstRows[number]
    let id = samples[number].sample.id
    var agrees = true
    let perLane = Set(SheetColumn.perLane.compactMap { places[$0] })
    for place in header.indices where !perLane.contains(place) {
      let here = Self.trimmed(row.fields[place])
      let there = Self.trimmed(first.fields[place])
      guard here != there else { continue }
      agrees = false
      faults.add(
        line: row.line, column: header[place], found: "'\(here)'",
        expected: "'\(there)' as on line \(first.line), because both rows are sample '\(id)'",
        remedy: "Make the lanes agree, or give another library its own sample_id")
    }
    guard agrees else { return }
    let r1 = cell(.r1, of: row)
    let r2 = cell(.r2, of: row)
    guard case .reads(let lanes1, let lanes2) = samples[number].input else {
      faults.add(
        line: row.line, found: "sample '\(id)' a second time", expected: "one table a sample",
        remedy: "Join the tables, or give the row its own sample_id")
      return
    }
    guard !r1.isEmpty, r1 != "-", r2 != "-" else {
      add(
        row, .r1, found: "no file for this lane of sample '\(id)'", expected: "a FASTQ file",
        remedy: "Name the file or remove the row")
      return
    }
    guard r2.isEmpty == lanes2.isEmpty else {
      add(
        row, .r2,
        found: r2.isEmpty ? "no second mate" : "a second mate, which line \(first.line) lacks",
        expected: "all lanes of sample '\(id)' paired or none",
        remedy: "Name the R2 file of every lane or of none")
      return
    }
    takeReads(row, id: id)
    add(batchOf: row, to: &samples[number].sample)
    samples[number].input = .reads(
      r1: lanes1 + [resolved(r1)], r2: r2.isEmpty ? [] : lanes2 + [resolved(r2)])
  }

  /// Notes the reads of a row, which must be there for an analysis.
  private mutating func takeReads(_ row: DelimitedText.Row, id: String) {
    noteFiles([.r1, .r2], of: row, id: id)
    guard purpose.needsReads else { return }
    for column in [SheetColumn.r1, .r2] { checkReadable(column, row, as: "a readable file") }
  }

  /// A file that is read twice, for its digest too, must be none that goes by, as a pipe does.
  private mutating func checkReadable(
    _ column: SheetColumn, _ row: DelimitedText.Row, as expected: String, isReadTwice: Bool = false
  ) {
    let file = cell(column, of: row)
    guard purpose != .description, !file.isEmpty else { return }
    let path = resolved(file)
    let fault = WholeFile.faultOfReading(path)
    guard let found = fault ?? (isReadTwice ? WholeFile.faultOfReadingTwice(path) : nil) else {
      return
    }
    faults.add(
      line: row.line, column: name(of: column), found: "\(path) \(found)", expected: expected,
      remedy: fault == nil
        ? "Write what the pipe gives to a file, and name that"
        : "Check the path; relative paths start at the sheet's folder",
      isOfInput: true)
  }

  /// Told once, at the first row with reads: rows with tables need no kit.
  private mutating func addMissingKitColumn(_ row: DelimitedText.Row) {
    guard !isMissingKitTold else { return }
    isMissingKitTold = true
    faults.add(
      line: row.line, found: "reads, but the sheet has no column 'kit'", expected: "a column 'kit'",
      remedy:
        "Add it; `clonova kits` lists the names, generic-amplicon suits amplicons without UMIs"
    )
  }

  private mutating func checkKit(_ row: DelimitedText.Row) {
    let kit = cell(.kit, of: row)
    guard purpose.needsReads, !KitLibrary.names.contains(kit) else { return }
    let place = "\(path), line \(row.line), column '\(name(of: .kit))'"
    do throws(PipelineError) {
      _ = try KitLibrary.kit(kit, at: place)
    } catch {
      for fault in error.faults { faults.add(fault, line: row.line) }
    }
  }

  /// Notes the files of a row, so that none is named twice.
  private mutating func noteFiles(_ columns: [SheetColumn], of row: DelimitedText.Row, id: String) {
    for column in columns where !cell(column, of: row).isEmpty {
      namedFiles.append((resolved(cell(column, of: row)), column, row.line, id))
    }
  }

  private func resolved(_ file: String) -> String {
    file.hasPrefix("/") ? file : folder + file
  }

  /// The same patient, tissue, day and subset twice needs names of the replicates.
  mutating func checkReplicates() {
    struct Draw: Hashable {
      var patient: String
      var tissue: Tissue
      var day: Double
      var subset: String?
    }
    var seen: [Draw: [String?: Int]] = [:]
    for (number, member) in samples.enumerated() {
      let sample = member.sample
      let draw = Draw(
        patient: sample.patientID, tissue: sample.tissue, day: sample.day,
        subset: sample.cellSubset)
      let others = seen[draw, default: [:]]
      let twin =
        sample.replicate == nil ? others.values.min() : others[nil] ?? others[sample.replicate]
      seen[draw, default: [:]][sample.replicate] = number
      guard let twin else { continue }
      add(
        firstRows[number], .replicate,
        found: "sample '\(sample.id)' is of the same patient, tissue, day and subset as "
          + "'\(samples[twin].sample.id)' (line \(samples[twin].line))",
        expected: "a different name in 'replicate' for each of them",
        remedy: "Name the replicates; lanes of one library share their sample_id instead")
    }
  }

  /// No two samples may share a folder, on file systems that ignore case either.
  mutating func checkFolders() {
    var owners: [String: Int] = [:]
    for (number, member) in samples.enumerated() {
      let key = member.folderName.lowercased()
      guard let owner = owners.updateValue(number, forKey: key) else { continue }
      add(
        firstRows[number], .sampleID,
        found: "'\(member.sample.id)', which differs from '\(samples[owner].sample.id)' "
          + "(line \(samples[owner].line)) in case alone",
        expected: "ids that differ on every file system", remedy: "Rename one of them")
    }
  }

  /// No file may be named twice: reads counted twice look like expansion.
  mutating func checkFiles() {
    var owners: [String: (sampleID: String, line: Int)] = [:]
    // Rows with another fault count when that is corrected.
    let known = Set(samples.map(\.sample.id))
    for file in namedFiles where known.contains(file.sampleID) {
      let before = owners.updateValue(
        (file.sampleID, file.line), forKey: WholeFile.identity(of: file.path))
      guard let before else { continue }
      faults.add(
        line: file.line, column: name(of: file.column),
        found: "'\(file.path)' a second time (also sample '\(before.sampleID)', line "
          + "\(before.line))",
        expected: "each input file once", remedy: "Correct the path of one of them")
    }
  }
}
