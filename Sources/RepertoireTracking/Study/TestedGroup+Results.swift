import RepertoireStatistics
import Repertoires

extension TestedGroup {
  /// Everything a group contributes to its patient.
  struct Results {
    var clones: [TrackedClone]
    var comparisons: [BloodComparison]
    var summary: PatientSummary
  }

  // With ten expanded clones the power at threefold enrichment is .1 to .4, with a hundred .95.
  private static let clonesForPower = 50

  /// Classes, tumor tests, overlap and numbers of the group.
  mutating func results() -> Results {
    var (listed, all) = bloodClones()
    addTumor(to: &listed)
    let overlap = overlapTest(listed)
    var rows = listed.map(\.row)
    Self.countVariants(&rows)
    // A row is some five hundred bytes and thirty references: places are sorted, not rows.
    let order = rows.indices.sorted { TrackedClone.precedes(rows[$0], rows[$1]) }
    rows = order.map { rows[$0] }
    let groups = SimilarityGroups(rows)
    for index in rows.indices {
      rows[index].similarityGroup = groups.groups[index]
      rows[index].nearestDistance = groups.nearest[index]
      rows[index].addSpecificity(specificities)
    }
    for index in comparisons.indices {
      for row in rows where row.bestDay == comparisons[index].day {
        comparisons[index].classCounts[row.bloodClass, default: 0] += 1
      }
    }
    return Results(
      clones: rows, comparisons: comparisons,
      summary: summary(rows, classes: all, overlap: overlap, groups: groups))
  }

  private func overlapTest(_ listed: [(clone: Int, row: TrackedClone)]) -> OverlapTest? {
    guard tumor.hasPost, !roles.postBlood.isEmpty, hasBaseline else { return nil }
    let blood = clones.summed(over: roles.postBlood.flatMap(\.samples))
    var isControl = blood.map { $0 > 0 }
    var expanded: [OverlapPermutation.Candidate] = []
    for (clone, row) in listed {
      let isSuggestive = (row.q ?? 1) <= parameters.candidateFalseDiscoveryRate
      if row.bloodClass.isExpanded || isSuggestive { isControl[clone] = false }
      if row.bloodClass.isExpanded {
        expanded.append(.init(blood: blood[clone], tumor: tumorPost[clone]))
      }
    }
    let controls = isControl.indices.filter { isControl[$0] }.map {
      OverlapPermutation.Candidate(blood: blood[$0], tumor: tumorPost[$0])
    }
    var stream = StableHash()
    let subset = fitted.group.cellSubset ?? ""
    stream.combine("\(fitted.group.patientID)\t\(fitted.group.locus.rawValue)\t\(subset)".utf8)
    return OverlapPermutation(
      expanded: expanded, controls: controls, tumorTotal: tumor.post.total
    ).test(
      draws: parameters.permutations,
      generator: SplitMix64(seed: parameters.seed, stream: stream.value))
  }

  /// The samples with their depths and limits.
  func trackedSamples() -> [TrackedSample] {
    let repertoires = fitted.group.repertoires
    let blood = referenceClumping
    return repertoires.indices.map { place in
      let own = repertoires[place]
      var sample = TrackedSample(
        sample: own.sample, locus: fitted.group.locus, countUnit: own.countUnit,
        total: clones.totals[place], clones: clones.richness[place])
      let day = days.first { $0.day.samples.contains(place) }
      let isTumor = own.sample.tissue == .tumor
      sample.clumping =
        isTumor ? tumor.dispersion.clumping : day?.choice.dispersion.clumping ?? blood
      let depth = depth([[place]], clumping: sample.clumping)
      sample.effectiveCells = depth.effectiveTotal
      sample.detectionLimit95 = depth.detectionLimit95
      return sample
    }
  }

  private func summary(
    _ rows: [TrackedClone], classes: ClassCounts, overlap: OverlapTest?, groups: SimilarityGroups
  ) -> PatientSummary {
    var summary = PatientSummary(
      patientID: fitted.group.patientID, locus: fitted.group.locus,
      cellSubset: fitted.group.cellSubset, countUnit: roles.bloodUnit)
    summary.baselineSamples = roles.baselineSamples.count
    summary.postDays = roles.postDays.count
    summary.preBiopsies = roles.preBiopsies.count
    summary.postBiopsies = roles.postBiopsies.count
    summary.clones = clones.count
    summary.tested = series.entries.count
    summary.bloodClasses = classes
    for row in rows { summary.tumorClasses[row.tumorClass, default: 0] += 1 }
    summary.upFisher = series.entries.count { $0.qFisher <= parameters.falseDiscoveryRate }
    summary.tumorDispersionSource = tumor.hasPost ? tumor.source : nil
    summary.tumorClumping = tumor.hasPost ? tumor.dispersion.clumping : nil
    summary.overlap = overlap
    summary.similarityGroups = groups.count
    summary.distanceGroups = groups.distanceCount
    summary.convergentJunctions = groups.convergent
    let expanded = rows.filter(\.bloodClass.isExpanded)
    if let last = SampleRoles.byDay(roles.postBlood).last {
      let samples = last.flatMap(\.samples)
      let sum = expanded.reduce(0) { total, row in samples.reduce(total) { $0 + row.counts[$1] } }
      summary.expandedBloodFrequency = Double(sum) / Double(max(1, fitted.total(samples)))
    }
    if tumor.hasPost {
      let sum = expanded.reduce(0) { $0 + ($1.tumorPostCount ?? 0) }
      summary.expandedTumorFrequency = tumor.post.frequency(sum)
    }
    summary.notes = notes(expanded: expanded.count, overlap: overlap)
    summary.count(rows)
    return summary
  }

  private func notes(expanded: Int, overlap: OverlapTest?) -> [TrackingNote] {
    var notes = roles.notes + comparisons.flatMap(\.notes)
    if tumor.hasPre, tumor.largestPre < parameters.minimumBiopsyTotal {
      notes.append(.preBiopsyTooSmall)
    }
    if tumor.hasPost, tumor.source == .builtin { notes.append(.builtinTumorDispersion) }
    if hasBaseline, !roles.postBlood.isEmpty, expanded == 0 { notes.append(.noExpandedClone) }
    if tumor.hasPost, expanded > 0, expanded < Self.clonesForPower {
      notes.append(.lowOverlapPower)
    }
    if let overlap, overlap.nearestMatched > 0 { notes.append(.nearestControls) }
    return Set(notes).sorted()
  }

  /// Counts listed nucleotide variants of one amino-acid junction with one V and J call.
  private static func countVariants(_ rows: inout [TrackedClone]) {
    func key(_ row: TrackedClone) -> [String] { [row.junctionAA, row.vCall, row.jCall] }
    var variants: [[String]: Int] = [:]
    for row in rows where !row.junctionAA.isEmpty { variants[key(row), default: 0] += 1 }
    for index in rows.indices { rows[index].nucleotideVariants = variants[key(rows[index])] ?? 1 }
  }
}

extension TrackedClone {
  /// Adds what a user's database and the genes say of the receptor.
  fileprivate mutating func addSpecificity(_ database: SpecificityDatabase?) {
    mait = InnateLikeReceptor.mait(vCall: vCall, jCall: jCall)
    inkt = InnateLikeReceptor.inkt(vCall: vCall, jCall: jCall)
    guard let found = database?.annotation(of: self) else { return }
    specificity = found.specificity
    bystander = found.bystander
  }
}
