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
  /// Patients whose samples share less than this many times the limit tell nothing of mixed samples.
  private static let clearlyAbove = 2.0

  private struct Entry {
    var hash: UInt64
    var sample: Int32
  }

  private let repertoires: [Repertoire]
  let locus: Locus
  /// The samples by name.
  private let samples: [String: Sample]

  init(_ repertoires: [Repertoire], locus: Locus) {
    self.repertoires = repertoires.sorted { $0.sample.id < $1.sample.id }
    self.locus = locus
    samples = Dictionary(
      repertoires.map { ($0.sample.id, $0.sample) }, uniquingKeysWith: { _, last in last })
  }

  /// The patient of a sample.
  func patient(of sample: String) -> String? { samples[sample]?.patientID }

  /// The tissues of a pair, in one order: limits are set for each two.
  private func tissues(_ row: SampleSharing) -> [String] {
    [row.first, row.second].compactMap { samples[$0]?.tissue.rawValue }.sorted()
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
    setLimits(&rows)
    let best = bestPartners(rows)
    let swapped = strays(rows)
    for index in rows.indices {
      let row = rows[index]
      guard let limit = row.limit, let a = places[row.first], let b = places[row.second] else {
        continue
      }
      // What a pair at the limit would share: too little to tell below a handful.
      let expected = limit * Double(sizes[a]) * Double(sizes[b])
      if row.isOnePatient, row.density < limit {
        if max(expected, Double(row.shared)) < Self.leastExpectedShared { continue }
        let isOfStray = [row.first, row.second].contains(where: swapped.contains)
        rows[index].verdict = isOfStray ? .swapSuspected : .asExpected
      } else if !row.isOnePatient, row.density > limit,
        Double(row.shared) >= Self.leastExpectedShared
      {
        let isBestOfStray = [row.first, row.second].contains {
          best[$0]?.density == row.density && swapped.contains($0)
        }
        rows[index].verdict = isBestOfStray ? .swapSuspected : .asExpected
      } else {
        rows[index].verdict = .asExpected
      }
    }
    findMixes(&rows, apartFrom: swapped)
  }

  /// Suspects samples of two patients that share no less than some of one patient clearly do.
  ///
  /// What a swapped sample shares is told by the swap.
  private func findMixes(_ rows: inout [SampleSharing], apartFrom swapped: Set<String>) {
    var least: [[String]: Double] = [:]
    for row in rows where row.isOnePatient && row.verdict == .asExpected {
      guard let limit = row.limit, row.density >= Self.clearlyAbove * limit,
        Double(row.shared) >= Self.leastExpectedShared
      else { continue }
      least[tissues(row)] = min(least[tissues(row)] ?? row.density, row.density)
    }
    for index in rows.indices
    where !rows[index].isOnePatient && rows[index].verdict == .asExpected
      && Double(rows[index].shared) >= Self.leastExpectedShared
      && !swapped.contains(rows[index].first) && !swapped.contains(rows[index].second)
    {
      guard let least = least[tissues(rows[index])], rows[index].density >= least else { continue }
      rows[index].verdict = .mixSuspected
    }
  }

  /// Gives each row the limit of its pair of tissues, from pairs of strangers none of whom is left
  /// out; a limit that too few of them tell stays as it was.
  func setLimits(_ rows: inout [SampleSharing], leavingOut: Set<String> = []) {
    var between: [[String]: [Double]] = [:]
    for row in rows
    where !row.isOnePatient && !leavingOut.contains(row.first) && !leavingOut.contains(row.second) {
      between[tissues(row), default: []].append(row.density)
    }
    // Sorted once, not for each of as many rows again.
    let limits = between.compactMapValues { densities -> Double? in
      guard densities.count >= Self.leastBetweenPairs else { return nil }
      let place = Int(Double(densities.count) * Self.percentile)
      return densities.sorted()[min(densities.count - 1, place)]
    }
    for index in rows.indices {
      if let limit = limits[tissues(rows[index])] { rows[index].limit = limit }
    }
  }

  /// The row with the highest density of each sample (tie: earlier).
  func bestPartners(_ rows: [SampleSharing]) -> [String: SampleSharing] {
    var best: [String: SampleSharing] = [:]
    for row in rows {
      for sample in [row.first, row.second] where (best[sample]?.density ?? -1) < row.density {
        best[sample] = row
      }
    }
    return best
  }

  /// The samples that share most with another patient and, with every sample of their own, less than
  /// strangers do; or that look like one of a patient of whom a sample looks like one of theirs.
  ///
  /// One pair of strangers in twenty shares more than the limit, so that one half of a swap may
  /// escape it: the other half tells, unless the first clearly shares with its own.
  func strays(_ rows: [SampleSharing]) -> Set<String> {
    let best = bestPartners(rows)
    var own: [String: [SampleSharing]] = [:]
    for row in rows where row.isOnePatient && row.limit != nil {
      for sample in [row.first, row.second] { own[sample, default: []].append(row) }
    }
    /// Whether a sample shares less than so many times the limit with each of its own.
    func isStray(_ sample: String, times: Double = 1) -> Bool {
      guard best[sample]?.isOnePatient == false, let own = own[sample] else { return false }
      return own.allSatisfy { $0.density < times * ($0.limit ?? 0) }
    }
    func likePatient(_ sample: String) -> String? {
      best[sample].flatMap { patient(of: $0.partner(of: sample)) }
    }
    let sure = Set(best.keys.filter { isStray($0) })
    let counterparts = best.keys.filter { sample in
      !sure.contains(sample) && isStray(sample, times: Self.clearlyAbove)
        && sure.contains {
          patient(of: $0) == likePatient(sample) && likePatient($0) == patient(of: sample)
        }
    }
    return sure.union(counterparts)
  }
}
