import Repertoires

/// The rows of several samples, numbered by junction: what the join sorts instead of texts.
struct JoinedRows {
  private let identity: CloneIdentity
  /// Whether whole sequences are the key; only when every sample has them.
  private let readsSequence: Bool
  private var junctions: JunctionTable
  private var junctionOfRow: [UInt32] = []
  /// Distinct junctions, once they are in order.
  private(set) var junctionCount = 0

  /// V sets and J sets of the samples.
  private(set) var v = GeneSets()
  private(set) var j = GeneSets()
  /// Sample, row and counts of each row taken in.
  private(set) var samples: [UInt16] = []
  private(set) var rows: [UInt32] = []
  private(set) var counts: [Int] = []
  /// V set and J set of each row, packed.
  private(set) var genes: [UInt64] = []
  /// Rows by junction, then in the order they came.
  private(set) var order: [UInt32] = []
  /// End of each junction's run in `order`.
  private(set) var ends: [UInt32] = []

  init(repertoires: [Repertoire], identity: CloneIdentity) {
    self.identity = identity
    readsSequence = identity == .nucleotideString && repertoires.allSatisfy(\.hasSequences)
    let most = repertoires.reduce(0) { $0 + $1.clonotypes.count }
    junctions = JunctionTable(arenas: repertoires.map(\.texts), rows: most)
    junctionOfRow.reserveCapacity(most)
    samples.reserveCapacity(most)
    rows.reserveCapacity(most)
    counts.reserveCapacity(most)
    genes.reserveCapacity(most)
  }

  /// Takes in the rows of a sample and returns their counts in all.
  mutating func append(
    _ repertoire: Repertoire, sample: Int, locus: Locus, productiveOnly: Bool
  ) -> Int {
    let vSets = sets(of: repertoire.calls, in: &v)
    let jSets = sets(of: repertoire.calls, in: &j)
    var total = 0
    var keys: [TextExtent] = []
    keys.reserveCapacity(JunctionTable.block)
    for (row, clonotype) in repertoire.clonotypes.enumerated() {
      guard clonotype.locus == locus, clonotype.duplicateCount > 0,
        !productiveOnly || clonotype.flags.contains(.productive)
      else { continue }
      total += clonotype.duplicateCount
      var key = clonotype.junction
      if identity == .junctionAAAndGenes || identity == .aminoAcids { key = clonotype.junctionAA }
      if readsSequence, !repertoire.annotations[row].sequence.isEmpty {
        key = repertoire.annotations[row].sequence
      }
      if key.isEmpty { continue }
      keys.append(key)
      if keys.count == JunctionTable.block {
        junctions.appendIDs(sample: sample, extents: keys, to: &junctionOfRow)
        keys.removeAll(keepingCapacity: true)
      }
      samples.append(UInt16(sample))
      rows.append(UInt32(row))
      counts.append(clonotype.duplicateCount)
      let vSet = vSets[Int(clonotype.vCall.rawValue)]
      let jSet = jSets[Int(clonotype.jCall.rawValue)]
      genes.append(UInt64(vSet) << 32 | UInt64(jSet))
    }
    junctions.appendIDs(sample: sample, extents: keys, to: &junctionOfRow)
    return total
  }

  /// The set of each call of a repertoire; orphons, which cannot rearrange, stand for nothing.
  private func sets(of table: GeneCallTable, in sets: inout GeneSets) -> [UInt32] {
    table.calls.map { call in
      guard identity.usesGenes else { return GeneSetID.blank.rawValue }
      return sets.id(of: GeneCall(names: call.names.filter { !$0.contains("/OR") })).rawValue
    }
  }

  /// Fills `order` and `ends`, by counting: linear in rows.
  ///
  /// No row can be taken in afterwards.
  mutating func orderByJunction() {
    junctionCount = junctions.count
    // Its memory goes before the clones need theirs.
    junctions = JunctionTable(arenas: [], rows: 0)
    ends = [UInt32](repeating: 0, count: junctionCount)
    for junction in junctionOfRow { ends[Int(junction)] += 1 }
    var sum: UInt32 = 0
    for junction in ends.indices {
      let size = ends[junction]
      ends[junction] = sum
      sum += size
    }
    order = [UInt32](repeating: 0, count: junctionOfRow.count)
    for (row, junction) in junctionOfRow.enumerated() {
      order[Int(ends[Int(junction)])] = UInt32(row)
      ends[Int(junction)] += 1
    }
    junctionOfRow = []
  }
}

extension Repertoire {
  /// Whether every row has an annotation, which may hold its whole sequence.
  var hasSequences: Bool { annotations.count == clonotypes.count }
}
