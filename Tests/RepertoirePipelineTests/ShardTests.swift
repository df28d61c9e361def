import SequenceIO
import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Shards of a sample")
struct ShardTests {
  /// Every record is of one shard, whatever their number.
  @Test("each record is of exactly one shard", arguments: [1, 2, 3, 7])
  func partition(count: Int) {
    let shares = (1...count).map { InputShare(number: $0, of: count) }
    let block = GzipRecordWriter.blockRecords
    var records = [Int](repeating: 0, count: count)
    for record in stride(from: 0, to: 3 * count * block, by: 97) {
      let owners = shares.filter { $0.contains(record) }
      #expect(owners.count == 1, "record \(record)")
      if let owner = owners.first { records[owner.number - 1] += 1 }
    }
    #expect((records.max() ?? 0) - (records.min() ?? 0) <= 3)
  }

  @Test(
    "a shard is written as I/N",
    arguments: [
      ("1/1", true), ("2/3", true), ("1000/1000", true), ("0/3", false), ("4/3", false),
      ("1/1001", false), ("1", false), ("1/2/3", false), ("+1/2", false), ("01/2", false),
      ("1/ 2", false), ("", false), ("/", false), ("1/99999999999999999999", false),
    ])
  func text(_ text: String, isShard: Bool) { #expect((InputShare(text) != nil) == isShard) }

  private static let merged = ["clonotypes.tsv", "qc.json", "done.json"]

  @Test(
    "single reads: any number of shards gives the bytes of one analysis", arguments: [1, 2, 3, 7])
  func single(count: Int) async throws {
    let reads = try await AnalyzedReads(
      ShardReads.single(seed: UInt64(count)), kit: "generic-amplicon")
    let table = try reads.rows("clonotypes.tsv")
    #expect(table.count > 5)
    let results = try await ShardFiles(of: reads, count: count).merged()
    for file in Self.merged { #expect(try reads.bytes(file) == results.bytes(file), "\(file)") }
  }

  @Test("pairs: any number of shards gives the bytes of one analysis", arguments: [1, 2, 3, 7])
  func pairs(count: Int) async throws {
    let reads = try await AnalyzedReads(
      ShardReads.pairs(seed: UInt64(count)), kit: "generic-amplicon")
    let quality = try #require(try reads.quality())
    #expect((quality.pairs?.merged ?? 0) > 10 && (quality.pairs?.apart ?? 0) > 10)
    let results = try await ShardFiles(of: reads, count: count).merged()
    for file in Self.merged { #expect(try reads.bytes(file) == results.bytes(file), "\(file)") }
  }

  @Test(
    "molecules: any number of shards gives the bytes of one analysis, also from files of records",
    arguments: [1, 2, 3, 7])
  func molecules(count: Int) async throws {
    let settings = ShardReads.moleculeSettings
    let reads = try await AnalyzedReads(
      ShardReads.molecules(seed: UInt64(count)), kit: "generic-amplicon-umi", settings: settings)
    #expect(try reads.rows("umis.tsv.gz").count > 500)
    var spilling = settings
    spilling.memory = 0
    spilling.threads = 2
    let results = try await ShardFiles(
      of: reads, count: count, kit: "generic-amplicon-umi", settings: spilling
    ).merged(memory: 0)
    for file in Self.merged + ["umis.tsv.gz"] {
      #expect(try reads.bytes(file) == results.bytes(file), "\(file)")
    }
  }

  @Test("a shard's bytes depend neither on threads nor on batches")
  func shardBytes() async throws {
    var settings = ShardReads.moleculeSettings
    let reads = try await AnalyzedReads(
      ShardReads.molecules(seed: 9), kit: "generic-amplicon-umi", settings: settings)
    let usual = try await ShardFiles(
      of: reads, count: 2, kit: "generic-amplicon-umi", settings: settings)
    settings.threads = 3
    settings.batchSize = 7
    settings.memory = 0
    let other = try await ShardFiles(
      of: reads, count: 2, kit: "generic-amplicon-umi", settings: settings)
    for (a, b) in zip(usual.paths, other.paths) {
      #expect(a != b)
      #expect(try WholeFile.read(a) == WholeFile.read(b))
    }
  }

  @Test("more shards than blocks: the empty ones merge too, and an input of no read")
  func emptyShards() async throws {
    let few = try await AnalyzedReads(
      Array(ShardReads.single(seed: 3).prefix(4)), kit: "generic-amplicon")
    let results = try await ShardFiles(of: few, count: 7).merged()
    for file in Self.merged { #expect(try few.bytes(file) == results.bytes(file), "\(file)") }
  }
}
