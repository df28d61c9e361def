/// The files of all shards of one sample, each once, of one analysis.
struct ShardSet {
  /// The files in the order of their shards.
  let paths: [String]
  /// Their heads.
  let headers: [ShardHeader]

  /// What all shards have alike.
  var origin: ShardHeader.Origin { headers[0].origin }

  /// Reads the heads of files in any order.
  ///
  /// - Throws: every fault of one family: 65 for files that are no whole shards, 64 for shards of
  ///   different analyses and for a shard that is there twice, 66 when some are missing.
  init(paths: [String]) throws {
    guard !paths.isEmpty else {
      throw PipelineError(
        .usage, at: "merge", found: "no file", expected: "the shards of a sample",
        remedy: "Name the files DIR/shards/ID/*.shard")
    }
    var found: [(path: String, header: ShardHeader)] = []
    var errors: [PipelineError] = []
    for path in paths {
      do {
        found.append((path, try ShardReader(path: path).header))
      } catch let error as PipelineError {
        errors.append(error)
      } catch {
        errors.append(PipelineError(ExitStatus(of: error), Fault.all(of: error)))
      }
    }
    if let first = errors.first { throw PipelineError(first.status, errors.flatMap(\.faults)) }
    try Self.checkAlike(found)
    try Self.checkComplete(found)
    found.sort { $0.header.number < $1.header.number }
    self.paths = found.map(\.path)
    headers = found.map(\.header)
    guard headers.allSatisfy({ $0.memberSizes.count == headers[0].memberSizes.count }) else {
      throw PipelineError(
        .badData, at: paths[0], found: "shards that saw different numbers of records",
        expected: "shards of one input", remedy: "Analyze all shards anew")
    }
  }

  /// Every shard is of the analysis that the first one is of.
  private static func checkAlike(_ found: [(path: String, header: ShardHeader)]) throws {
    let first = found[0]
    var faults: [Fault] = []
    for one in found.dropFirst() {
      for difference in one.header.origin.differences(from: first.header.origin) {
        faults.append(
          Fault(
            place: one.path, found: "\(difference.what): \(difference.own)",
            expected: "\(difference.other), as in \(first.path)",
            remedy: "Merge the shards of one sample, made by one command but for --shard"))
      }
    }
    if !faults.isEmpty { throw PipelineError(.usage, faults) }
  }

  /// Each shard is there once.
  private static func checkComplete(_ found: [(path: String, header: ShardHeader)]) throws {
    let count = found[0].header.origin.shards
    var paths: [Int: String] = [:]
    var twice: [Fault] = []
    for (path, header) in found {
      guard let other = paths.updateValue(path, forKey: header.number) else { continue }
      twice.append(
        Fault(
          place: path, found: "shard \(header.number)/\(count) a second time (also \(other))",
          expected: "each shard once", remedy: "Leave one of the two out"))
    }
    if !twice.isEmpty { throw PipelineError(.usage, twice) }
    let missing = (1...count).filter { paths[$0] == nil }
    guard missing.isEmpty else {
      let shown = missing.prefix(10).map { "\($0)/\(count)" }.joined(separator: ", ")
      throw PipelineError(
        .inputMissing, at: "sample '\(found[0].header.origin.sampleID)'",
        found: "\(paths.count) of \(count) shards",
        expected: "all of them; \(missing.count == 1 ? "it lacks" : "they lack") \(shown)"
          + (missing.count > 10 ? " and \(missing.count - 10) more" : ""),
        remedy: "Name their files too, or run `clonova analyze --shard \(missing[0])/\(count)`")
    }
  }
}
