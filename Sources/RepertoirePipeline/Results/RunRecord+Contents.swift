internal import Germline
internal import RepertoireTracking
internal import Repertoires
internal import Sequences
internal import VDJAlignment

extension RunRecord {
  /// Writes down what decides the samples' results.
  mutating func describe(_ settings: AnalysisSettings) {
    parameters["species"] = settings.species.rawValue
    parameters["loci"] = settings.loci.sorted().map(\.rawValue).joined(separator: ",")
    if !settings.readStructures.isEmpty {
      parameters["read_structure"] = settings.readStructures.joined(separator: " ")
    }
    if let reads = settings.minReadsPerUMI { parameters["min_reads_per_umi"] = "\(reads)" }
    if settings.writesRearrangements { parameters["rearrangements"] = "true" }
    targets = settings.targets.map { targets in
      Targets(names: targets.constructs.map(\.name), digest: targets.digest)
    }
    germline = Germline(
      species: settings.species.rawValue,
      digest: settings.reference.digest)
  }

  /// Writes down what decides the tracking.
  mutating func describe(_ settings: TrackingSettings) {
    let tracking = settings.parameters
    inputs += settings.inputs
    seed = tracking.seed
    parameters["preset"] = tracking.preset.rawValue
    parameters["minimum_count"] = "\(tracking.minimumCount)"
    parameters["false_discovery_rate"] = "\(tracking.falseDiscoveryRate)"
    parameters["strict_false_discovery_rate"] = "\(tracking.strictFalseDiscoveryRate)"
    parameters["candidate_false_discovery_rate"] = "\(tracking.candidateFalseDiscoveryRate)"
    parameters["fold_change"] = "\(tracking.foldChange)"
    parameters["low_baseline_fold_change"] = "\(tracking.lowBaselineFoldChange)"
    parameters["fold_change_certainty"] = "\(tracking.foldChangeCertainty)"
    parameters["minimum_frequency"] = "\(tracking.minimumFrequency)"
    parameters["minimum_effective_cells"] = "\(tracking.minimumEffectiveCells)"
    parameters["minimum_biopsy_total"] = "\(tracking.minimumBiopsyTotal)"
    parameters["permutations"] = "\(tracking.permutations)"
    parameters["lists_all_clones"] = "\(tracking.listsAllClones)"
  }

  /// Writes down one analyzed sample.
  mutating func add(_ outcome: SampleRun.Outcome, of id: String) {
    inputs += outcome.inputs
    samples.append(
      Sample(
        sampleID: id, status: outcome.isReused ? "reused" : "analyzed", kit: outcome.kit.id,
        kitDigest: outcome.kit.digest, seconds: Self.rounded(outcome.duration)))
  }

  /// Writes down what came of every sample of a sheet; returns the ids of failed ones.
  mutating func add(_ outcomes: [StudyRun.SampleOutcome], of sheet: SampleSheet) -> [String] {
    var failed: [String] = []
    for (member, outcome) in zip(sheet.samples, outcomes) {
      let id = member.sample.id
      switch outcome {
      case .analyzed(let outcome): add(outcome, of: id)
      case .table: samples.append(Sample(sampleID: id, status: "table"))
      case .failed(let message):
        failed.append(id)
        samples.append(Sample(sampleID: id, status: "failed", message: message))
      }
    }
    return failed
  }

  /// Writes down which table of each sample was tracked, of samples and tables in one order.
  ///
  /// `tracked` are the given ones by content; of one that was made, the marker beside it tells.
  mutating func note(tables: [TrackedTable], tracked: [Input]) {
    let digests = Dictionary(tracked.map { ($0.path, $0.sha256) }) { first, _ in first }
    for (number, table) in tables.enumerated() where samples[number].status != "failed" {
      samples[number].tableSha256 =
        switch table {
        case .given(let path): digests[path]
        case .made(let path): DoneMarker.output(at: path)?.sha256
        case .failed: nil
        }
    }
  }
}

extension RunRecord.Input {
  /// A file by content.
  ///
  /// Throws as ``FileDigest/of(file:)`` does.
  init(of path: String) throws {
    let (sha256, size) = try FileDigest.of(file: path)
    self.init(path: path, size: size, sha256: sha256)
  }

  /// As above, behind all else that waits for a thread.
  init(givingWayOf path: String) async throws {
    let (sha256, size) = try await FileDigest.givingWay(ofFile: path)
    self.init(path: path, size: size, sha256: sha256)
  }
}
