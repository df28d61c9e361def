import Repertoires

/// Compares every two samples of a run by shared nucleotide junctions (STATISTICS 7).
///
/// The density of sharing, not Morisita-Horn: one large clone makes strangers alike. Limits are set
/// per pair of tissues; a swap is suspected only when a sample shares most with another patient and
/// less than the limit with its own.
struct SwapGuard {
  private static let leastBetweenPairs = 10
  private static let leastExpectedShared = 5.0
  private static let percentile = 0.95

  private struct Entry {
    var hash: UInt64
    var sample: Int32
  }

  private let repertoires: [Repertoire]
  private let locus: Locus

  init(_ repertoires: [Repertoire], locus: Locus) {
    self.repertoires = repertoires.sorted { $0.sample.id < $1.sample.id }
    self.locus = locus
  }

  /// All pairs of samples with junctions, by name.
  func sharing() -> [SampleSharing] {
    let (sizes, shared) = counts()
    var rows: [SampleSharing] = []
    for a in repertoires.indices where sizes[a] > 0 {
      for b in repertoires.indices.dropFirst(a + 1) where sizes[b] > 0 {
        let both = shared[a * repertoires.count + b]
        let (x, y) = (repertoires[a].sample, repertoires[b].sample)
        rows.append(
          SampleSharing(
            first: x.id, second: y.id, isOnePatient: x.patientID == y.patientID, locus: locus,
            shared: both, density: Double(both) / (Double(sizes[a]) * Double(sizes[b])),
            jaccard: Double(both) / Double(sizes[a] + sizes[b] - both), limit: nil,
            verdict: .insufficient))
      }
    }
    judge(&rows, sizes: sizes)
    return rows
  }

  private func counts() -> (sizes: [Int], shared: [Int]) {
    var entries: [Entry] = []
    for (sample, repertoire) in repertoires.enumerated() {
      for row in repertoire.clonotypes
      where row.locus == locus && row.flags.contains(.productive) && !row.junction.isEmpty {
        let hash = JunctionTable.hash(repertoire.texts[row.junction])
        entries.append(Entry(hash: hash, sample: Int32(sample)))
      }
    }
    entries.sort { ($0.hash, $0.sample) < ($1.hash, $1.sample) }
    let width = repertoires.count
    var sizes = [Int](repeating: 0, count: width)
    var shared = [Int](repeating: 0, count: width * width)
    var run: [Int] = []
    var first = 0
    while first < entries.count {
      run.removeAll(keepingCapacity: true)
      var end = first
      while end < entries.count, entries[end].hash == entries[first].hash {
        let sample = Int(entries[end].sample)
        if run.last != sample { run.append(sample) }
        end += 1
      }
      for (rank, a) in run.enumerated() {
        sizes[a] += 1
        for b in run[(rank + 1)...] { shared[a * width + b] += 1 }
      }
      first = end
    }
    return (sizes, shared)
  }

  private func judge(_ rows: inout [SampleSharing], sizes: [Int]) {
    var places: [String: Int] = [:]
    for (place, repertoire) in repertoires.enumerated() { places[repertoire.sample.id] = place }
    func tissues(_ row: SampleSharing) -> [String] {
      [row.first, row.second].compactMap { places[$0] }.map {
        repertoires[$0].sample.tissue.rawValue
      }.sorted()
    }
    var between: [[String]: [Double]] = [:]
    for row in rows where !row.isOnePatient {
      between[tissues(row), default: []].append(row.density)
    }
    for index in rows.indices {
      let found = (between[tissues(rows[index])] ?? []).sorted()
      guard found.count >= Self.leastBetweenPairs else { continue }
      rows[index].limit = found[min(found.count - 1, Int(Double(found.count) * Self.percentile))]
    }
    let best = bestPartners(rows)
    for index in rows.indices {
      let row = rows[index]
      guard let limit = row.limit, let a = places[row.first], let b = places[row.second] else {
        continue
      }
      // What a pair at the limit would share: too little to tell below a handful.
      let expected = limit * Double(sizes[a]) * Double(sizes[b])
      if row.isOnePatient, row.density < limit {
        let strays = [row.first, row.second].contains { isStray($0, best: best, rows) }
        if max(expected, Double(row.shared)) < Self.leastExpectedShared { continue }
        rows[index].verdict = strays ? .swapSuspected : .asExpected
      } else if !row.isOnePatient, row.density > limit,
        Double(row.shared) >= Self.leastExpectedShared
      {
        let isBestOfStray = [row.first, row.second].contains {
          best[$0]?.density == row.density && isStray($0, best: best, rows)
        }
        rows[index].verdict = isBestOfStray ? .swapSuspected : .asExpected
      } else {
        rows[index].verdict = .asExpected
      }
    }
  }

  /// The row with the highest density of each sample (tie: earlier).
  private func bestPartners(_ rows: [SampleSharing]) -> [String: SampleSharing] {
    var best: [String: SampleSharing] = [:]
    for row in rows {
      for sample in [row.first, row.second] where (best[sample]?.density ?? -1) < row.density {
        best[sample] = row
      }
    }
    return best
  }

  /// The samples that share most with another patient and, with every sample of their own, less than
  /// strangers do.
  func strays(_ rows: [SampleSharing]) -> Set<String> {
    let best = bestPartners(rows)
    return Set(best.keys.filter { isStray($0, best: best, rows) })
  }

  private func isStray(
    _ sample: String, best: [String: SampleSharing], _ rows: [SampleSharing]
  ) -> Bool {
    guard best[sample]?.isOnePatient == false else { return false }
    let own = rows.filter {
      $0.isOnePatient && ($0.first == sample || $0.second == sample) && $0.limit != nil
    }
    return !own.isEmpty && own.allSatisfy { $0.density < ($0.limit ?? 0) }
  }
}
