import ClonotypeAssembly
import Sequences
import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Records in parts")
struct SortedRunsTests {
  private static func record(_ umi: UInt64, serial: UInt64) throws -> MoleculeRecord {
    try #require(
      MoleculeRecord(words: [umi, serial, 0, 0, 0, 0, 0, 0], entries: 1, sets: (1, 1)))
  }

  /// Identifiers of eight bases, some of them many times.
  private static func umi(_ random: inout SeededGenerator, distinct: UInt64) -> UInt64 {
    UMI(bases: (random.next() % distinct) &* 40_503 & 0xFFFF, count: 8).rawValue
  }

  @Test(
    "every record is handed over once, with all of its key, in memory and from files",
    arguments: [2, 300, 20_000], 1...3)
  func oracle(distinct: Int, workers count: Int) throws {
    var random = SeededGenerator(seed: UInt64(distinct + count))
    let umis = (0..<15_000).map { _ in Self.umi(&random, distinct: UInt64(distinct)) }
    var expected: [UInt64: Set<UInt64>] = [:]
    for (serial, umi) in umis.enumerated() { expected[umi, default: []].insert(UInt64(serial)) }
    let folder = try SheetFolder()
    let partitions: [(name: String, partition: RecordPartition, isOrdered: Bool)] = [
      ("whole", .whole, true), ("hashed", .hashed(memory: 0), false),
      ("many", .hashed(memory: 1 << 30), false),
      ("ranges", RecordPartition(ranges: Array(umis.prefix(100)), most: 7), true),
      ("one range", RecordPartition(ranges: [], most: 7), true),
    ]
    for (name, partition, isOrdered) in partitions {
      for memory in [0, 1 << 26] {
        var workers = [SortedRuns](
          repeating: SortedRuns(
            folder: folder.path, memory: memory, key: .identifier, partition: partition),
          count: count)
        for (serial, umi) in umis.enumerated() {
          try workers[serial % count].append(Self.record(umi, serial: UInt64(serial)))
        }
        var found: [UInt64: Set<UInt64>] = [:]
        var keys: [UInt64] = []
        var isRight = true
        for part in 0..<partition.count {
          var records = 0
          var last: UInt64?
          try SortedRuns.forEachGroup(part: part, of: workers) { group in
            let key = group[0].umi.rawValue
            isRight =
              isRight && group.allSatisfy { $0.umi.rawValue == key }
              && (last.map { $0 < key } ?? true) && partition.part(of: key) == part
            last = key
            keys.append(key)
            found[key, default: []].formUnion(group.map { $0.words[1] })
            records += group.count
          }
          isRight = isRight && records == workers.reduce(0) { $0 + $1.count(of: part) }
        }
        #expect(isRight, "\(name) \(memory)")
        #expect(found == expected, "\(name) \(memory)")
        #expect(keys.count == expected.count, "\(name) \(memory)")
        if isOrdered { #expect(keys == keys.sorted(), "\(name) \(memory)") }
      }
    }
  }

  @Test("a record is handed over as whoever it is from changes it")
  func sources() throws {
    let folder = try SheetFolder()
    var workers = [SortedRuns](
      repeating: SortedRuns(folder: folder.path, memory: 0, key: .identifier, partition: .whole),
      count: 2)
    // More than fit in memory, so some of each come from a file.
    for serial in 0..<10_000 {
      try workers[serial % 2].append(
        Self.record(UMI(bases: UInt64(serial / 2), count: 8).rawValue, serial: UInt64(serial)))
    }
    var asked: [Int] = []
    try SortedRuns.forEachGroup(
      part: 0, of: workers, change: { asked.append(Int($0.words[1]) % 2 == $1 ? 1 : 0) }
    ) {
      asked.append($0.count == 2 ? 1 : 0)
    }
    #expect(asked.count == 15_000)
    #expect(asked.allSatisfy { $0 == 1 })
    withExtendedLifetime(folder) {}
  }

  @Test("tasks work on every part once, and their states come back in order", arguments: [1, 2, 5])
  func tasks(threads: Int) async throws {
    let states = try await PartTasks.run(count: 40, threads: threads) {
      [Int]()
    } _: { done, part in
      done.append(part)
    }
    #expect(states.count == threads)
    #expect(states.flatMap { $0 }.sorted() == Array(0..<40))
    for state in states { #expect(state == state.sorted()) }
  }
}
