import VDJAlignment

/// V and J of the clonotypes of a table, and their order before folding.
extension RepertoireAssembler {
  /// Where a clonotype stands: by rank, highest first, then by hash, then by what it is.
  private struct Place {
    /// Reads and junction quality in one number.
    var rank: UInt64
    /// Of the junction, which the entry holds.
    ///
    /// Among equals it stands in for the text: a sort of 111,000 nodes took 30 ms by text and
    /// takes 12.
    var hash: UInt64
    /// Number of the node in its run.
    var node: Int32
    /// The run.
    var run: Int32
  }

  /// Fewer entries than this are not worth a task.
  private static let leastShare = 8192

  /// The clonotypes before folding, in a total order: most reads, then most junction quality, then
  /// the hash of locus and junction, then these themselves, then V and J.
  func sortedNodes(of table: ClonotypeCounter, threads: Int) async -> [ClonotypeNode] {
    let count = table.entries.count
    let share = max(Self.leastShare, (count + threads - 1) / max(1, threads))
    let runs = await OrderedParts.map(count: count, step: share, threads: threads) {
      self.sorted(nodesOf: $0, run: $0.lowerBound / share, in: table)
    }
    return await merged(runs, in: table, threads: threads)
  }

  /// The clonotypes of a range of entries, and their order.
  private struct SortedRun: Sendable {
    var nodes: [ClonotypeNode] = []
    var places: [Place] = []

    /// The first place that does not stand before the pivot.
    func first(behind pivot: Place, of runs: [SortedRun], _ table: ClonotypeCounter) -> Int {
      var low = 0
      var high = places.count
      while low < high {
        let middle = (low + high) / 2
        if RepertoireAssembler.precedes(places[middle], pivot, of: runs, in: table) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low
    }
  }

  private func sorted(
    nodesOf entries: Range<Int>, run number: Int, in table: ClonotypeCounter
  ) -> SortedRun {
    var resolver = TieResolver(
      table: table, vTargets: index.vTargets.count, jTargets: index.jTargets.count)
    var run = SortedRun()
    run.nodes.reserveCapacity(entries.count)
    for entry in entries { resolver.append(nodesOf: entry, in: table, to: &run.nodes) }
    run.places.reserveCapacity(run.nodes.count)
    for node in run.nodes.indices {
      let entry = run.nodes[node].entry
      let quality = UInt64(min(table.junctionQuality(entry), 0xFF_FFFF))
      run.places.append(
        Place(
          rank: UInt64(run.nodes[node].reads) << 24 | quality, hash: table.entries[entry].hash,
          node: Int32(node), run: Int32(number)))
    }
    let nodes = run.nodes
    run.places.sort { a, b in
      Self.precedes(a, nodes[Int(a.node)], b, nodes[Int(b.node)], in: table)
    }
    return run
  }

  /// The nodes of several runs in one order.
  ///
  /// Each task merges what stands between two nodes of the longest run; as the runs are alike, that is
  /// about the same for all.
  private func merged(
    _ runs: [SortedRun], in table: ClonotypeCounter, threads: Int
  ) async -> [ClonotypeNode] {
    let pivots = runs.max { $0.places.count < $1.places.count }?.places ?? []
    guard !pivots.isEmpty else { return [] }
    let share = (pivots.count - 1) / max(1, threads) + 1
    let parts = await OrderedParts.map(count: pivots.count, step: share, threads: threads) { part in
      Self.merged(
        runs.map { run in
          let first =
            part.lowerBound == 0 ? 0 : run.first(behind: pivots[part.lowerBound], of: runs, table)
          let end =
            part.upperBound == pivots.count
            ? run.places.count : run.first(behind: pivots[part.upperBound], of: runs, table)
          return run.places[first..<end]
        }, of: runs, in: table)
    }
    // Nodes are copied by one task: several would wait for each other at the reference counts of sets
    // that many nodes share.
    var nodes: [ClonotypeNode] = []
    nodes.reserveCapacity(runs.reduce(0) { $0 + $1.nodes.count })
    for part in parts { nodes += part.lazy.map(Self.node(in: runs)) }
    return nodes
  }

  private static func node(in runs: [SortedRun]) -> (Place) -> ClonotypeNode {
    { runs[Int($0.run)].nodes[Int($0.node)] }
  }

  /// Sorted slices in one order, two at a time.
  private static func merged(
    _ slices: [ArraySlice<Place>], of runs: [SortedRun], in table: ClonotypeCounter
  ) -> ArraySlice<Place> {
    var slices = slices
    while slices.count > 1 {
      slices = stride(from: 0, to: slices.count, by: 2).map { first in
        guard first + 1 < slices.count else { return slices[first] }
        let (a, b) = (slices[first], slices[first + 1])
        var merged: [Place] = []
        merged.reserveCapacity(a.count + b.count)
        var next = a.startIndex
        for place in b {
          while next < a.endIndex, precedes(a[next], place, of: runs, in: table) {
            merged.append(a[next])
            next += 1
          }
          merged.append(place)
        }
        merged += a[next...]
        return merged[...]
      }
    }
    return slices[0]
  }

  @inline(__always)
  private static func precedes(
    _ a: Place, _ b: Place, of runs: [SortedRun], in table: ClonotypeCounter
  ) -> Bool {
    precedes(
      a, runs[Int(a.run)].nodes[Int(a.node)], b, runs[Int(b.run)].nodes[Int(b.node)], in: table)
  }

  @inline(__always)
  private static func precedes(
    _ a: Place, _ nodeOfA: @autoclosure () -> ClonotypeNode, _ b: Place,
    _ nodeOfB: @autoclosure () -> ClonotypeNode, in table: ClonotypeCounter
  ) -> Bool {
    if a.rank != b.rank { return a.rank > b.rank }
    if a.hash != b.hash { return a.hash < b.hash }
    return precedes(nodeOfA(), nodeOfB(), in: table)
  }

  /// The end of the total order: locus and junction, then V and J targets.
  private static func precedes(
    _ a: ClonotypeNode, _ b: ClonotypeNode, in table: ClonotypeCounter
  ) -> Bool {
    if a.entry != b.entry { return table.precedes(a.entry, b.entry) }
    if a.v != b.v { return a.v.lexicographicallyPrecedes(b.v) }
    return a.j.lexicographicallyPrecedes(b.j)
  }
}
