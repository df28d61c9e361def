import Glibc
import RepertoireTracking
import Repertoires
import SequenceIO
import Testing

@testable import RepertoireTables

@Suite("Tables of tracking")
struct TrackingTablesTests {
  @Test("the headline table has the promised columns in the promised order")
  func promisedColumns() {
    let promised = """
      patient_id, clone_id, locus, cell_subset, v_call, j_call, junction, junction_aa, count_unit, \
      baseline_count, baseline_f_upper95, best_day, blood_count, blood_f, log2fc, log2fc_lo, \
      log2fc_hi, p, q, p_fisher, q_fisher, dispersion_source, blood_class, tumor_pre_count, \
      tumor_pre_f_upper95, tumor_post_count, tumor_post_f, n_post_biopsies, tumor_class, q_gain, \
      enrich_log2, q_enrich, headline, strict, confident, in_product, bystander, \
      possible_contaminant, note
      """
    let schema = TrackingTable<TrackedClone>.newlyExpandedInTumor.schema
    #expect(schema.columnNames.joined(separator: ", ") == promised)
    #expect(schema.table == "newly_expanded_in_tumor.tsv")
  }

  @Test("no name of ours holds an AIRR name as a part")
  func airrNames() {
    let airr = Set(RearrangementColumn.allCases.map(\.rawValue)).filter { !$0.hasPrefix("tcr_") }
    for column in TrackingColumn.allCases where !airr.contains(column.rawValue) {
      for name in airr { #expect(!column.rawValue.contains(name)) }
    }
  }

  @Test("every column of every table is described once")
  func schemas() {
    #expect(TrackingTables.schemas.count == 17)
    let used = Set(TrackingTables.schemas.flatMap(\.columnNames))
    #expect(used == Set(TrackingColumn.allCases.map(\.rawValue)))
    for column in TrackingTables.schemas.flatMap(\.columns) {
      #expect(column.description.count > 4 && column.description.hasSuffix("."))
    }
  }

  private func junction(_ number: Int) -> String {
    var (text, rest) = ("TGT", number)
    for _ in 0..<10 {
      text.append(Array("ACGT")[rest % 4])
      rest /= 4
    }
    return text + "TTT"
  }

  private func repertoire(
    _ id: String, _ tissue: Tissue, _ day: Double, _ counts: [(Int, Int)]
  ) -> Repertoire {
    var repertoire = Repertoire(
      sample: Sample(id: id, patientID: "P1", tissue: tissue, day: day), countUnit: .templates)
    for (number, count) in counts {
      var row = Clonotype(locus: .trb, duplicateCount: count)
      row.junction = repertoire.texts.append(Array(junction(number).utf8))
      row.vCall = repertoire.calls.id(of: GeneCall(airr: "TRBV9*01"))
      row.jCall = repertoire.calls.id(of: GeneCall(airr: "TRBJ2-7*01"))
      row.flags = [.inFrame, .productive]
      repertoire.clonotypes.append(row)
    }
    return repertoire
  }

  @Test("a study is written with blanks for what is not known, T and F, and clamped p values")
  func written() async throws {
    let even = (10..<60).map { ($0, 40) }
    let study = StudyTracking.track(
      [
        repertoire("B0", .blood, 0, even),
        repertoire("B1", .blood, 14, even + [(1, 4_000)]),
        repertoire("T1", .tumor, 21, [(1, 7), (10, 3)]),
      ], assayProfile: AssayProfile(entries: [.init(countUnit: .templates, clumping: 1, drift: 0)]))
    var template = Array("/tmp/tracking-tables-XXXXXX".utf8CString)
    let made = unsafe mkdtemp(&template)
    #expect(unsafe made != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileTree.remove(folder) }
    try await TrackingTables.write(study, to: folder)

    var table = try TSVReader(path: folder + "/newly_expanded_in_tumor.tsv")
    var rows: [[String: String]] = []
    while try table.advance() {
      var row: [String: String] = [:]
      for (place, name) in table.header.enumerated() { row[name] = table.text(place) }
      rows.append(row)
    }
    let row = try #require(rows.first)
    #expect(rows.count == 1)
    #expect(row["blood_class"] == "NEW" && row["tumor_class"] == "TUMOR_POST_PRESENT")
    #expect(row["p"] == "1e-300" && row["junction"] == junction(1))
    #expect(row["headline"] == "T" && row["strict"] == "F" && row["confident"] == "T")
    #expect(row["tumor_pre_count"] == "" && row["in_product"] == "" && row["q_gain"] == "")
    #expect(row["note"] == "no_pre_biopsy")
    #expect(row["baseline_count"] == "0" && row["blood_count"] == "4000")

    for (file, lines) in [
      ("clones.tsv", 51), ("timeline.tsv", 51 * 3), ("comparisons.tsv", 1),
      ("patient_summary.tsv", 1), ("sample_metrics.tsv", 3), ("overlap.tsv", 3),
      ("contamination.tsv", 0), ("persistence.tsv", 0), ("molecule_sharing.tsv", 0),
      ("stray_molecules.tsv", 0),
    ] {
      var reader = try TSVReader(path: folder + "/" + file)
      var count = 0
      while try reader.advance() { count += 1 }
      #expect(count == lines, "\(file)")
    }
  }

  /// What the tables are without any sharing of cells: every cell of every row by itself.
  private func cellByCell<Row>(_ table: TrackingTable<Row>, _ rows: [Row]) -> [UInt8] {
    var buffer = RowBuffer()
    for row in rows {
      table.append(row, columns: table.columns.indices, to: &buffer)
      buffer.endRow()
    }
    return buffer.bytes
  }

  @Test("cells that rows share are those of each row by itself")
  func sharedCells() {
    let even = (10..<400).map { ($0, $0 % 7 + $0 % 3) }
    let later = (10..<400).map { ($0, $0 % 5 * 90 + $0 % 11) }
    var others = [repertoire("A0", .blood, 0, even), repertoire("A1", .blood, 14, later)]
    for place in others.indices {
      for row in others[place].clonotypes.indices { others[place].clonotypes[row].locus = .tra }
    }
    let study = StudyTracking.track(
      [
        repertoire("B0", .blood, 0, even), repertoire("B1", .blood, 14, later),
        repertoire("B2", .blood, 28, even.map { ($0.0, $0.1 * 300) } + [(1, 9)]),
        repertoire("T1", .tumor, 21, [(1, 7), (10, 3), (20, 1)]),
      ] + others,
      assayProfile: AssayProfile(entries: [.init(countUnit: .templates, clumping: 1, drift: 0)]))
    let patient = study.patients[0]
    #expect(Set(patient.clones.map(\.locus)).count == 2 && Set(patient.clones.map(\.p)).count > 20)

    var clones = CloneCells(TrackingTable.clones)
    var found = RowBuffer()
    for clone in patient.clones { clones.append(clone, to: &found) }
    #expect(found.bytes == cellByCell(TrackingTable.clones, patient.clones))

    // Clones that differ in one cell alone, one after the other.
    let changes: [(inout TrackedClone) -> Void] = [
      { _ in }, { $0.firstSignificantDay = 28 }, { $0.peakDay = 3 }, { $0.lastDay = 99 },
      { $0.daysDetected += 1 }, { $0.postBiopsies += 1 }, { $0.productCount = 5 },
      { $0.nucleotideVariants += 1 }, { $0.bloodClass = .contracted },
      { $0.tumorClass = .lost },
      { $0.isHeadline.toggle() }, { $0.isStrict.toggle() }, { $0.isConfident.toggle() },
      { $0.inProduct = false }, { $0.inProduct = true }, { $0.mait = .alphaChain },
      { $0.inkt = .compatibleBeta }, { $0.notes.append(.hlaMismatch) }, { $0.tumorPreCount = 77 },
      { $0.specificity = "x" }, { $0.bystander = "y" }, { $0.possibleContaminant = "z" },
      { $0.similarityGroup = 3 }, { $0.nearestDistance = 12 }, { _ in },
    ]
    let changed = patient.clones.prefix(5).flatMap { clone in
      changes.map { change in
        var copy = clone
        change(&copy)
        return copy
      }
    }
    found.removeAll()
    for clone in changed { clones.append(clone, to: &found) }
    let alone = cellByCell(TrackingTable.clones, changed)
    #expect(Set(alone.split(separator: 0x0A)).count >= 5 * (changes.count - 3))
    #expect(found.bytes == alone)

    let columns = patient.samples.map(TimelineRow.Column.init)
    var timeline = TimelineCells(patient, columns: columns)
    var points = RowBuffer()
    for place in patient.clones.indices { timeline.append(place, to: &points) }
    var rows: [TimelineRow] = []
    patient.forEachTimelinePoint { point in
      let clone = patient.clones[point.clone]
      rows.append(
        TimelineRow(
          patientID: clone.patientID, cloneID: clone.cloneID, locus: clone.locus,
          cellSubset: clone.cellSubset, column: columns[point.sample], point: point))
    }
    #expect(points.bytes == cellByCell(TrackingTable.timeline, rows))
  }
}
