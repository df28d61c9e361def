import RepertoireStatistics
import Repertoires

/// Biopsies of a group and the blood they are compared with; dispersion is never fitted on them.
struct TumorContext: Sendable {
  let dispersion: DispersionModel
  let source: DispersionSource
  let pre: PooledDepth
  /// Counts of the deepest single pre-treatment biopsy.
  let largestPre: Int
  let post: PooledDepth
  /// Blood samples nearest in day to the post-treatment biopsies (tie: earlier).
  let nearestBlood: [Int]
  let blood: PooledDepth

  var hasPre: Bool { pre.total > 0 }
  var hasPost: Bool { post.total > 0 }

  init(_ fitted: FittedGroup, fallback: DispersionFallback) {
    let roles = fitted.roles
    let preSamples = roles.preBiopsies.flatMap(\.samples)
    let postSamples = roles.postBiopsies.flatMap(\.samples)
    let found = fallback.dispersion(
      kit: fitted.kit(of: preSamples + postSamples), unit: roles.tumorUnit,
      locus: fitted.group.locus,
      countsPerCell: fitted.countsPerCell(
        (roles.preBiopsies + roles.postBiopsies).map(\.samples)))
    dispersion = found.model
    source = found.source
    func depth(_ draws: [SampleRoles.Draw]) -> PooledDepth {
      PooledDepth(
        draws.map(\.samples), repertoires: fitted.group.repertoires, totals: fitted.clones.totals,
        clumping: found.model.clumping)
    }
    pre = depth(roles.preBiopsies)
    post = depth(roles.postBiopsies)
    largestPre = roles.preBiopsies.map { fitted.total($0.samples) }.max() ?? 0
    let draws = roles.tumorUnit == roles.bloodUnit ? roles.baseline + roles.postBlood : []
    let bloodDays = Set(draws.map(\.day)).sorted()
    var nearest: Set<Double> = []
    for biopsy in roles.postBiopsies {
      let day = bloodDays.min { abs($0 - biopsy.day) < abs($1 - biopsy.day) }
      if let day { nearest.insert(day) }
    }
    let nearestDraws = draws.filter { nearest.contains($0.day) }
    nearestBlood = nearestDraws.flatMap(\.samples)
    blood = depth(nearestDraws)
  }

  /// The log p of a rise from `n1` counts at the first depth to `n2` at the second, mu by depth.
  func logUp(_ n1: Int, _ first: PooledDepth, _ n2: Int, _ second: PooledDepth) -> Double? {
    guard first.total > 0, second.total > 0, n1 + n2 > 0 else { return nil }
    let mu = Double(second.total) / Double(first.total + second.total)
    return dispersion.betaBinomial(n: n1 + n2, mu: mu).upperTail(n2).log
  }

  /// The median log2 enrichment of the post-treatment tumor over the nearest blood.
  func enrichmentLog2(blood n1: Int, tumor n2: Int) -> Double? {
    guard blood.total > 0, post.total > 0, n1 + n2 > 0 else { return nil }
    let mu = Double(post.total) / Double(blood.total + post.total)
    return FoldChange(n1: n1, n2: n2, dispersion: dispersion, mu: mu).log2Median
  }
}
