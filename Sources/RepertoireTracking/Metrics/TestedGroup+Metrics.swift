import RepertoireStatistics
import Repertoires

extension TestedGroup {
  // A diploid human genome weighs 6.6 picograms.
  private static let genomesPerNanogram = 1000 / 6.6
  private static let leastBloodCells = 20_000.0
  private static let leastBiopsyTotal = 100
  private static let leastCoverage = 0.5

  /// Metrics of every sample; `offset` is the place of the group's first sample.
  func sampleMetrics(offset: Int) -> [SampleMetrics] {
    let repertoires = fitted.group.repertoires
    let inProduct = roles.products.isEmpty ? nil : clones.summed(over: roles.products)
    return repertoires.indices.map { place in
      let counts = clones.summed(over: [place])
      let own = repertoires[place].sample
      let depth = repertoires.indices.filter {
        repertoires[$0].sample.tissue == own.tissue && clones.totals[$0] > 0
      }.map { clones.totals[$0] }.min()
      var metrics = metrics(
        of: counts.filter { $0 > 0 }.sorted(), place: offset + place, depth: depth)
      if clones.totals[place] > 0 {
        add(inProduct, counts, total: clones.totals[place], to: &metrics)
        if repertoires[place].countUnit == .templates, let dna = own.dnaNanograms, dna > 0 {
          metrics.tCellFraction =
            Double(clones.totals[place]) / (dna * Self.genomesPerNanogram)
        }
        addNotes(place, to: &metrics)
      }
      return metrics
    }
  }

  /// Metrics of sorted counts; floating-point sums depend on their order.
  private func metrics(of counts: [Int], place: Int, depth: Int?) -> SampleMetrics {
    var metrics = SampleMetrics(sample: place)
    guard !counts.isEmpty else {
      metrics.notes = [.emptySample]
      return metrics
    }
    metrics.chao1 = Diversity.chao1(counts)
    metrics.coverage = Diversity.goodTuringCoverage(counts)
    metrics.shannon = Diversity.shannon(counts)
    metrics.clonality = Diversity.clonality(counts)
    metrics.simpsonClonality = Diversity.simpsonClonality(counts)
    metrics.gini = Diversity.gini(counts)
    metrics.hill1 = Diversity.hillNumber(counts, order: 1)
    metrics.hill2 = Diversity.hillNumber(counts, order: 2)
    metrics.top10Share = Diversity.topShare(counts, clones: 10)
    if counts.count < 2 { metrics.notes.append(.fewerThanTwoClones) }
    // Rows without a junction count in the total, but no clone can be drawn for them.
    if let depth = depth.map({ min($0, counts.reduce(0, +)) }) {
      metrics.rarefiedDepth = depth
      metrics.rarefiedClones = Diversity.rarefiedRichness(counts, depth: depth)
    }
    return metrics
  }

  private func add(
    _ inProduct: [Int]?, _ counts: [Int], total: Int, to metrics: inout SampleMetrics
  ) {
    guard let inProduct else { return }
    var (found, sum) = (0, 0)
    for clone in counts.indices where counts[clone] > 0 && inProduct[clone] > 0 {
      found += 1
      sum += counts[clone]
    }
    metrics.productClones = found
    metrics.productShare = Double(sum) / Double(total)
  }

  private func addNotes(_ place: Int, to metrics: inout SampleMetrics) {
    if let coverage = metrics.coverage, coverage < Self.leastCoverage {
      metrics.notes.append(.lowCoverage)
    }
    let sample = fitted.group.repertoires[place].sample
    let isThin =
      sample.tissue == .blood
      ? depth([[place]], clumping: referenceClumping).effectiveTotal < Self.leastBloodCells
      : sample.tissue == .tumor && clones.totals[place] < Self.leastBiopsyTotal
    if isThin { metrics.notes.append(.littleMaterial) }
    metrics.notes.sort()
  }

  /// How alike every two samples with counts are.
  func pairMetrics(offset: Int) -> [SamplePairMetrics] {
    let used = clones.totals.indices.filter { clones.totals[$0] > 0 }
    var pairs: [SamplePairMetrics] = []
    for (rank, first) in used.enumerated() {
      let x = clones.summed(over: [first])
      for second in used[(rank + 1)...] {
        let y = clones.summed(over: [second])
        // Clones of neither sample change nothing and are most of a patient. The order of the
        // rest is by value: floating-point sums depend on it.
        let either = x.indices.filter { x[$0] > 0 || y[$0] > 0 }.map { (x[$0], y[$0]) }.sorted(
          by: <)
        let (a, b) = (either.map(\.0), either.map(\.1))
        var pair = SamplePairMetrics(first: offset + first, second: offset + second)
        pair.shared = RepertoireOverlap.shared(a, b)
        pair.sharingDensity = RepertoireOverlap.sharingDensity(a, b)
        pair.jaccard = RepertoireOverlap.jaccard(a, b)
        pair.morisitaHorn = RepertoireOverlap.morisitaHorn(a, b)
        pair.jensenShannon = RepertoireOverlap.jensenShannonDivergence(a, b)
        let unseen = a.indices.reduce(0) { $0 + (a[$1] == 0 ? b[$1] : 0) }
        pair.unseenShare = Double(unseen) / Double(clones.totals[second])
        pairs.append(pair)
      }
    }
    return pairs
  }
}
