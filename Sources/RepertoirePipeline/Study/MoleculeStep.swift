internal import RepertoireTables
internal import RepertoireTracking
internal import Repertoires
internal import SequenceIO
internal import Sequences

/// Compares the molecules of the samples of a study, from the tables beside their clonotypes.
///
/// Of all molecules of the run no more are in memory than some 64 MB of tables hold, which is about
/// 250 MB: larger runs are compared in parts of the identifiers, each with a reading of its own.
struct MoleculeStep: Sendable {
  /// One sample that is tracked.
  struct Library: Sendable {
    var sample: Sample
    /// Whether its clonotypes count molecules.
    var countsMolecules: Bool
    /// Its molecules by the clonotypes.
    var total: Int
    /// Its table of molecules; nil where there is none.
    var path: String?
    /// Whether the table was there before this run.
    var isInput: Bool
  }

  private static let bytesInMemory = 64 << 20
  private static let mostWarnings = 5

  let libraries: [Library]
  let loci: Set<Locus>
  let threads: Int
  let log: RunLog

  /// The table of molecules beside a clonotype table of ours; nil where there is none.
  static func path(beside table: String) -> String? {
    for suffix in [".clonotypes.tsv", ".clonotypes.tsv.gz"] where table.hasSuffix(suffix) {
      let path = table.dropLast(suffix.count) + ".umis.tsv.gz"
      return WholeFile.exists(String(path)) ? String(path) : nil
    }
    return nil
  }

  /// The tables that were there before, by content.
  func inputs() throws -> [RunRecord.Input] {
    try libraries.compactMap { library in
      guard library.isInput, let path = library.path else { return nil }
      return try RunRecord.Input(of: path)
    }
  }

  /// What the molecules tell, with those on some junctions one by one; nil where no sample of the
  /// study counts molecules.
  ///
  /// A table that was there before and cannot be understood is left out, loudly.
  func evidence(junctions: Set<UInt64>) async throws -> MoleculeEvidence? {
    guard libraries.contains(where: { $0.countsMolecules || $0.path != nil }) else { return nil }
    let bytes = libraries.reduce(0) { $0 + ($1.path.flatMap(FileSize.of) ?? 0) }
    let parts = 1 + bytes / Self.bytesInMemory
    var comparison = MoleculeComparison(samples: libraries.map(\.sample), junctions: junctions)
    for number in 0..<parts {
      let part = IdentifierPart(number, of: parts)
      let (libraries, loci, log) = (libraries, loci, log)
      comparison.add(
        try await OrderedTasks.map(count: libraries.count, atMost: threads) {
          try Self.read(libraries[$0], loci: loci, part: part, log: log)
        })
      try Task.checkCancellation()
    }
    let evidence = comparison.evidence(
      totals: libraries.map(\.total), countingMolecules: libraries.map(\.countsMolecules))
    tellMissing(evidence)
    return evidence
  }

  private static func read(
    _ library: Library, loci: Set<Locus>, part: IdentifierPart, log: RunLog
  ) throws -> SampleMolecules? {
    guard let path = library.path else { return nil }
    do {
      let molecules = try MoleculeReader.read(path: path, loci: loci, part: part)
      // All molecules have a row, those that do not count too. One that was cut behind a line would
      // pass for whole, and the samples for clean.
      guard library.countsMolecules, molecules.rows < library.total else { return molecules }
      if part.number == 0 {
        let id = library.sample.id
        log.warn(
          "sample \(id): \(path) lists \(Count.of(molecules.rows, "molecule")), and its clonotypes "
            + "count \(library.total): it was cut, or is another sample's; its molecules are not "
            + "compared with those of other samples. Take a whole copy of both tables",
          ["sample_id": id, "table": path])
      }
      return nil
    } catch {
      guard library.isInput, ExitStatus(of: error) != .ioFailed else { throw error }
      guard part.number == 0 else { return nil }
      let id = library.sample.id
      log.fail(error, ["sample_id": id])
      log.warn(
        "the molecules of sample \(id) are not compared with those of other samples",
        ["sample_id": id])
      return nil
    }
  }

  private func tellMissing(_ evidence: MoleculeEvidence) {
    guard let first = evidence.missing.first else { return }
    let more = evidence.missing.count - 1
    log.note(
      "index hopping is not looked for in \(Count.of(more + 1, "sample")) without a table of "
        + "molecules (\(first)\(more > 0 ? " and \(more) more" : "")): keep "
        + "<sample_id>.umis.tsv.gz beside <sample_id>.clonotypes.tsv",
      ["sample_id": evidence.missing.joined(separator: ",")])
  }

  /// Tells which samples share molecules, those that share most first, and which clones it costs.
  func tell(_ tracking: StudyTracking) {
    let shared = tracking.moleculeSharing.filter { $0.verdict == .shared }.sorted {
      ($1.share, $0.first, $0.second) < ($0.share, $1.first, $1.second)
    }
    for pair in shared.prefix(Self.mostWarnings) {
      let from = pair.source.map { "; \($0) has more reads of them" } ?? ""
      let (share, expected) = (
        ReportStep.short(pair.share, times: 100), ReportStep.short(pair.expected)
      )
      log.warn(
        "samples \(pair.first) and \(pair.second) share \(Count.of(pair.shared, "molecule")) "
          + "(\(share) %; by chance \(expected))\(from): index hopping, a spilled library, or "
          + "one library twice",
        ["first_sample": pair.first, "second_sample": pair.second])
    }
    if shared.count > Self.mostWarnings {
      log.warn(
        "\(shared.count - Self.mostWarnings) more pairs of samples share molecules; see "
          + "track/molecule_sharing.tsv")
    }
    let strays = Set(
      tracking.strayMolecules.filter { $0.verdict == .stray }.map {
        "\($0.patientID)\t\($0.cloneID)"
      })
    guard !strays.isEmpty else { return }
    log.warn(
      "index hopping alone may have brought \(Count.of(strays.count, "expanded clone")) into blood "
        + "or tumor: not in the strict set; see track/stray_molecules.tsv")
  }
}
