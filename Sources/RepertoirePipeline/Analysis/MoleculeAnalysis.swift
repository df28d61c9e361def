import ClonotypeAssembly
import Germline
import Repertoires
import SequenceIO
import Sequences
import VDJAlignment

/// Reads the FASTQ of one sample whose kit has structured reads: counts molecules where they bear
/// identifiers, else reads.
///
/// Records of reads go through three sorts, by identifier, by junction family and by identifier
/// again; each of them uses a bounded amount of memory and files beyond it, so the same bytes come
/// out at any limit, at any number of threads and for shuffled reads.
struct MoleculeAnalysis {
  let sample: Sample
  let kit: Kit
  let settings: AnalysisSettings
  /// Where unnamed files may be made.
  let folder: String
  /// The table of identifiers to write; none for kits without.
  let table: String
  /// Where to write the table of reads, or nil for none.
  let rearrangements: String?
  private let index: AlignmentIndex

  init(
    sample: Sample, kit: Kit, settings: AnalysisSettings, folder: String, table: String,
    rearrangements: String?
  ) {
    self.rearrangements = rearrangements
    self.sample = sample
    self.kit = kit
    self.settings = settings
    self.folder = folder
    self.table = table
    index = AlignmentIndexCache.index(settings.reference, loci: settings.loci)
  }

  /// Runs the stages over all lanes; see ``SampleAnalysis``.
  ///
  /// - Throws: `SequenceIOError` when a file is broken or the disk is full, `CancellationError`.
  func run(
    r1: [String], r2: [String], progress: (@Sendable (_ share: Double?, _ reads: Int) -> Void)?
  ) async throws -> AnalyzedSample {
    try await assemble(try await count(r1: r1, r2: r2, progress: progress))
  }

  /// Extracts and counts the reads of a share of the records.
  func count(
    r1: [String], r2: [String], share: InputShare = .all,
    progress: (@Sendable (_ share: Double?, _ reads: Int) -> Void)?
  ) async throws -> CountedReads {
    let source = try MateSource(
      first: r1, second: r2, capacities: ReaderCapacities(records: settings.batchSize))
    let meter = ReadMeter(source: source, report: progress)
    let threads = max(1, settings.threads)
    let runs = SortedRuns(folder: folder, memory: settings.memory / 2 / threads) { $0.umi.rawValue }
    let detail = try ReadDetail(
      index: index, targets: settings.targets, table: rearrangements, share: share)
    let empty = MoleculeWorker(index: index, kit: kit, runs: runs, detail: detail)
    let workers = try await withThrowingTaskGroup(of: MoleculeWorker.self) { group in
      for _ in 0..<threads {
        group.addTask {
          var worker = empty
          var batch = PairedReadBatch()
          while try source.next(into: &batch) {
            try Task.checkCancellation()
            try worker.run(batch)
            meter.add(reads: batch.count)
          }
          return worker
        }
      }
      var finished: [MoleculeWorker] = []
      for try await worker in group { finished.append(worker) }
      return finished
    }
    let targets = try detail.finish(workers.map(\.detail))
    var counted = merged(consume workers)
    counted.targets = targets
    counted.inputsWithoutEndMarker = source.progress.unmarked(r1: r1, r2: r2)
    counted.memberSizes = detail.memberSizes
    return counted
  }

  private func merged(_ workers: consuming [MoleculeWorker]) -> CountedReads {
    // The largest table first: it is taken over whole.
    var sorted = workers.sorted {
      $0.reads.table.distinctJunctions > $1.reads.table.distinctJunctions
    }
    workers = []
    var account = ReadAccount()
    var table = sorted[0].reads.table
    for (number, worker) in sorted.enumerated() {
      account.merge(worker.account)
      if number > 0 { table.merge(worker.reads.table) }
    }
    guard kit.hasUMI else { return CountedReads(account: account, table: table) }
    let records = sorted.map { worker in
      CountedReads.Records(
        runs: worker.runs, mapping: RecordMapping(from: worker.reads.table, into: &table))
    }
    sorted = []
    return CountedReads(account: account, table: table, records: records)
  }

  /// The repertoire of counted reads.
  ///
  /// - Throws: `SequenceIOError` when the disk is full, `CancellationError`.
  func assemble(_ counted: consuming CountedReads) async throws -> AnalyzedSample {
    guard kit.hasUMI else {
      return await SampleAnalysis.assemble(counted, sample: sample, settings: settings)
    }
    let (table, account, records) = (counted.table, counted.account, counted.records)
    let (targets, unmarked) = (counted.targets, counted.inputsWithoutEndMarker)
    _ = consume counted
    let families = await JunctionFamilies(of: table, index: index, threads: settings.threads)
    var result = try await assemble(
      MoleculeGrouping(table: table, families: families, index: index), consume records, account)
    result.targets = targets
    result.inputsWithoutEndMarker = unmarked
    return result
  }

  private func assemble(
    _ start: consuming MoleculeGrouping, _ records: consuming [CountedReads.Records],
    _ given: ReadAccount
  ) async throws -> AnalyzedSample {
    var account = given
    var grouping = start
    var groups = 0
    var byFamily = SortedRuns(folder: folder, memory: settings.memory / 2) { UInt64($0.family) }
    try CountedReads.forEachIdentifier(of: records) { group in
      try grouping.group(&group) { molecule in
        groups += 1
        try byFamily.append(molecule)
      }
    }
    records = []
    var correction = UMICorrection(grouping)
    var numbers = MoleculeNumbers(grouping)
    var byUMI = SortedRuns(folder: folder, memory: settings.memory / 2) { $0.umi.rawValue }
    try byFamily.forEachGroup { family in
      try correction.correct(&family) { molecule in
        numbers.count(molecule)
        try byUMI.append(molecule)
      }
    }
    let threshold =
      settings.minReadsPerUMI.map { UMIThreshold(given: $0) } ?? UMIThreshold(of: numbers.histogram)
    let counter = try count(byUMI, of: grouping, threshold: threshold)
    for locus in Locus.allCases {
      account.reject(
        counter.readsBelowThreshold[locus.index], of: locus, as: .umiBelowThreshold)
      account.reject(correction.chimericReads[locus.index], of: locus, as: .umiChimera)
    }
    let (repertoire, folding) = await MoleculeAssembler(index: index).assemble(
      counter, sample: sample, threads: settings.threads)
    for locus in Locus.allCases {
      let productive = repertoire.clonotypes.lazy.filter {
        $0.locus == locus && $0.flags.contains(.productive)
      }
      account.setProductiveRearrangements(
        productive.reduce(0) { $0 + ($1.consensusCount ?? 0) }, of: locus)
    }
    var result = AnalyzedSample(repertoire: repertoire, account: account, folding: folding)
    result.molecules = MoleculeSummary(
      threshold: threshold, molecules: repertoire.total(), reads: account.rearrangements,
      groups: groups, collidingGroups: grouping.collidingMolecules,
      effectiveIdentifiers: grouping.composition.effectiveNumber, histogram: numbers.histogram,
      outcomes: numbers.outcomes(upTo: max(10, threshold.reads)))
    return result
  }

  /// Counts the molecules and writes their identifiers.
  private func count(
    _ molecules: SortedRuns, of grouping: MoleculeGrouping, threshold: UMIThreshold
  ) throws -> MoleculeCounter {
    var counter = MoleculeCounter(grouping, index: index, threshold: threshold.reads)
    var writer = try MoleculeTableWriter(path: table)
    var identities: [MoleculeCounter.Identity] = []
    try molecules.forEachGroup { group in
      identities.removeAll(keepingCapacity: true)
      for molecule in group {
        counter.count(molecule)
        identities.append(counter.identity(of: molecule))
      }
      identities.sort()
      for identity in identities { try writer.append(identity) }
    }
    try writer.finish()
    return counter
  }
}
