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
    var rows = listed.takeSortedRows()
    NucleotideVariants.count(in: &rows)
    var receptors = InnateLikeCalls()
    let groups = SimilarityGroups(rows)
    for index in rows.indices {
      if let group = groups.groups[index] { rows[index].similarityGroup = group }
      if let distance = groups.nearest[index] { rows[index].nearestDistance = distance }
      rows[index].addSpecificity(specificities, typing: typing, receptors: &receptors)
    }
    for index in comparisons.indices {
      comparisons[index].classCounts = Self.classes(rows, bestDay: comparisons[index].day)
    }
    return Results(
      clones: rows, comparisons: comparisons,
      summary: summary(rows, classes: all, overlap: overlap, groups: groups))
  }

  /// Blood classes of the rows whose best day is this one.
  private static func classes(_ rows: [TrackedClone], bestDay day: Double) -> ClassCounts {
    var classes: ClassCounts = [:]
    // Not `bestDay` of the row: a question to the whole row copies it.
    for row in rows.indices where rows[row].change.value.bestDay == day {
      classes[rows[row].bloodClass, default: 0] += 1
    }
    return classes
  }

  private func overlapTest(_ listed: borrowing ListedClones) -> OverlapTest? {
    guard tumor.hasPost, canExpand else { return nil }
    let blood = clones.summed(over: roles.postBlood.flatMap(\.samples))
    var isControl = blood.map { $0 > 0 }
    var expanded: [OverlapPermutation.Candidate] = []
    for (place, clone) in listed.clones.enumerated() {
      let isSuggestive = (listed.rows[place].q ?? 1) <= parameters.candidateFalseDiscoveryRate
      let isExpanded = listed.rows[place].bloodClass.isExpanded
      if isExpanded || isSuggestive { isControl[clone] = false }
      if isExpanded {
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
      // What the tests use says nothing of a sample that counts something else.
      if own.countUnit != (isTumor ? roles.tumorUnit : roles.bloodUnit) {
        sample.clumping = ownClumping(of: place)
      }
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
    for row in rows.indices { summary.tumorClasses[rows[row].tumorClass, default: 0] += 1 }
    summary.upFisher = series.entries.count { $0.qFisher <= parameters.falseDiscoveryRate }
    summary.tumorDispersionSource = tumor.hasPost ? tumor.source : nil
    summary.tumorClumping = tumor.hasPost ? tumor.dispersion.clumping : nil
    summary.overlap = overlap
    summary.similarityGroups = groups.count
    summary.distanceGroups = groups.distanceCount
    summary.convergentJunctions = groups.convergent
    let expanded = rows.expanded
    if canExpand, let last = SampleRoles.byDay(roles.postBlood).last {
      let samples = last.flatMap(\.samples)
      let sum = expanded.reduce(0) { total, row in samples.reduce(total) { $0 + row.counts[$1] } }
      summary.expandedBloodFrequency = Double(sum) / Double(max(1, fitted.total(samples)))
    }
    if canExpand, tumor.hasPost {
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
    if tumor.hasPre, tumor.hasPost, biopsyKitsDiffer { notes.append(.kitsDiffer) }
    if tumor.hasPost, tumor.source == .builtin { notes.append(.builtinTumorDispersion) }
    if canExpand, expanded == 0 { notes.append(.noExpandedClone) }
    if tumor.hasPost, expanded > 0, expanded < Self.clonesForPower {
      notes.append(.lowOverlapPower)
    }
    if let overlap, overlap.nearestMatched > 0 { notes.append(.nearestControls) }
    return Set(notes).sorted()
  }
}

extension TrackedClone {
  /// Adds what a user's database and the genes say of the receptor.
  fileprivate mutating func addSpecificity(
    _ database: SpecificityDatabase?, typing: HLATyping?, receptors: inout InnateLikeCalls
  ) {
    (mait, inkt) = receptors.receptors(vCall: vCall, jCall: jCall)
    guard let found = database?.annotation(of: self, typing: typing) else { return }
    if found.specificity != nil { specificity = found.specificity }
    if found.bystander != nil { bystander = found.bystander }
    if found.isMismatched { notes.note(.hlaMismatch) }
  }
}
