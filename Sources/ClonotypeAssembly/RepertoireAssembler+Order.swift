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
  ///
  /// - Parameter table: Is given the sets of V and of J that are found for them.
  func sortedNodes(
    of table: inout ClonotypeCounter, threads: Int
  ) async -> [ClonotypeNode] {
    let counted = table
    let count = table.entries.count
    let share = max(Self.leastShare, (count + threads - 1) / max(1, threads))
    var runs = await OrderedParts.map(count: count, step: share, threads: threads) {
      self.sorted(nodesOf: $0, run: $0.lowerBound / share, in: counted)
    }
    for number in runs.indices { runs[number].addSets(to: &table) }
    return await merged(runs, in: counted, threads: threads)
  }

  /// The clonotypes of a range of entries, and their order.
  private struct SortedRun: Sendable {
    var nodes: [ClonotypeNode] = []
    var places: [Place] = []
    /// The table's sets, and behind them those that were found in this run.
    var vTies: TieTable
    var jTies: TieTable

    /// Adds the sets that were found in this run to a table, and turns their numbers into the
    /// table's.
    mutating func addSets(to table: inout ClonotypeCounter) {
      let v = vTies.allTargets().map { table.vTies.number(of: $0) }
      let j = jTies.allTargets().map { table.jTies.number(of: $0) }
      for node in nodes.indices {
        nodes[node].v = v[Int(nodes[node].v)]
        nodes[node].j = j[Int(nodes[node].j)]
      }
    }

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
    var nodes: [ClonotypeNode] = []
    nodes.reserveCapacity(entries.count)
    for entry in entries { resolver.append(nodesOf: entry, in: table, to: &nodes) }
    var run = SortedRun(nodes: nodes, vTies: resolver.vTies, jTies: resolver.jTies)
    run.places.reserveCapacity(nodes.count)
    for node in nodes.indices {
      let entry = nodes[node].entry
      let quality = UInt64(min(table.junctionQuality(entry), 0xFF_FFFF))
      run.places.append(
        Place(
          rank: UInt64(nodes[node].reads) << 24 | quality, hash: table.entries[entry].hash,
          node: Int32(node), run: Int32(number)))
    }
    let (vTies, jTies) = (run.vTies, run.jTies)
    run.places.sort { a, b in
      Self.precedes(a, b)
    } amongEquals: { a, b in
      let (x, y) = (nodes[Int(a.node)], nodes[Int(b.node)])
      if x.entry != y.entry { return table.precedes(x.entry, y.entry) }
      return x.v != y.v ? vTies.precedes(x.v, y.v) : jTies.precedes(x.j, y.j)
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
      let places = Self.merged(
        runs.map { run in
          let first =
            part.lowerBound == 0 ? 0 : run.first(behind: pivots[part.lowerBound], of: runs, table)
          let end =
            part.upperBound == pivots.count
            ? run.places.count : run.first(behind: pivots[part.upperBound], of: runs, table)
          return run.places[first..<end]
        }, of: runs, in: table)
      return places.map { runs[Int($0.run)].nodes[Int($0.node)] }
    }
    var nodes: [ClonotypeNode] = []
    nodes.reserveCapacity(runs.reduce(0) { $0 + $1.nodes.count })
    for part in parts { nodes += part }
    return nodes
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

  /// The order of places of several runs, of which no two have an entry in common.
  @inline(__always)
  private static func precedes(
    _ a: Place, _ b: Place, of runs: [SortedRun], in table: ClonotypeCounter
  ) -> Bool {
    precedes(a, b)
      ?? table.precedes(
        runs[Int(a.run)].nodes[Int(a.node)].entry, runs[Int(b.run)].nodes[Int(b.node)].entry)
  }

  /// Whether a place stands before another by rank and hash; nil where these do not tell.
  @inline(__always)
  private static func precedes(_ a: Place, _ b: Place) -> Bool? {
    if a.rank != b.rank { return a.rank > b.rank }
    return a.hash != b.hash ? a.hash < b.hash : nil
  }
}
