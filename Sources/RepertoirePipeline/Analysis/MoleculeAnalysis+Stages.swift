import ClonotypeAssembly
import Sequences

/// The three sorts: what each task does with the parts that it works on.
extension MoleculeAnalysis {
  /// Groups of reads with one identifier and related junctions, dealt out by their families.
  struct Grouped: Sendable {
    var molecules: GroupedMolecules
    /// Their records by task, in the task's numbers.
    var records: [SortedRuns]
    /// How many there are.
    var groups: Int
    /// Some of their identifiers.
    var sample: [UInt64]
  }

  private struct GroupingTask: Sendable {
    var grouping: MoleculeGrouping
    var byFamily: SortedRuns
    var groups = 0
    var sample: [UInt64] = []
  }

  /// Makes molecules of the reads of each identifier.
  func grouped(
    _ given: consuming [CountedReads.Records], by start: consuming MoleculeGrouping
  ) async throws -> Grouped {
    let records = given
    let runs = records.map(\.runs)
    let empty = SortedRuns(
      folder: folder, memory: settings.memory / 2 / threads, key: .family,
      partition: .hashed(memory: settings.memory))
    let first = GroupingTask(grouping: start, byFamily: empty)
    let parts = runs[0].partition.count
    var tasks = try await PartTasks.run(count: parts, threads: threads) {
      first
    } _: { task, part in
      var made: [MoleculeRecord] = []
      try SortedRuns.forEachGroup(
        part: part, of: runs, change: { records[$1].mapping?.apply(to: &$0) }
      ) { group in
        made.removeAll(keepingCapacity: true)
        let identifier = group[0].umi.rawValue
        task.grouping.group(&group, into: &made)
        task.groups += made.count
        // One identifier of 64, chosen by what it is.
        if (identifier &* 0xD6E8_FEB8_6659_FD93) >> 58 == 0 { task.sample.append(identifier) }
        for molecule in made { try task.byFamily.append(molecule) }
      }
    }
    _ = consume first
    let byFamily = tasks.map(\.byFamily)
    let groups = tasks.reduce(0) { $0 + $1.groups }
    let sample = tasks.flatMap(\.sample)
    let groupings = tasks.map(\.grouping)
    tasks = []
    return Grouped(
      molecules: GroupedMolecules(consume groupings), records: byFamily, groups: groups,
      sample: sample)
  }

  /// Molecules whose identifiers are corrected, dealt out in the order of these.
  struct Corrected: Sendable {
    var byIdentifier: [SortedRuns]
    var numbers: MoleculeNumbers
    /// What became of identifiers that unrelated junctions share.
    var shared: SharedIdentifiers
  }

  private struct CorrectionTask: Sendable {
    var correction: UMICorrection
    var numbers: MoleculeNumbers
    var byIdentifier: SortedRuns
  }

  /// The most parts of the molecules by identifier.
  private static let mostRanges = 64

  /// Joins the molecules of each family whose identifiers are errors of another's.
  func corrected(_ grouped: consuming Grouped) async throws -> Corrected {
    let records = grouped.records
    let mappings = grouped.molecules.mappings
    let first = CorrectionTask(
      correction: UMICorrection(grouped.molecules), numbers: MoleculeNumbers(grouped.molecules),
      byIdentifier: SortedRuns(
        folder: folder, memory: settings.memory / 2 / threads, key: .identifier,
        partition: RecordPartition(ranges: grouped.sample, most: Self.mostRanges)))
    let parts = records[0].partition.count
    let tasks = try await PartTasks.run(count: parts, threads: threads) {
      first
    } _: { task, part in
      try SortedRuns.forEachGroup(
        part: part, of: records, change: { mappings[$1].apply(to: &$0) }
      ) { family in
        task.correction.correct(&family)
        for molecule in family {
          task.numbers.count(molecule)
          try task.byIdentifier.append(molecule)
        }
      }
    }
    var (shared, numbers) = (tasks[0].correction.shared, tasks[0].numbers)
    for task in tasks.dropFirst() {
      shared.merge(task.correction.shared)
      numbers.merge(task.numbers)
    }
    return Corrected(
      byIdentifier: tasks.map(\.byIdentifier), numbers: numbers, shared: shared)
  }

  private struct CountingTask: Sendable {
    var counter: MoleculeCounter
    var rows: MoleculeRows
  }

  /// Counts the molecules and writes their identifiers.
  func counted(
    _ records: [SortedRuns], from counter: MoleculeCounter
  ) async throws -> MoleculeCounter {
    let parts = records[0].partition.count
    var starts = [0]
    for part in 0..<parts {
      starts.append(records.reduce(starts[part]) { $0 + $1.count(of: part) })
    }
    let first = CountingTask(counter: counter, rows: try MoleculeRows(path: table))
    let rowsBefore = starts
    let tasks = try await PartTasks.run(count: parts, threads: threads) {
      first
    } _: { task, part in
      var identities: [MoleculeCounter.Identity] = []
      try task.rows.begin(at: rowsBefore[part])
      try SortedRuns.forEachGroup(part: part, of: records) { group in
        identities.removeAll(keepingCapacity: true)
        for molecule in group {
          identities.append(task.counter.count(molecule))
        }
        if identities.count > 1 { identities.sort() }
        for identity in identities { try task.rows.append(identity) }
      }
      try task.rows.flush()
    }
    try first.rows.finish()
    var whole = tasks[0].counter
    for task in tasks.dropFirst() { whole.merge(task.counter) }
    return whole
  }
}
