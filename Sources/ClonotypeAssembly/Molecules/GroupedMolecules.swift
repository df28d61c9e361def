/// What all workers' groupings of a sample's reads have found, put together.
public struct GroupedMolecules: Sendable {
  /// The sample's junctions; consensus junctions that no read shows are added, without reads.
  public private(set) var table: ClonotypeCounter
  /// How often the bases stand at each place of an identifier.
  public private(set) var composition = UMIComposition()
  /// For each worker how the numbers of its molecules turn into those of the table.
  public private(set) var mappings: [RecordMapping] = []

  /// Takes over what the workers added to the table that they share.
  ///
  /// A junction takes the representative read of the one that the first identifier of all made it
  /// of, so neither the workers nor the order in which they met identifiers change anything.
  ///
  /// - Parameter workers: At least one; each identifier was grouped by one of them.
  public init(_ workers: consuming [MoleculeGrouping]) {
    precondition(!workers.isEmpty, "molecules are grouped by a worker")
    for number in workers.indices {
      composition.merge(workers[number].composition)
    }
    let parts = workers.map { (added: $0.added, vTies: $0.vTies, jTies: $0.jTies) }
    // Nobody else holds the table then, so adding to it copies nothing.
    table = workers[0].table
    workers = []
    let shared = (entries: table.entries.count, v: table.vTies.count, j: table.jTies.count)
    let entries = Self.add(parts.map(\.added), to: &table)
    for (number, part) in parts.enumerated() {
      let v = part.vTies.allTargets()[shared.v...].map { table.vTies.number(of: $0) }
      let j = part.jTies.allTargets()[shared.j...].map { table.jTies.number(of: $0) }
      mappings.append(RecordMapping(entries: entries[number], v: v, j: j, behind: shared))
    }
  }

  /// The new numbers of each worker's junctions.
  private static func add(
    _ parts: [AddedJunctions], to table: inout ClonotypeCounter
  ) -> [[UInt32]] {
    var places: [(origin: AddedJunctions.Origin, worker: Int, number: Int)] = []
    for (worker, part) in parts.enumerated() {
      for (number, origin) in part.origins.enumerated() {
        places.append((origin, worker, number))
      }
    }
    places.sort { ($0.origin.umi, $0.origin.order) < ($1.origin.umi, $1.origin.order) }
    var numbers = parts.map { [UInt32](repeating: 0, count: $0.origins.count) }
    for (origin, worker, number) in places {
      let part = parts[worker]
      let like = Int(origin.like)
      // What it is like came before it.
      let other = like < part.shared ? like : Int(numbers[worker][like - part.shared])
      let entry = part.entry(number)
      let known = table.entries.count
      let at = table.entry(
        ofJunction: part.words(of: entry), length: Int(entry.length), locus: entry.locus)
      if at == known {
        table.entries[at].representative = table.entries[other].representative
        // The words belong to the other: they may be read, not written.
        table.entries[at].representative.capacity = 0
      }
      numbers[worker][number] = UInt32(at)
    }
    return numbers
  }
}
