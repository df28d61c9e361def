import RepertoireStatistics
import Repertoires

extension TestedGroup {
  /// Least counts of a clone over both biopsies for a test of gain.
  private static let leastGainCount = 5

  /// Adds what the biopsies tell to the listed clones, and the flags that follow.
  func addTumor(to listed: inout [(clone: Int, row: TrackedClone)]) {
    var limits = TumorLimits(pre: tumor.pre, post: tumor.post)
    for index in listed.indices {
      let clone = listed[index].clone
      if tumor.hasPre {
        let limit = limits.pre(tumorPre[clone])
        listed[index].row.tumorPreCount = tumorPre[clone]
        listed[index].row.tumorPreFrequency = tumor.pre.frequency(tumorPre[clone])
        listed[index].row.tumorPreFrequencyUpper95 = limit
      }
      if tumor.hasPost {
        let limit = limits.post(tumorPost[clone])
        listed[index].row.tumorPostCount = tumorPost[clone]
        listed[index].row.tumorPostFrequency = tumor.post.frequency(tumorPost[clone])
        listed[index].row.tumorPostFrequencyUpper95 = limit
        listed[index].row.postBiopsies = biopsies(listed[index].row)
      }
    }
    testGain(&listed)
    testEnrichment(&listed)
    for index in listed.indices {
      classify(&listed[index].row, clone: listed[index].clone, limits: &limits)
    }
  }

  private func biopsies(_ row: TrackedClone) -> Int {
    roles.postBiopsies.count { draw in draw.samples.contains { row.counts[$0] > 0 } }
  }

  private func testGain(_ listed: inout [(clone: Int, row: TrackedClone)]) {
    guard tumor.hasPost, tumor.largestPre >= parameters.minimumBiopsyTotal else { return }
    let family = listed.indices.filter {
      listed[$0].row.bloodClass.isExpanded
        && tumorPre[listed[$0].clone] + tumorPost[listed[$0].clone] >= Self.leastGainCount
    }
    let logP = family.map { index in
      let clone = listed[index].clone
      return tumor.logUp(tumorPre[clone], tumor.pre, tumorPost[clone], tumor.post) ?? 0
    }
    let q = FalseDiscovery.benjaminiHochberg(logP: logP)
    for (place, index) in family.enumerated() {
      listed[index].row.gainTested = true
      listed[index].row.logPGain = logP[place]
      listed[index].row.qGain = TailProbability(log: q[place]).value
    }
  }

  private func testEnrichment(_ listed: inout [(clone: Int, row: TrackedClone)]) {
    guard tumor.hasPost, tumor.blood.total > 0 else { return }
    let blood = clones.summed(over: tumor.nearestBlood)
    var family: [Int] = []
    var logP: [Double] = []
    for index in listed.indices where listed[index].row.bloodClass.isExpanded {
      let clone = listed[index].clone
      // A clone in neither is in the family all the same: it is not enriched.
      let log = tumor.logUp(blood[clone], tumor.blood, tumorPost[clone], tumor.post) ?? 0
      family.append(index)
      logP.append(log)
      listed[index].row.logPEnrichment = log
      listed[index].row.enrichmentLog2 = tumor.enrichmentLog2(
        blood: blood[clone], tumor: tumorPost[clone])
    }
    let q = FalseDiscovery.benjaminiHochberg(logP: logP)
    for (place, index) in family.enumerated() {
      listed[index].row.qEnrichment = TailProbability(log: q[place]).value
    }
  }

  private func classify(_ row: inout TrackedClone, clone: Int, limits: inout TumorLimits) {
    let (pre, post) = (tumorPre[clone], tumorPost[clone])
    let exceeds = tumor.hasPre && limits.postLower(post) > limits.pre(pre)
    let evidence = TumorEvidence(
      hasPost: tumor.hasPost,
      isSeenInOtherUnit: roles.otherPreBiopsies.contains { row.counts[$0] > 0 }, preCount: pre,
      postCount: post, exceedsPreLimit: exceeds,
      isGain: (row.qGain ?? 1) <= parameters.falseDiscoveryRate)
    row.tumorClass = evidence.tumorClass
    // Clumping up to 1.05 counts as none, as in the effective counts.
    let clumping = tumor.dispersion.clumping
    let least = clumping <= 1.05 ? 2 : max(2, 2 * clumping)
    row.isConfident = Double(post) >= least || row.postBiopsies >= 2
    row.isHeadline = row.bloodClass.isExpanded && row.tumorClass.isHeadline
    // Constants prove nothing: a call by them stays out, in blood as in the tumor. Newness in the
    // tumor is no such call but a comparison of detection limits.
    let isTumorSure =
      row.tumorClass == .new || row.tumorClass == .gain && tumor.source != .builtin
    row.isStrict =
      row.bloodClass == .new && isTumorSure && row.isConfident
      && row.dispersionSource != .builtin
    if post > 0, row.bloodClass.isExpanded {
      if !tumor.hasPre {
        row.notes.append(.noPreBiopsy)
      } else if tumor.largestPre < parameters.minimumBiopsyTotal {
        row.notes.append(.preBiopsyTooSmall)
      }
      if row.dispersionSource == .builtin { row.notes.append(.builtinDispersion) }
      if row.tumorClass == .gain, tumor.source == .builtin {
        row.notes.append(.builtinTumorDispersion)
      }
    }
    row.notes = Set(row.notes).sorted()
  }
}

/// Limits of biopsy frequencies, computed once a count.
private struct TumorLimits {
  let before: PooledDepth
  let after: PooledDepth
  private var upperPre: [Int: Double] = [:]
  private var upperPost: [Int: Double] = [:]
  private var lowerPost: [Int: Double] = [:]

  init(pre: PooledDepth, post: PooledDepth) {
    before = pre
    after = post
  }

  mutating func pre(_ count: Int) -> Double {
    let limit = upperPre[count] ?? before.upper95(count)
    upperPre[count] = limit
    return limit
  }

  mutating func post(_ count: Int) -> Double {
    let limit = upperPost[count] ?? after.upper95(count)
    upperPost[count] = limit
    return limit
  }

  mutating func postLower(_ count: Int) -> Double {
    let limit = lowerPost[count] ?? after.lower95(count)
    lowerPost[count] = limit
    return limit
  }
}
