import RepertoireStatistics
public import Repertoires

/// One infused clone that a later sample shows: a row of `product_clones.tsv`.
public struct ProductClone: Sendable, Equatable {
  /// Name of the clone.
  public var cloneID: CloneID
  /// The locus.
  public var locus: Locus
  /// Subset of cells, where the sheet states one.
  public var cellSubset: String?
  /// Best-supported V call.
  public var vCall: String
  /// Best-supported J call.
  public var jCall: String
  /// Junction amino acids.
  public var junctionAA: String
  /// Counts in all product samples together.
  public var productCount: Int
  /// Their share of the product.
  public var productFrequency: Double
  /// Whether no sample from before treatment shows it.
  public var isNotSeenBefore: Bool
  /// Post-treatment blood days that show it.
  public var bloodDays = 0
  /// The last of them.
  public var lastBloodDay: Double?
  /// The last post-treatment biopsy day that shows it.
  public var lastTumorDay: Double?
  /// Blood day of its highest frequency (tie: earlier).
  public var peakDay: Double?
  /// Counts on that day.
  public var peakCount: Int?
  /// Frequency on that day.
  public var peakFrequency: Double?
  /// Log2 of peak over product frequency: posterior median, 2.5 and 97.5 % points; nil where blood
  /// and product count different things.
  public var log2OverProduct: Double?
  /// Its 2.5 % point.
  public var log2OverProductLow: Double?
  /// Its 97.5 % point.
  public var log2OverProductHigh: Double?
}

extension TestedGroup {
  /// Product clones that post-treatment blood or tumor shows, by size in the product, then by name.
  func productClones() -> [ProductClone] {
    let repertoires = fitted.group.repertoires
    guard !roles.products.isEmpty else { return [] }
    let product = clones.summed(over: roles.products)
    let total = fitted.total(roles.products)
    let before = clones.summed(
      over: repertoires.indices.filter {
        repertoires[$0].sample.phase == .pre && repertoires[$0].sample.tissue != .product
      })
    let units = Set(roles.products.map { repertoires[$0].countUnit })
    var comparison = ProductComparison(
      isComparable: units == [roles.bloodUnit], productTotal: total, clumping: referenceClumping)
    var rows: [ProductClone] = []
    for clone in product.indices where product[clone] > 0 {
      let counts = clones.counts(of: clone)
      let isSeen = repertoires.indices.contains {
        let sample = repertoires[$0].sample
        return counts[$0] > 0 && sample.phase == .post
          && (sample.tissue == .blood || sample.tissue == .tumor)
      }
      guard isSeen else { continue }
      let naming = clones.naming(of: clone, in: repertoires)
      var row = ProductClone(
        cloneID: naming.id, locus: clones.locus, cellSubset: fitted.group.cellSubset,
        vCall: naming.vCall, jCall: naming.jCall, junctionAA: naming.junctionAA,
        productCount: product[clone], productFrequency: Double(product[clone]) / Double(total),
        isNotSeenBefore: before[clone] == 0)
      follow(counts, into: &row)
      row.lastTumorDay = roles.postBiopsies.filter { draw in
        draw.samples.contains { counts[$0] > 0 }
      }.map(\.day).max()
      comparison.compare(&row, dayTotal: row.peakDay.map { fitted.total(roles.samples(onDay: $0)) })
      rows.append(row)
    }
    return rows.sorted {
      ($1.productCount, $0.cloneID.text) < ($0.productCount, $1.cloneID.text)
    }
  }

  /// Fills in the blood days of a clone.
  private func follow(_ counts: [Int], into row: inout ProductClone) {
    for draws in SampleRoles.byDay(roles.postBlood) {
      let samples = draws.flatMap(\.samples)
      let count = samples.reduce(0) { $0 + counts[$1] }
      guard count > 0 else { continue }
      row.bloodDays += 1
      row.lastBloodDay = draws[0].day
      let frequency = Double(count) / Double(max(1, fitted.total(samples)))
      if frequency > row.peakFrequency ?? 0 {
        (row.peakDay, row.peakCount, row.peakFrequency) = (draws[0].day, count, frequency)
      }
    }
  }
}

/// Fold changes from product to blood; those of equal counts are computed once.
private struct ProductComparison {
  let isComparable: Bool
  let productTotal: Int
  let clumping: Double
  private var medians: [[Int]: [Double]] = [:]

  init(isComparable: Bool, productTotal: Int, clumping: Double) {
    self.isComparable = isComparable
    self.productTotal = productTotal
    self.clumping = clumping
  }

  mutating func compare(_ row: inout ProductClone, dayTotal: Int?) {
    guard isComparable, let dayTotal, let count = row.peakCount, dayTotal > 0 else { return }
    let key = [row.productCount, count, dayTotal]
    let values = medians[key] ?? Self.values(key, productTotal: productTotal, clumping: clumping)
    medians[key] = values
    row.log2OverProduct = values[0]
    row.log2OverProductLow = values[1]
    row.log2OverProductHigh = values[2]
  }

  private static func values(
    _ key: [Int], productTotal: Int, clumping: Double
  ) -> [Double] {
    let mu = Double(key[2]) / Double(key[2] + productTotal)
    let change = FoldChange(n1: key[0], n2: key[1], phi: clumping, mu: mu)
    return [change.log2Median, change.log2Lower, change.log2Upper]
  }
}
