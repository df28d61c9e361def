internal import Foundation
internal import RepertoireReports
internal import VDJAlignment

/// What the JSON files of a results folder tell the report: parameters and accounts of reads.
///
/// Of `run.json` only what decides results is taken, so that equal results give equal reports.
struct ReportRecord {
  /// The part of `run.json` that is shown.
  private struct RunFile: Decodable {
    struct Sample: Decodable {
      var sampleId: String
      var tableSha256: String?
    }
    struct Germline: Decodable {
      var species: String
      var digest: String
    }
    struct Targets: Decodable {
      var names: [String]
      var digest: String
    }
    var programVersion: String?
    var resultsVersion: Int?
    var seed: UInt64?
    var germline: Germline?
    var targets: Targets?
    var parameters: [String: String]?
    var samples: [Sample]?
  }

  /// The part of a `qc.json` that is shown; what a version lacks is nil.
  private struct QualityFile: Decodable {
    struct Reads: Decodable {
      var total: Int
      var rearranged: Int
      var rejected: [String: Int]
    }
    struct Locus: Decodable {
      var clonotypes: Int
    }
    struct Check: Decodable {
      var check: String
      var value: Double?
      var status: String
      var advice: String
    }
    struct Advice: Decodable {
      var code: String
      var severity: String
      var value: Double?
      var message: String
    }
    var sampleId: String
    var kit: String
    var umis: MoleculeQuality?
    var reads: Reads
    var loci: [String: Locus]
    var checks: [Check]
    var advice: [Advice]?
    var targets: TargetReads?
    var warnings: [String]
  }

  /// Parameters by name.
  let parameters: [StudyReport.Parameter]
  /// Accounts in the order of names; of the samples of the run, where it tells them.
  let accounts: [SampleAccount]
  /// The samples whose table is not the one that was tracked, in order.
  let changed: [String]

  init(folder: String) {
    let run = JSONText.value(RunFile.self, at: folder + "/run.json")
    var found = run?.parameters ?? [:]
    found["program_version"] = run?.programVersion
    found["results_version"] = run?.resultsVersion.map(String.init)
    found["seed"] = run?.seed.map { String($0) }
    found["germline_digest"] = run?.germline?.digest
    if let targets = run?.targets {
      found["targets"] = targets.names.joined(separator: ", ") + " (digest \(targets.digest))"
    }
    parameters = found.sorted { $0.key < $1.key }.map {
      StudyReport.Parameter(name: $0.key, value: $0.value)
    }
    let wanted = run?.samples.map { Set($0.map(\.sampleId)) }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/samples")) ?? []
    let tracked = Dictionary(
      (run?.samples ?? []).map { ($0.sampleId, $0.tableSha256) }
    ) { first, _ in first }
    let files = names.filter { !$0.hasPrefix(".") }.compactMap { name in
      JSONText.value(QualityFile.self, at: "\(folder)/samples/\(name)/\(name).qc.json")
        .map { (name: name, file: $0) }
    }.filter { wanted?.contains($0.file.sampleId) ?? true }
      .sorted { $0.file.sampleId < $1.file.sampleId }
    var (accounts, changed): ([SampleAccount], [String]) = ([], [])
    for (name, file) in files {
      var account = Self.account(of: file)
      let table = "\(folder)/samples/\(name)/\(SampleRun.tableName(of: name))"
      if Self.contradicts(table, sha256: tracked[file.sampleId] ?? nil) {
        changed.append(file.sampleId)
        account.warnings.append(Self.warningOfChange)
      }
      accounts.append(account)
    }
    (self.accounts, self.changed) = (accounts, changed)
  }

  /// What the report says of a sample in ``changed``.
  private static let warningOfChange =
    "the tracking is of another table of this sample than lies here, as after it was analyzed anew: "
    + "run `clonova track` again, unless another table was tracked on purpose"

  /// Whether a table is there and is not the one of a digest.
  ///
  /// Its marker tells; only what was made of a pipe has none, and is read.
  private static func contradicts(_ table: String, sha256: String?) -> Bool {
    guard let sha256, WholeFile.exists(table) else { return false }
    let here = DoneMarker.output(at: table)?.sha256 ?? (try? FileDigest.of(file: table).sha256)
    return here.map { $0 != sha256 } ?? false
  }

  private static func account(of file: QualityFile) -> SampleAccount {
    let known = Rejection.allCases.map(\.rawValue)
    let others = file.reads.rejected.keys.filter { !known.contains($0) }.sorted()
    return SampleAccount(
      sampleID: file.sampleId, kit: file.kit, reads: file.reads.total,
      rearranged: file.reads.rearranged,
      rejections: (known + others).compactMap { key in
        file.reads.rejected[key].map { SampleAccount.Outcome(key: key, reads: $0) }
      },
      clonotypes: file.loci.values.reduce(0) { $0 + $1.clonotypes },
      checks: file.checks.map {
        .init(name: $0.check, value: $0.value, status: $0.status, advice: $0.advice)
      }
        + (file.advice ?? []).map {
          .init(name: $0.code, value: $0.value, status: $0.severity, advice: $0.message)
        },
      warnings: file.warnings,
      molecules: file.umis.map { umis in
        .init(
          counted: umis.molecules, reads: umis.reads, leastReads: umis.minReadsPerUMI,
          histogram: umis.histogram.map { .init(reads: $0.reads, molecules: $0.molecules) }
            .sorted { $0.reads < $1.reads })
      },
      targets: file.targets.map(Self.targets) ?? [])
  }

  private static func targets(of found: TargetReads) -> [SampleAccount.Target] {
    found.sequences.map { target in
      SampleAccount.Target(
        name: target.name, reads: target.reads, readsLongEnough: found.readsLongEnough,
        perMillion: target.readsPerMillion, lower: target.readsPerMillionLower95,
        upper: target.readsPerMillionUpper95, note: found.warnings.joined(separator: "; "))
    }
  }
}
