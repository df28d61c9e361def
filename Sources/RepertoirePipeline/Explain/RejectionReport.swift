internal import Germline
internal import Repertoires
internal import SequenceIO
internal import VDJAlignment

/// Rejected reads beside the germline, with where each failed and why: the command `explain`.
public struct RejectionReport: Sendable {
  /// Reads that are looked at unless told otherwise.
  public static let standardScan = 100_000

  private struct Entry: Sendable {
    var read: RejectedRead
    var panels: [ReadPanel]
    var cause: RejectionCause
  }

  private let plan: SamplePlan
  private let scan: RejectedReadScan
  private let only: Rejection?
  private let entries: [Entry]

  /// Scans the start of a sample's reads and explains some of those that were rejected.
  ///
  /// - Parameters:
  ///   - plan: The sample as `analyze` would take it.
  ///   - reason: A key of `rejected` in `qc.json`; nil for all, each with at least one read.
  ///   - count: Reads that are shown, at most.
  ///   - limit: Reads that are looked at, at most.
  /// - Throws: 64 for a reason that does not exist, and what reading the files throws.
  public init(_ plan: SamplePlan, reason: String?, count: Int, atMost limit: Int) throws {
    self.plan = plan
    only = try reason.map(Self.rejection)
    scan = try RejectedReadScan(plan, atMost: limit, keeping: count, of: only)
    let germline = GermlineNeighbours(plan.settings.reference)
    entries = Self.chosen(scan, count: count).map { read in
      let (panels, structures) = Self.panels(of: read, plan.kit, germline)
      return Entry(
        read: read, panels: panels,
        cause: RejectionCause(
          read, panels, structures: structures, loci: Set(plan.settings.loci)))
    }
  }

  private static func rejection(_ name: String) throws(PipelineError) -> Rejection {
    if let reason = Rejection(rawValue: name) { return reason }
    let names = Rejection.allCases.map(\.rawValue)
    throw PipelineError(
      .usage, at: "--reason", found: "'\(name)'",
      expected: "one of \(names.joined(separator: ", "))",
      remedy: NearMiss.of(name, among: names).map { "Did you mean '\($0)'?" }
        ?? "Take one from `rejected` of the sample's qc.json")
  }

  /// Shares the places among the reasons by their reads, at least one each, in the funnel's order.
  private static func chosen(_ scan: RejectedReadScan, count: Int) -> [RejectedRead] {
    var places = scan.kept.map { $0.isEmpty ? 0 : 1 }
    while places.reduce(0, +) < count {
      // The reason whose next read stands for most reads of its kind.
      let open = places.indices.filter { places[$0] < scan.kept[$0].count }
      let next = open.max {
        let (a, b) = (scan.rejected[$0] * (places[$1] + 1), scan.rejected[$1] * (places[$0] + 1))
        return (a, $1) < (b, $0)
      }
      guard let next else { break }
      places[next] += 1
    }
    return zip(scan.kept, places).flatMap { $0.prefix($1) }.prefix(max(count, 0)).map { $0 }
  }

  private static func panels(
    of read: RejectedRead, _ kit: Kit, _ germline: GermlineNeighbours
  ) -> ([ReadPanel], structures: [String]) {
    var panels: [ReadPanel] = []
    var faults: [String] = []
    for (number, mate) in read.mates.enumerated() {
      let name = "R\(number + 1)"
      guard let structure = number == 0 ? kit.first : kit.second else { continue }
      var match = ReadStructureMatch()
      structure.match(mate.sequence.span, into: &match)
      switch match.status {
      case .matched: break
      case .anchorMissing:
        faults.append("\(name) lacks \(structure.motifText ?? "the anchor") in its place.")
      case .tooShort: faults.append("\(name) ends before its parts do (\(structure)).")
      case .runMissing: faults.append("\(name) lacks the run of the template switch.")
      }
      // Where a part is missing, or none is receptor, the whole mate is shown.
      let whole = 0..<mate.sequence.count
      let template = match.status == .matched && structure.hasTemplate ? match.template : whole
      panels.append(
        ReadPanel(
          mate: name, sequence: mate.sequence, quality: mate.quality, template: template,
          by: germline))
    }
    return (panels.sorted { $0.score > $1.score }, faults)
  }

  /// Whether any read was rejected.
  public var isEmpty: Bool { entries.isEmpty }

  /// Everything for people.
  public var text: String {
    let rejected = scan.rejected.reduce(0, +)
    func percent(_ count: Int) -> String {
      KitExamination.percent(KitExamination.share(count, of: scan.reads))
    }
    var lines = [
      "\(plan.member.sample.id): \(Count.of(rejected, "read")) of the first "
        + "\(ProgressMeter.grouped(scan.reads)) rejected (\(percent(rejected)))"
    ]
    for (reason, count) in zip(Rejection.allCases, scan.rejected) where count > 0 {
      lines.append("  \(reason.rawValue) \(ProgressMeter.grouped(count)) (\(percent(count)))")
    }
    if let only, scan.rejected[only.index] == 0 {
      lines.append("None of them for \(only.rawValue).")
    }
    if plan.kit.hasUMI {
      lines.append(
        "umi_chimera and umi_below_threshold are told of whole molecules, not of single reads here."
      )
    }
    if !entries.isEmpty {
      lines.append("A dot under a base: the germline has the same; a letter: it has that one.")
    }
    for (number, entry) in entries.enumerated() {
      lines += [
        "",
        "\(number + 1). read \(ProgressMeter.grouped(entry.read.number)), \(entry.read.name)",
        "   rejected: \(entry.read.reason.rawValue). \(entry.cause.failure)",
        "   likely cause: \(entry.cause.cause)",
      ]
      for panel in entry.panels { lines += panel.lines.map { "   " + $0 } }
    }
    return lines.joined(separator: "\n")
  }

  private struct Content: Codable {
    struct Read: Codable {
      var number: Int
      var name: String
      var reason: String
      var failure: String
      var likelyCause: String
      var v: String?
      var j: String?
      var c: String?
    }
    var schemaVersion = 1
    var sampleID: String
    var kit: String
    var reads: Int
    var rearranged: Int
    var rejected: [String: Int]
    var shown: [Read]
  }

  /// Everything but the alignments as JSON with sorted keys.
  public func json() throws -> String {
    var rejected: [String: Int] = [:]
    for reason in Rejection.allCases { rejected[reason.rawValue] = scan.rejected[reason.index] }
    let content = Content(
      sampleID: plan.member.sample.id, kit: plan.kit.id, reads: scan.reads,
      rearranged: scan.rearranged, rejected: rejected,
      shown: entries.map { entry in
        let panel = entry.panels.first
        return Content.Read(
          number: entry.read.number, name: entry.read.name, reason: entry.read.reason.rawValue,
          failure: entry.cause.failure, likelyCause: entry.cause.cause,
          v: panel?.v?.allele.name, j: panel?.j?.allele.name, c: panel?.c?.allele.name)
      })
    return try JSONText.text(content)
  }
}
