import Glibc

/// How alike two samples are, from the distinct pairs of counts: ``RepertoireOverlap`` for millions
/// of clones.
public struct SampleLikeness: Sendable, Hashable {
  /// Clones seen in both.
  public private(set) var shared = 0
  /// Clones of the first sample.
  public private(set) var richness1 = 0
  /// Clones of the second sample.
  public private(set) var richness2 = 0
  /// Counts of the first sample.
  public private(set) var total1 = 0
  /// Counts of the second sample.
  public private(set) var total2 = 0
  /// Counts of the second sample in clones that the first does not show.
  public private(set) var unseen2 = 0
  /// Morisita's index in Horn's form on frequencies; nil if a sample is empty.
  public private(set) var morisitaHorn: Double?
  /// Bhattacharyya's coefficient; nil if a sample is empty.
  public private(set) var bhattacharyya: Double?
  /// The divergence of Jensen and Shannon, in bits; nil if a sample is empty.
  public private(set) var jensenShannon: Double?

  /// Compares two samples.
  public init(_ table: CountPairTable) {
    for pair in table.pairs {
      total1 += pair.n1 * pair.clones
      total2 += pair.n2 * pair.clones
      if pair.n1 > 0 { richness1 += pair.clones }
      if pair.n2 > 0 { richness2 += pair.clones }
      if pair.n1 > 0, pair.n2 > 0 { shared += pair.clones }
      if pair.n1 == 0 { unseen2 += pair.n2 * pair.clones }
    }
    guard total1 > 0, total2 > 0 else { return }
    var (cross, squares, roots, divergence) = (0.0, 0.0, 0.0, 0.0)
    for pair in table.pairs {
      let clones = Double(pair.clones)
      let (p, q) = (Double(pair.n1) / Double(total1), Double(pair.n2) / Double(total2))
      cross += clones * p * q
      squares += clones * (p * p + q * q)
      roots += clones * (p * q).squareRoot()
      let middle = 0.5 * (p + q)
      if p > 0 { divergence += clones * 0.5 * p * log2(p / middle) }
      if q > 0 { divergence += clones * 0.5 * q * log2(q / middle) }
    }
    morisitaHorn = 2 * cross / squares
    bhattacharyya = min(1, roots)
    jensenShannon = min(1, max(0, divergence))
  }

  /// Shared clones over the clones of either; nil without any.
  public var jaccard: Double? {
    let either = richness1 + richness2 - shared
    return either == 0 ? nil : Double(shared) / Double(either)
  }

  /// Shared clones over the product of both richnesses; nil if a sample is empty.
  public var sharingDensity: Double? {
    let product = Double(richness1) * Double(richness2)
    return product == 0 ? nil : Double(shared) / product
  }

  /// Share of the second sample in clones that the first does not show; nil if it is empty.
  public var unseenShare: Double? {
    total2 == 0 ? nil : Double(unseen2) / Double(total2)
  }

  /// Shared clones over the clones of either when both samples are cut down to the counts of the
  /// smaller one; nil if a sample is empty.
  ///
  /// The ratio of the expected numbers over all subsamples of that depth, without putting back.
  public static func rarefiedJaccard(_ table: CountPairTable) -> Double? {
    let likeness = SampleLikeness(table)
    let depth = min(likeness.total1, likeness.total2)
    guard depth > 0 else { return nil }
    // Most counts are few: the chance that a draw misses such a clone is worked out once.
    var known: [[Int: Double]] = [[:], [:]]
    func missed(_ side: Int, _ count: Int, of total: Int) -> Double {
      if count == 0 { return 1 }
      if let value = known[side][count] { return value }
      let value = exp(
        HypergeometricDistribution(population: total, marked: count, draws: depth).logPMF(0))
      known[side][count] = value
      return value
    }
    var (shared, either) = (0.0, 0.0)
    for pair in table.pairs {
      let first = missed(0, pair.n1, of: likeness.total1)
      let second = missed(1, pair.n2, of: likeness.total2)
      shared += Double(pair.clones) * (1 - first) * (1 - second)
      either += Double(pair.clones) * (1 - first * second)
    }
    return shared / either
  }

  /// The unseen share that two draws of one repertoire would give: its mean when the counts of each
  /// clone are dealt anew between samples of these depths; nil if a sample is empty.
  ///
  /// `dispersion` says how far counts of one clone go together; without any, counts are cells.
  public static func expectedUnseenShare(
    _ table: CountPairTable, dispersion: DispersionModel
  ) -> Double? {
    let likeness = SampleLikeness(table)
    guard likeness.total1 > 0, likeness.total2 > 0 else { return nil }
    let mu = Double(likeness.total2) / Double(likeness.total1 + likeness.total2)
    var expected = 0.0
    var (last, log) = (0, 0.0)
    // Pairs come in order of their total, which alone decides.
    for pair in table.pairs {
      if pair.total != last {
        last = pair.total
        log = dispersion.betaBinomial(n: last, mu: mu).logPMF(last)
      }
      expected += Double(pair.clones * pair.total) * exp(log)
    }
    return min(1, expected / Double(likeness.total2))
  }
}
