import RepertoireStatistics
import Repertoires

extension TestedGroup {
  // A diploid human genome weighs 6.6 picograms.
  private static let genomesPerNanogram = 1000 / 6.6
  private static let leastBloodCells = 20_000.0
  static let leastBiopsyTotal = 100
  private static let leastCoverage = 0.5

  /// What one sample shows by itself, whatever the tests say.
  struct SampleFigures: Sendable {
    var metrics: SampleMetrics
    let rarefaction: [SampleProfile.RarefactionPoint]
  }

  /// The figures of one sample, its place in the metrics left open.
  func figures(of place: Int, samples: [TrackedSample]) -> SampleFigures {
    let counts = clones.summed(over: [place])
    var metrics = metrics(
      of: counts.filter { $0 > 0 }.sorted(), place: place,
      depth: Self.equalDepth(of: place, samples: samples))
    let rarefaction = rarefaction(of: place, counts: counts, samples: samples)
    if clones.totals[place] > 0 {
      let equal = metrics.rarefiedDepth.flatMap { depth in
        rarefaction.first { $0.depth == depth }
      }
      metrics.rarefiedHill1 = equal?.hill1
      metrics.rarefiedHill2 = equal?.hill2
      addProduct(counts, total: clones.totals[place], to: &metrics)
      addTCellFraction(place, to: &metrics)
      addNotes(samples[place], to: &metrics)
    }
    return SampleFigures(metrics: metrics, rarefaction: rarefaction)
  }

  /// Metrics of every sample; `offset` is the place of the group's first sample.
  func sampleMetrics(
    offset: Int, figures: [SampleFigures], rows: [TrackedClone]
  ) -> [SampleMetrics] {
    let expanded = rows.expanded
    return figures.enumerated().map { place, figures in
      var metrics = figures.metrics
      metrics.sample = offset + place
      if clones.totals[place] > 0, canExpand {
        metrics.expandedClones = expanded.count { $0.counts[place] > 0 }
        let sum = expanded.reduce(0) { $0 + $1.counts[place] }
        metrics.expandedShare = Double(sum) / Double(clones.totals[place])
      }
      return metrics
    }
  }

  /// Counts of cells by the cells in the material; a fraction above one is no fraction.
  private func addTCellFraction(_ place: Int, to metrics: inout SampleMetrics) {
    let repertoire = fitted.group.repertoires[place]
    guard repertoire.countUnit == .templates || repertoire.countUnit == .cells else { return }
    let dna = repertoire.sample.dnaNanograms.flatMap { $0 > 0 ? $0 : nil }
    let cells = repertoire.sample.cellsInput.flatMap { $0 > 0 ? $0 : nil }
    guard let material = dna.map({ $0 * Self.genomesPerNanogram }) ?? cells else { return }
    let fraction = Double(clones.totals[place]) / material
    if fraction <= 1 {
      metrics.tCellFraction = fraction
    } else {
      metrics.notes.append(.materialTooSmall)
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
    metrics.top1Share = Diversity.topShare(counts, clones: 1)
    metrics.top10Share = Diversity.topShare(counts, clones: 10)
    metrics.top100Share = Diversity.topShare(counts, clones: 100)
    if counts.count < 2 { metrics.notes.append(.fewerThanTwoClones) }
    // Rows without a junction count in the total, but no clone can be drawn for them.
    if let depth = depth.map({ min($0, counts.reduce(0, +)) }) {
      metrics.rarefiedDepth = depth
      metrics.rarefiedClones = Diversity.rarefiedRichness(counts, depth: depth)
    }
    return metrics
  }

  private func addProduct(_ counts: [Int], total: Int, to metrics: inout SampleMetrics) {
    guard !roles.products.isEmpty else { return }
    let inProduct = clones.summed(over: roles.products)
    var (found, sum) = (0, 0)
    for clone in counts.indices where counts[clone] > 0 && inProduct[clone] > 0 {
      found += 1
      sum += counts[clone]
    }
    metrics.productClones = found
    metrics.productShare = Double(sum) / Double(total)
  }

  private func addNotes(_ sample: TrackedSample, to metrics: inout SampleMetrics) {
    if let coverage = metrics.coverage, coverage < Self.leastCoverage {
      metrics.notes.append(.lowCoverage)
    }
    let isThin =
      sample.sample.tissue == .blood
      ? sample.effectiveCells < Self.leastBloodCells
      : sample.sample.tissue == .tumor && sample.total < Self.leastBiopsyTotal
    if isThin { metrics.notes.append(.littleMaterial) }
    metrics.notes.sort()
  }

  /// How alike every two samples with counts are.
  func pairMetrics(
    offset: Int, samples: [TrackedSample], profiles: [SampleProfile]
  ) -> [SamplePairMetrics] {
    let used = clones.totals.indices.filter { clones.totals[$0] > 0 }
    let columns = used.map { clones.summed(over: [$0]) }
    var pairs: [SamplePairMetrics] = []
    for (rank, first) in used.enumerated() {
      for (place, second) in used.enumerated().dropFirst(rank + 1) {
        let table = CountPairTable(columns[rank], columns[place])
        let likeness = SampleLikeness(table)
        var pair = SamplePairMetrics(first: offset + first, second: offset + second)
        pair.shared = likeness.shared
        pair.sharingDensity = likeness.sharingDensity
        pair.jaccard = likeness.jaccard
        pair.rarefiedJaccard = SampleLikeness.rarefiedJaccard(table)
        pair.morisitaHorn = likeness.morisitaHorn
        pair.bhattacharyya = likeness.bhattacharyya
        pair.jensenShannon = likeness.jensenShannon
        pair.unseenShare = Double(likeness.unseen2) / Double(clones.totals[second])
        // Drift is change; counts of one cell that go together are none.
        let clumping = max(samples[first].clumping, samples[second].clumping)
        pair.expectedUnseenShare = SampleLikeness.expectedUnseenShare(
          table, dispersion: DispersionModel(clumping: clumping, drift: 0))
        pair.vDivergence = SampleProfile.vDivergence(profiles[first], profiles[second])
        pairs.append(pair)
      }
    }
    return pairs
  }
}
