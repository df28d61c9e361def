import Glibc
import Repertoires

/// What became of the infused clones in one later sample: a row of `persistence.tsv`.
public struct ProductPersistence: Sendable, Equatable {
  /// Place of the later sample in ``PatientTracking/samples``.
  public var sample: Int
  /// Clones of all product samples together.
  public var productClones: Int
  /// Of them, seen in this sample.
  public var detected: Int
  /// Their share of the sample's counts.
  public var share: Double
  /// Of the detected ones, more frequent here than in the product.
  public var risen: Int
  /// Median over the detected ones of log2 of their frequency here over that in the product; nil
  /// without any.
  public var medianLog2: Double?
  /// Of the detected ones, seen in no pre-treatment sample.
  public var notSeenBefore: Int
  /// Clones of this sample that are in neither the product nor any pre-treatment sample.
  public var newlySeenOutsideProduct: Int
  /// Product clones whose last sample, by day, this is.
  public var lastSeenHere: Int
}

extension TestedGroup {
  /// One row a post-treatment blood or tumor sample; none without a product.
  func persistence(offset: Int) -> [ProductPersistence] {
    let repertoires = fitted.group.repertoires
    guard !roles.products.isEmpty else { return [] }
    let product = clones.summed(over: roles.products)
    let productTotal = fitted.total(roles.products)
    let before = clones.summed(
      over: repertoires.indices.filter {
        repertoires[$0].sample.phase == .pre && repertoires[$0].sample.tissue != .product
      })
    let later = repertoires.indices.filter {
      let sample = repertoires[$0].sample
      return sample.phase == .post && (sample.tissue == .blood || sample.tissue == .tumor)
        && clones.totals[$0] > 0
    }
    let lastDays = lastDays(of: product, in: later)
    return later.map { place in
      let counts = clones.summed(over: [place])
      let total = Double(clones.totals[place])
      var row = ProductPersistence(
        sample: offset + place, productClones: product.count { $0 > 0 }, detected: 0, share: 0,
        risen: 0, notSeenBefore: 0, newlySeenOutsideProduct: 0, lastSeenHere: 0)
      var sum = 0
      var ratios: [Double] = []
      for clone in counts.indices where counts[clone] > 0 {
        guard product[clone] > 0 else {
          if before[clone] == 0 { row.newlySeenOutsideProduct += 1 }
          continue
        }
        row.detected += 1
        sum += counts[clone]
        if before[clone] == 0 { row.notSeenBefore += 1 }
        let ratio = Double(counts[clone]) / total / (Double(product[clone]) / Double(productTotal))
        ratios.append(ratio)
        if ratio > 1 { row.risen += 1 }
        if lastDays[clone] == repertoires[place].sample.day { row.lastSeenHere += 1 }
      }
      row.share = Double(sum) / total
      ratios.sort()
      if !ratios.isEmpty {
        let half = ratios.count / 2
        let middle =
          ratios.count % 2 == 1 ? ratios[half] : (ratios[half - 1] * ratios[half]).squareRoot()
        row.medianLog2 = log2(middle)
      }
      return row
    }
  }

  private func lastDays(of product: [Int], in later: [Int]) -> [Double?] {
    var last = [Double?](repeating: nil, count: product.count)
    for place in later {
      let day = fitted.group.repertoires[place].sample.day
      let counts = clones.summed(over: [place])
      for clone in counts.indices where counts[clone] > 0 && product[clone] > 0 {
        last[clone] = max(last[clone] ?? day, day)
      }
    }
    return last
  }
}
