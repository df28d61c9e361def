internal import RepertoireTables
internal import Repertoires
internal import SequenceIO

/// Everything that can be known to be wrong with a study before work starts: the command `check`.
public struct StudyCheck: Sendable {
  private let sheet: SampleSheet
  private let isWhole: Bool
  private let checksKits: Bool
  private let threads: Int
  private let log: RunLog

  /// A check of a sheet that was read for one, so that it has no fault of its own.
  ///
  /// Every file is read to its end, or with `isWhole` false only its start; with `checksKits` the
  /// first reads of each sample are held against its kit.
  public init(
    sheet: SampleSheet, isWhole: Bool, checksKits: Bool = true, threads: Int, log: RunLog
  ) {
    self.checksKits = checksKits
    self.sheet = sheet
    self.isWhole = isWhole
    self.threads = threads
    self.log = log
  }

  private struct Found: Sendable {
    var sample: CheckReport.Sample
    var faults: [Fault] = []
    var warnings: [String] = []
    var isMouse = false
    var anchors = JunctionAnchors()
  }

  /// Checks to the end; faults of data are in the report, not thrown.
  public func run() async throws -> CheckReport {
    let samples = sheet.samples
    let meter = ProgressMeter(
      log: log,
      inputBytes: samples.map { member in
        member.files.reduce(0) { $0 + (FileSize.of($1) ?? 0) }
      })
    defer { meter.finish() }
    let isWhole = isWhole
    let checksKits = checksKits
    let path = sheet.path
    let found = try await OrderedTasks.map(count: samples.count, atMost: threads) { number in
      var found = try Self.check(samples[number], of: path, isWhole: isWhole)
      let isSound = found.faults.isEmpty && samples[number].files.allSatisfy(Self.isReadable)
      if checksKits, isSound { try Self.checkKit(samples[number], of: path, &found) }
      meter.update(sample: number, share: 1, reads: found.sample.reads ?? 0)
      return found
    }
    var report = CheckReport(sheet: sheet.path, isWhole: isWhole)
    report.content.samples = found.map(\.sample)
    let junctions = Self.junctionFindings(found, of: samples)
    report.faults =
      sheet.inputFaults + found.flatMap(\.faults) + junctions.filter(\.isSure).map(\.fault)
      + (try CopiedInputs(sheet: sheet).faults())
    report.hasUnreadableAlone = report.faults.count == sheet.inputFaults.count
    report.content.warnings =
      sheet.remarks + found.flatMap(\.warnings) + Self.speciesWarning(found)
      + junctions.filter { !$0.isSure }.map(\.fault.message) + ComparisonCheck.warnings(of: sheet)
    return report
  }

  private static func junctionFindings(
    _ found: [Found], of samples: [StudySample]
  ) -> [JunctionAgreement.Finding] {
    JunctionAgreement.findings(
      zip(found, samples).map { found, member in
        JunctionAgreement.Table(
          patientID: member.sample.patientID, sampleID: member.sample.id, path: member.files[0],
          anchors: found.anchors)
      })
  }

  /// Whether the content of a file can be at fault; what cannot be read has its fault already.
  private static func isReadable(_ file: String) -> Bool { WholeFile.faultOfReading(file) == nil }

  private static func checkKit(
    _ member: StudySample, of sheet: String, _ found: inout Found
  ) throws {
    guard case .reads(let r1, let r2) = member.input, let kit = member.sample.kit else { return }
    let plausibility = try KitPlausibility(
      r1: r1, r2: r2, kit: kit, at: member.place(in: sheet))
    if let warning = plausibility.warning { found.warnings.append(warning) }
    found.isMouse = plausibility.isMouse
  }

  /// One line for all samples of mice: the species is told to the command, not to the sheet.
  private static func speciesWarning(_ found: [Found]) -> [String] {
    let names = found.filter(\.isMouse).map(\.sample.sampleID)
    guard !names.isEmpty else { return [] }
    let some = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", ..." : "")
    return [
      "the reads of \(Count.of(names.count, "sample")) (\(some)) fit the genes of mouse: give "
        + "--species mouse to `clonova run`"
    ]
  }

  private static func check(
    _ member: StudySample, of sheet: String, isWhole: Bool
  ) throws -> Found {
    let place = member.place(in: sheet)
    var found = Found(
      sample: CheckReport.Sample(sampleID: member.sample.id, files: member.files.count))
    switch member.input {
    case .reads(let r1, let r2):
      // Lane by lane: a broken one does not hide what is wrong with the next.
      let lanes = try r1.indices.compactMap { lane -> LaneScan? in
        let mates = [r1[lane]] + (r2.isEmpty ? [] : [r2[lane]])
        guard mates.allSatisfy(isReadable) else { return nil }
        return try LaneScan(r1: mates[0], r2: mates.dropFirst().first, isWhole: isWhole)
      }
      let starts = InputStarts(r1: r1, r2: r2)
      found.faults = lanes.compactMap(\.fault) + starts.faults
      found.sample.reads = lanes.reduce(0) { $0 + $1.reads }
      found.warnings =
        warnings(of: lanes, at: place) + starts.warnings.map { "\(place): \($0)" }
    case .table(let path) where !isReadable(path): break
    case .table(let path):
      do {
        let (_, report) = try RepertoireReader.read(path: path, sample: member.sample)
        found.sample.rows = report.rows
        found.anchors = report.anchors
        if report.rowsKept == 0 {
          found.warnings.append(
            "\(place): no row of \(path) is a T-cell clonotype. Check that it is the right table")
        }
      } catch {
        found.faults = Fault.all(of: error)
      }
    }
    return found
  }

  private static func warnings(of lanes: [LaneScan], at place: String) -> [String] {
    var warnings: [String] = []
    for lane in lanes where lane.fault == nil {
      if lane.reads == 0 {
        warnings.append("\(place): \(lane.r1) holds no read. Check that it was written to its end")
      }
    }
    let lengths = lanes.map(\.longest).filter { $0 > 0 }
    if let shortest = lengths.min(), let longest = lengths.max(), shortest * 10 < longest * 9 {
      warnings.append(
        "\(place): the lanes disagree: reads of \(shortest) bases in one, of \(longest) in another."
          + " Check that all are of one library")
    }
    return warnings
  }
}
