internal import ClonotypeAssembly
internal import Foundation
internal import SequenceIO
internal import VDJAlignment

/// Reads a shard's file from its start to its end, one part after the other, as ``ShardWriter``
/// wrote it.
///
/// Until ``finish()`` has returned nothing of it may be taken for whole: checksums come last.
final class ShardReader {
  /// What stands in the head.
  let header: ShardHeader
  private let path: String
  private var file: GzipReader
  private var bytes: [UInt8] = []
  /// Members of the table of reads that were handed over, the header first.
  private var members = 0

  /// Opens a file and reads its head.
  ///
  /// - Throws: 66 when it cannot be opened, 65 when it is no shard or one of another version.
  init(path: String) throws {
    self.path = path
    do throws(SequenceIOError) {
      file = try GzipReader(path: path)
    } catch {
      throw Self.explained(error, path)
    }
    let start = ShardWriter.start
    var found: [UInt8] = []
    do throws(SequenceIOError) {
      try file.read(start.count, into: &found)
    } catch {
      throw Self.explained(error, path)
    }
    guard found == start else { throw Self.noShard(path) }
    var size: [UInt8] = []
    var head: [UInt8] = []
    do throws(SequenceIOError) {
      try file.read(8, into: &size)
      let count = Self.number(size[...])
      guard count < 1 << 32 else { throw SequenceIOError(.truncatedGzip, at: .init(path: path)) }
      try file.read(Int(count), into: &head)
    } catch {
      throw Self.explained(error, path)
    }
    let decoder = JSONDecoder()
    struct Versions: Decodable {
      struct Origin: Decodable {
        var programVersion: String
        var resultsVersion: Int
      }
      var origin: Origin
    }
    guard let versions = try? decoder.decode(Versions.self, from: Data(head)).origin else {
      throw Self.broken(path, "a head that cannot be read")
    }
    guard versions.programVersion == Version.program, versions.resultsVersion == Version.results
    else {
      throw PipelineError(
        .badData, at: path,
        found: "a shard of clonova \(versions.programVersion), results \(versions.resultsVersion)",
        expected: "one of this program, \(Version.program), results \(Version.results)",
        remedy: "Merge with the program that made the shards, or analyze all of them anew")
    }
    guard let header = try? decoder.decode(ShardHeader.self, from: Data(head)),
      (1...InputShare.most).contains(header.origin.shards),
      (1...header.origin.shards).contains(header.number), header.junctions >= 0,
      header.origin.blockRecords > 0, header.memberSizes.allSatisfy({ $0 >= 0 }),
      header.memberSizes.isEmpty != header.origin.writesRearrangements, header.account.isWhole,
      (header.targetAccount == nil) == (header.origin.targets == nil),
      (0...header.origin.inputs.count).contains(header.origin.lanes)
    else { throw Self.broken(path, "a head that contradicts itself") }
    self.header = header
  }

  /// The table of the shard's junctions; call it first.
  func table(index: AlignmentIndex) throws -> ClonotypeCounter {
    let empty = ClonotypeCounter(index: index, vSets: header.vSets, jSets: header.jSets)
    guard var table = empty else { throw broken("V or J sets that the germline does not have") }
    let sets = table.setCounts
    var junction = CountedJunction()
    for place in 0..<header.junctions {
      try read(&junction)
      guard table.add(junction, sets: sets) else {
        throw broken("a junction that contradicts itself")
      }
      if place % 65_536 == 0 { try Task.checkCancellation() }
    }
    return table
  }

  private func read(_ junction: inout CountedJunction) throws {
    junction.locus = try small()
    junction.length = try small()
    junction.reads = try count()
    junction.words.removeAll(keepingCapacity: true)
    for _ in 0..<(junction.length + 31) / 32 { junction.words.append(try word()) }
    try take(2 * junction.length)
    junction.qualitySums.removeAll(keepingCapacity: true)
    for place in 0..<junction.length {
      junction.qualitySums.append(UInt16(bytes[2 * place]) | UInt16(bytes[2 * place + 1]) << 8)
    }
    junction.ties.removeAll(keepingCapacity: true)
    for _ in 0..<(try small()) {
      junction.ties.append(
        .init(v: UInt32(try small()), j: UInt32(try small()), reads: try count()))
    }
    junction.representative.length = try small()
    junction.representative.worth = try small()
    junction.representative.junctionStart = try small()
    junction.representative.hasUnknown = try small() != 0
    let words = (junction.representative.length + 31) / 32
    junction.representative.words.removeAll(keepingCapacity: true)
    for _ in 0..<(junction.representative.hasUnknown ? 2 * words : words) {
      junction.representative.words.append(try word())
    }
  }

  /// Hands over the records of molecules, in the numbers of the table; call it second.
  func forEachRecord(
    sets: (v: Int, j: Int), _ body: (MoleculeRecord) throws -> Void
  ) throws {
    while true {
      try Task.checkCancellation()
      let records = try count()
      if records == 0 { return }
      for _ in 0..<records {
        var words: InlineArray<8, UInt64> = [0, 0, 0, 0, 0, 0, 0, 0]
        try take(8 * words.count)
        for place in words.indices {
          words[place] = Self.number(bytes[8 * place..<8 * place + 8])
        }
        guard let record = MoleculeRecord(words: words, entries: header.junctions, sets: sets)
        else { throw broken("the record of a read that contradicts itself") }
        try body(record)
      }
    }
  }

  /// The next member of the table of reads, its header first; empty for a block without rows.
  func nextMember() throws -> [UInt8] {
    precondition(members < header.memberSizes.count, "there are as many members as the head says")
    members += 1
    try take(header.memberSizes[members - 1])
    return bytes
  }

  /// Reads the end; all that was read before is right when it returns.
  func finish() throws {
    try take(ShardWriter.end.count)
    guard bytes == ShardWriter.end else { throw broken("other bytes than the end") }
    let isAtEnd: Bool
    do throws(SequenceIOError) {
      isAtEnd = try file.isAtEnd()
    } catch {
      throw Self.explained(error, path)
    }
    guard isAtEnd else { throw broken("bytes behind the end") }
  }

  private func take(_ count: Int) throws {
    bytes.removeAll(keepingCapacity: true)
    do throws(SequenceIOError) {
      try file.read(count, into: &bytes)
    } catch {
      throw Self.explained(error, path)
    }
  }

  private func word() throws -> UInt64 {
    try take(8)
    return Self.number(bytes[...])
  }

  /// A number of 31 bits.
  private func small() throws -> Int {
    try take(4)
    let number = Self.number(bytes[...])
    guard number <= UInt64(Int32.max) else { throw broken("a number that is too large") }
    return Int(number)
  }

  private func count() throws -> Int {
    let number = try word()
    guard number <= 1 << 48 else { throw broken("a number that is too large") }
    return Int(number)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func broken(_ found: String) -> PipelineError { Self.broken(path, found) }

  private static func broken(_ path: String, _ found: String) -> PipelineError {
    PipelineError(
      .badData, at: path, found: found, expected: "a shard as `clonova analyze --shard` wrote it",
      remedy: "Copy the file again, or run its `clonova analyze --shard` again")
  }

  private static func noShard(_ path: String) -> PipelineError {
    PipelineError(
      .badData, at: path, found: "a file that is no shard, or one of another version of clonova",
      expected: "a file that `clonova analyze --shard I/N` of this version wrote",
      remedy: "Name the files DIR/shards/ID/*.shard")
  }

  /// Throws 65 where a file that can be opened is damaged or ends too early.
  static func requireWhole(_ path: String) throws {
    do throws(SequenceIOError) {
      var file = try GzipReader(path: path)
      try file.readToEnd()
    } catch {
      throw explained(error, path)
    }
  }

  /// A fault of gzip as one of a shard; faults of the disk stay what they are.
  private static func explained(_ error: SequenceIOError, _ path: String) -> any Error {
    switch error.reason {
    case .truncatedGzip: broken(path, "a shard that ends too early")
    case .corruptGzip(detail: "no gzip header"): noShard(path)
    case .corruptGzip(let detail): broken(path, "a damaged shard (\(detail))")
    case .trailingGarbage: broken(path, "other bytes behind the end of the shard")
    case .emptyFile: broken(path, "an empty file")
    default: error
    }
  }
}
