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
/// again; each of them uses a bounded amount of memory and files beyond it, and is dealt out to
/// parts that tasks work on side by side. The same bytes come out at any limit, at any number of
/// threads and for shuffled reads.
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
  let index: AlignmentIndex

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

  /// Extracts and counts the reads of all records, or of a share whose records of molecules are then
  /// in the order of identifiers.
  ///
  /// The first ones go to the keeper, if there is one.
  func count(
    r1: [String], r2: [String], share: InputShare? = nil, keeper: StartKeeper? = nil,
    progress: (@Sendable (_ share: Double?, _ reads: Int) -> Void)?
  ) async throws -> CountedReads {
    let source = try MateSource(
      first: r1, second: r2, capacities: ReaderCapacities(records: settings.batchSize))
    let meter = ReadMeter(source: source, report: progress)
    let runs = SortedRuns(
      folder: folder, memory: settings.memory / 2 / threads, key: .identifier,
      partition: share == nil ? .hashed(memory: settings.memory) : .whole)
    let detail = try ReadDetail(
      index: index, targets: settings.targets, table: rearrangements, share: share ?? .all)
    let (index, kit) = (index, kit)
    let workers = try await MoleculeWorker.run(
      over: source, meter: meter, threads: threads, keeper: keeper
    ) { MoleculeWorker(index: index, kit: kit, runs: runs, detail: detail) }
    let targets = try detail.finish(workers.map(\.detail))
    var counted = merged(consume workers)
    counted.targets = targets
    counted.inputsWithoutEndMarker = source.progress.unmarked(r1: r1, r2: r2)
    counted.memberSizes = detail.memberSizes
    return counted
  }

  /// Tasks that work at once.
  var threads: Int { max(1, settings.threads) }

  /// Merges the workers' tables, in any order; each is freed as soon as it is merged.
  private func merged(_ given: consuming [MoleculeWorker]) -> CountedReads {
    var workers = given
    // The largest table first: it is taken over whole.
    workers.sort { $0.distinctJunctions > $1.distinctJunctions }
    var counted = CountedReads(
      account: ReadAccount(), table: ClonotypeCounter(index: index))
    for number in workers.indices {
      counted.account.merge(workers[number].account)
      let table = workers[number].handOver(index: index)
      var mapping: RecordMapping?
      if number == 0 { counted.table = table } else { mapping = counted.table.merge(table) }
      guard kit.hasUMI else { continue }
      counted.records.append(.init(runs: workers[number].runs, mapping: mapping))
    }
    return counted
  }

  /// The repertoire of counted reads.
  ///
  /// - Throws: `SequenceIOError` when the disk is full, `CancellationError`.
  func assemble(_ counted: consuming CountedReads) async throws -> AnalyzedSample {
    guard kit.hasUMI else {
      return await SampleAnalysis.assemble(counted, sample: sample, settings: settings)
    }
    let (account, records) = (counted.account, counted.records)
    let (targets, unmarked) = (counted.targets, counted.inputsWithoutEndMarker)
    let families = await JunctionFamilies(
      of: counted.table, index: index, threads: settings.threads)
    let grouping = MoleculeGrouping(table: counted.table, families: families, index: index)
    // Nobody else is to hold the table, which consensus junctions are added to.
    _ = consume counted
    var result = try await assemble(
      try await grouped(consume records, by: consume grouping), account)
    result.targets = targets
    result.inputsWithoutEndMarker = unmarked
    return result
  }

  private func assemble(
    _ grouped: consuming Grouped, _ given: ReadAccount
  ) async throws -> AnalyzedSample {
    var account = given
    let (molecules, groups) = (grouped.molecules, grouped.groups)
    let corrected = try await corrected(grouped)
    let numbers = corrected.numbers
    let threshold =
      settings.minReadsPerUMI.map { UMIThreshold(given: $0) } ?? UMIThreshold(of: numbers.histogram)
    let counter = try await counted(
      corrected.byIdentifier,
      from: MoleculeCounter(molecules, index: index, threshold: threshold.reads))
    for locus in Locus.allCases {
      account.reject(
        counter.readsBelowThreshold[locus.index], of: locus, as: .umiBelowThreshold)
      account.reject(corrected.shared.chimericReads[locus.index], of: locus, as: .umiChimera)
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
      groups: groups, shared: corrected.shared,
      effectiveIdentifiers: molecules.composition.effectiveNumber,
      fixedIdentifierPlaces: kit.fixedIdentifierPlaces(numbers.cycles),
      histogram: numbers.histogram,
      outcomes: numbers.outcomes(upTo: max(10, threshold.reads)))
    return result
  }
}
