internal import ClonotypeAssembly
internal import Germline
internal import Repertoires
internal import Sequences
internal import VDJAlignment

/// The content of `<id>.qc.json`: the full account of a sample's reads, the same on every run.
///
/// Neither time nor host nor path stands in it.
struct SampleQuality: Codable, Equatable {
  struct Reads: Codable, Equatable {
    var total: Int
    var rearranged: Int
    var reverseStrand: Int
    var rejected: [String: Int]
  }
  /// How mates lie to each other; absent for single reads.
  struct Pairs: Codable, Equatable {
    var total: Int
    var merged: Int
    var readThrough: Int
    var apart: Int
    var sameStrand: Int
    var outward: Int
    /// Pairs whose mates were held against each other, and those of them of two receptors.
    var compared: Int
    var disagreeing: Int
  }
  struct LocusReads: Codable, Equatable {
    var reads: Int
    var productiveReads: Int
    var clonotypes: Int
    var counts: Int
  }
  struct Folding: Codable, Equatable {
    var junctionsBefore: Int
    var clonotypesAfter: Int
    var readsFolded: Int
    /// Clonotypes without a row, as they are chimeras of two others.
    var chimeras: ChimeraQuality
    /// What it rested on.
    var errors: ErrorQuality
  }
  struct Check: Codable, Equatable {
    var check: String
    var value: Double?
    var good: Double
    var poor: Double
    var status: String
    var advice: String
  }

  var schemaVersion = 3
  var sampleID: String
  var kit: String
  var species: String
  var germline: String
  var countUnit: String
  var reads: Reads
  var funnel: Funnel
  var pairs: Pairs?
  var loci: [String: LocusReads]
  /// Share of V bases that are those of the called gene, over all counts.
  var vIdentity: Double?
  var folding: Folding
  var checks: [Check]
  /// Every rule of advice with its outcome.
  var advice: [Advice]
  /// What the first reads hold beside receptors; nil where it was not needed.
  var secondLook: SecondLook?
  /// What was counted of target sequences; missing without any.
  var targets: TargetReads?
  /// What became of molecular identifiers; missing for kits without.
  var umis: MoleculeQuality?
  var warnings: [String]
  /// What is worth knowing of the input, though nothing is wrong with the result.
  var notes: [String]

  /// The advice that there is reason for.
  var given: [Advice] { advice.filter { $0.severity != QualityCheck.Status.ok.rawValue } }

  /// The worst of checks and advice: `OK`, `WARN` or `FAIL`.
  var status: String {
    let found = Set(checks.map(\.status) + advice.map(\.severity))
    let worst: QualityCheck.Status =
      found.contains("FAIL") ? .fail : found.contains("WARN") ? .warn : .ok
    return worst.rawValue
  }

  private enum CodingKeys: String, CodingKey {
    // As the decoder makes it of `sample_id`.
    case sampleID = "sampleId"
    case schemaVersion, kit, species, germline, countUnit, reads, funnel, pairs, loci, folding
    case checks, advice, secondLook, vIdentity, targets, umis, warnings, notes
  }

  init(
    _ result: AnalyzedSample, kit: Kit, settings: AnalysisSettings, look: SecondLook? = nil,
    identifierLook: IdentifierLook? = nil, kitContradictions: [String] = []
  ) {
    let account = result.account
    sampleID = result.repertoire.sample.id
    self.kit = kit.id
    species = settings.species.rawValue
    germline = settings.reference.digest
    countUnit = result.repertoire.countUnit.rawValue
    var rejected: [String: Int] = [:]
    for reason in Rejection.allCases { rejected[reason.rawValue] = account.rejections(reason) }
    reads = Reads(
      total: account.reads, rearranged: account.rearrangements,
      reverseStrand: account.reverseStrandReads, rejected: rejected)
    funnel = Funnel(account)
    let identity = SampleAdvice.vIdentity(of: result.repertoire)
    let mates = account.pairs
    if mates.pairs > 0 {
      pairs = Pairs(
        total: mates.pairs, merged: mates.merged, readThrough: mates.readThrough,
        apart: mates.apart, sameStrand: mates.sameStrand, outward: mates.outward,
        compared: mates.compared, disagreeing: mates.disagreeing)
    }
    loci = [:]
    for locus in settings.loci {
      let rows = result.repertoire.clonotypes.lazy.filter { $0.locus == locus }
      loci[locus.rawValue] = LocusReads(
        reads: account.rearrangements(of: locus),
        productiveReads: account.productiveRearrangements(of: locus),
        clonotypes: rows.count, counts: rows.reduce(0) { $0 + $1.duplicateCount })
    }
    folding = Folding(
      junctionsBefore: result.folding.junctionsBefore,
      clonotypesAfter: result.folding.clonotypesAfter,
      readsFolded: result.folding.readsFolded, chimeras: ChimeraQuality(result.folding),
      errors: ErrorQuality(result.folding.rates, loci: settings.loci))
    advice =
      SampleAdvice(
        account: account, vIdentity: identity, look: look, identifierLook: identifierLook,
        kitContradictions: kitContradictions,
        fixedIdentifierPlaces: result.molecules?.fixedIdentifierPlaces, kit: kit,
        settings: settings
      ).all
    let isRandom = advice.contains {
      $0.code == Advice.Code.identifierNotRandom.rawValue
        && $0.severity == QualityCheck.Status.ok.rawValue
    }
    checks = SampleChecks(
      result: result, loci: settings.loci, kit: kit, areIdentifiersRandom: isRandom
    ).all.map { check in
      Check(
        check: check.measure.rawValue, value: check.value.map(Self.rounded),
        good: check.threshold.good, poor: check.threshold.poor, status: check.status.rawValue,
        advice: check.advice)
    }
    secondLook = look
    vIdentity = identity.map(Self.rounded)
    targets = result.targets.flatMap { account in
      settings.targets.map { TargetReads(account, of: $0) }
    }
    umis = result.molecules.map { MoleculeQuality($0) }
    warnings = Self.warnings(account, clonotypes: result.repertoire.clonotypes.count)
    notes = Self.notes(unmarked: result.inputsWithoutEndMarker)
  }

  private static func notes(unmarked: [String]) -> [String] {
    guard !unmarked.isEmpty else { return [] }
    return [
      "No BGZF end block in \(unmarked.joined(separator: ", ")): bcl2fastq never writes it, but a "
        + "copy cut between two blocks looks the same; compare size or checksum with the original"
    ]
  }

  private static func warnings(_ account: ReadAccount, clonotypes: Int) -> [String] {
    if account.reads == 0 { return ["The input is valid but holds no read"] }
    if clonotypes == 0 {
      return [
        "No read covers a receptor junction; see the rejected reads, and check species, loci and kit"
      ]
    }
    return []
  }

  /// Six decimals are plenty for a share.
  static func rounded(_ share: Double) -> Double {
    (share * 1_000_000).rounded() / 1_000_000
  }
}
