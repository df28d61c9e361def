internal import RepertoireReports
internal import RepertoireStatistics
internal import RepertoireTables
internal import SequenceIO

/// Reads `timeline.tsv`, the longest table: most rows are passed over by a hash of the clone.
extension ReportStep {
  mutating func readTimelines() throws {
    var table = try ReportTable(
      "timeline.tsv", of: folder,
      columns: [
        .patientID, .cloneID, .locus, .cellSubset, .sampleID, .tissue, .day, .count, .total,
        .frequency, .frequencyUpper95,
      ])
    var wanted = Set(expanded.keys.map { ReportTable.hash(of: $0.cloneID) })
    for clone in figured.keys { wanted.insert(ReportTable.hash(of: clone.cloneID)) }
    guard let clonePlace = table.place(of: .cloneID), !wanted.isEmpty else { return }
    var shares: [Group: [String: [String: Double]]] = [:]
    while try table.advance() {
      guard wanted.contains(table.hash(at: clonePlace)) else { continue }
      let clone = Clone(group: Group(table), cloneID: table.text(.cloneID))
      if let bloodClass = expanded[clone], let share = table.real(.frequency) {
        shares[clone.group, default: [:]][table.text(.sampleID), default: [:]][
          bloodClass, default: 0] += share
      }
      guard figured[clone] != nil, let day = table.real(.day) else { continue }
      points[clone, default: []].append(point(of: table, group: clone.group, day: day))
    }
    for (group, byName) in shares {
      for (name, byClass) in byName {
        guard let place = samplePlaces[group]?[name] else { continue }
        samples[group]?[place].expandedShares = byClass.sorted { $0.key < $1.key }.map {
          ReportSample.Share(name: $0.key, share: min($0.value, 1))
        }
      }
    }
  }

  private func point(
    of table: borrowing ReportTable, group: Group, day: Double
  ) -> CloneTimeline.Point {
    let (name, count, total) = (
      table.text(.sampleID), table.integer(.count), table.integer(.total)
    )
    var lower: Double?
    if total > 0, let cells = effectiveCells[group]?[name], cells > 0 {
      lower = ClopperPearson.lower(n: Double(count) * cells / Double(total), N: cells)
    }
    return CloneTimeline.Point(
      sampleID: name, day: day,
      tissue: CloneTimeline.Tissue(rawValue: table.text(.tissue)) ?? .other,
      count: count, frequency: table.real(.frequency), frequencyLower95: lower,
      frequencyUpper95: table.real(.frequencyUpper95))
  }
}
