/// Numbers for the junctions and V/J sets of a counting table that depend on its counts alone.
///
/// A table numbers what it meets in the order of reads and merges; written under these numbers,
/// equal counts are equal bytes.
public struct TableNumbering: Sendable {
  /// The sets of several V targets, in order; the first has the number behind the last target.
  public let vSets: [[UInt16]]
  /// The same of J.
  public let jSets: [[UInt16]]
  /// Entries of the table in their new order.
  private let order: [UInt32]
  /// New numbers by old ones.
  private let entries: [UInt32]
  private let v: [UInt32]
  private let j: [UInt32]

  /// The numbering of a table: junctions by locus, then as text.
  public init(of table: ClonotypeCounter) {
    order = table.entries.indices.map { UInt32($0) }.sorted { table.precedes(Int($0), Int($1)) }
    var entries = [UInt32](repeating: 0, count: order.count)
    for (place, entry) in order.enumerated() { entries[Int(entry)] = UInt32(place) }
    self.entries = entries
    (vSets, v) = Self.numbers(of: table.vTies)
    (jSets, j) = Self.numbers(of: table.jTies)
  }

  /// Junctions.
  public var count: Int { order.count }

  private static func numbers(of ties: TieTable) -> (sets: [[UInt16]], numbers: [UInt32]) {
    let all = ties.allTargets()
    let sets = all.filter { $0.count > 1 }.sorted { $0.lexicographicallyPrecedes($1) }
    var places: [[UInt16]: UInt32] = [:]
    for (place, set) in sets.enumerated() {
      places[set] = UInt32(all.count - sets.count + place)
    }
    return (sets, all.map { places[$0] ?? UInt32($0[0]) })
  }

  /// Fills `junction` with what the table holds of the junction at a new place.
  public func read(_ place: Int, of table: ClonotypeCounter, into junction: inout CountedJunction) {
    let entry = table.entries[Int(order[place])]
    junction.locus = Int(entry.locus)
    junction.length = Int(entry.length)
    junction.reads = entry.reads
    junction.words.removeAll(keepingCapacity: true)
    for number in 0..<entry.wordCount { junction.words.append(table.word(number, of: entry)) }
    junction.qualitySums.removeAll(keepingCapacity: true)
    for place in 0..<junction.length {
      junction.qualitySums.append(
        UInt16(truncatingIfNeeded: table.qualitySum(of: entry, at: place)))
    }
    junction.ties = table.ties(of: entry).map {
      CountedJunction.Tie(v: v[Int($0.v)], j: j[Int($0.j)], reads: $0.reads)
    }.sorted { ($0.v, $0.j) < ($1.v, $1.j) }
    let best = entry.representative
    junction.representative.length = Int(best.length)
    junction.representative.worth = Int(best.worth)
    junction.representative.junctionStart = Int(best.junctionStart)
    junction.representative.hasUnknown = best.hasUnknown
    junction.representative.words.removeAll(keepingCapacity: true)
    junction.representative.words += table.readWords[best.words..<best.words + best.wordCount]
  }

  /// Gives a record of the table the new numbers.
  public func apply(to record: inout MoleculeRecord) {
    record.entry = entries[Int(record.entry)]
    record.v = v[Int(record.v)]
    record.j = j[Int(record.j)]
  }
}
