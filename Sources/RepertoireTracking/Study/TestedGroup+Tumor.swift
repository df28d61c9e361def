import RepertoireStatistics
import Repertoires

extension TestedGroup {
  /// Least counts of a clone over both biopsies for a test of gain.
  private static let leastGainCount = 5

  /// Adds what the biopsies tell to the listed clones, and the flags that follow.
  func addTumor(to listed: inout ListedClones) {
    var limits = TumorLimits(pre: tumor.pre, post: tumor.post)
    if tumor.hasPre || tumor.hasPost { addCounts(to: &listed, &limits) }
    testGain(&listed)
    testEnrichment(&listed)
    for index in listed.rows.indices {
      classify(&listed.rows[index], clone: listed.clones[index], limits: &limits)
    }
  }

  /// Counts and limits; clones with the same counts share them.
  private func addCounts(to listed: inout ListedClones, _ limits: inout TumorLimits) {
    var known: [CountPair: Shared<TumorFindings>] = [:]
    for index in listed.rows.indices {
      let clone = listed.clones[index]
      if tumor.hasPost { listed.rows[index].postBiopsies = biopsies(listed.rows[index]) }
      let pair = CountPair(n1: tumorPre[clone], n2: tumorPost[clone])
      if let found = known[pair] {
        listed.rows[index].inTumor = found
        continue
      }
      var found = TumorFindings()
      if tumor.hasPre {
        found.tumorPreCount = pair.n1
        found.tumorPreFrequency = tumor.pre.frequency(pair.n1)
        found.tumorPreFrequencyUpper95 = limits.pre(pair.n1)
      }
      if tumor.hasPost {
        found.tumorPostCount = pair.n2
        found.tumorPostFrequency = tumor.post.frequency(pair.n2)
        found.tumorPostFrequencyUpper95 = limits.post(pair.n2)
      }
      let shared = Shared(found)
      known[pair] = shared
      listed.rows[index].inTumor = shared
    }
  }

  /// Whether the biopsies are of different kits: a gain could be one of chemistry (STATISTICS 7).
  var biopsyKitsDiffer: Bool {
    fitted.areOfDifferentKits((roles.preBiopsies + roles.postBiopsies).flatMap(\.samples))
  }

  private func biopsies(_ row: TrackedClone) -> Int {
    roles.postBiopsies.count { draw in draw.samples.contains { row.counts[$0] > 0 } }
  }

  private func testGain(_ listed: inout ListedClones) {
    guard tumor.hasPost, tumor.largestPre >= parameters.minimumBiopsyTotal, !biopsyKitsDiffer
    else { return }
    let family = listed.rows.indices.filter {
      listed.rows[$0].bloodClass.isExpanded
        && tumorPre[listed.clones[$0]] + tumorPost[listed.clones[$0]] >= Self.leastGainCount
    }
    let logP = family.map { index in
      let clone = listed.clones[index]
      return tumor.logUp(tumorPre[clone], tumor.pre, tumorPost[clone], tumor.post) ?? 0
    }
    let q = FalseDiscovery.benjaminiHochberg(logP: logP)
    for (place, index) in family.enumerated() {
      listed.rows[index].gainTested = true
      listed.rows[index].logPGain = logP[place]
      listed.rows[index].qGain = TailProbability(log: q[place]).value
    }
  }

  private func testEnrichment(_ listed: inout ListedClones) {
    guard tumor.hasPost, tumor.blood.total > 0 else { return }
    let blood = clones.summed(over: tumor.nearestBlood)
    var family: [Int] = []
    var logP: [Double] = []
    for index in listed.rows.indices where listed.rows[index].bloodClass.isExpanded {
      let clone = listed.clones[index]
      // A clone in neither is in the family all the same: it is not enriched.
      let log = tumor.logUp(blood[clone], tumor.blood, tumorPost[clone], tumor.post) ?? 0
      family.append(index)
      logP.append(log)
      listed.rows[index].logPEnrichment = log
      listed.rows[index].enrichmentLog2 = tumor.enrichmentLog2(
        blood: blood[clone], tumor: tumorPost[clone])
    }
    let q = FalseDiscovery.benjaminiHochberg(logP: logP)
    for (place, index) in family.enumerated() {
      listed.rows[index].qEnrichment = TailProbability(log: q[place]).value
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
    if row.notes.count > 1 { row.notes = Set(row.notes).sorted() }
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
