import RepertoireStatistics
import Repertoires

extension TestedGroup {
  /// Blood results of the listed clones, by number of clone, and the classes of all.
  mutating func bloodClones() -> (listed: [(clone: Int, row: TrackedClone)], all: ClassCounts) {
    var listed: [(clone: Int, row: TrackedClone)] = []
    var all: ClassCounts = [:]
    var next = 0
    let reference = depth(roles.baseline.map(\.samples), clumping: referenceClumping)
    // Clones with one baseline count share one limit: each is computed once.
    var limits: [Int: Double] = [:]
    for clone in 0..<clones.count {
      let isTested = next < series.entries.count && series.entries[next].clone == clone
      let entry = isTested ? series.entries[next] : nil
      if isTested { next += 1 }
      let inBiopsy = tumorPre[clone] + tumorPost[clone] > 0
      guard isTested || inBiopsy || parameters.listsAllClones else {
        all[untestedClass(clone), default: 0] += 1
        continue
      }
      var row = emptyRow(clone)
      if let entry {
        fill(&row, entry)
      } else {
        row.bloodClass = untestedClass(clone)
        if hasBaseline {
          let count = baseline[clone]
          let limit = limits[count] ?? reference.upper95(count)
          limits[count] = limit
          row.baselineFrequencyUpper95 = limit
        } else {
          row.notes.append(.noBaseline)
        }
        if roles.postBlood.isEmpty { row.notes.append(.noPostBlood) }
      }
      all[row.bloodClass, default: 0] += 1
      listed.append((clone, row))
    }
    return (listed, all)
  }

  /// Blood classes with their clones.
  typealias ClassCounts = [BloodClass: Int]

  private func untestedClass(_ clone: Int) -> BloodClass {
    guard hasBaseline else { return .untestedNoBaseline }
    let seenAfter = dayCounts.contains { $0[clone] > 0 }
    return baseline[clone] == 0 && seenAfter ? .emergentUntested : .untested
  }

  private func emptyRow(_ clone: Int) -> TrackedClone {
    let naming = clones.naming(of: clone, in: fitted.group.repertoires)
    let hasBlood = !(roles.baseline.isEmpty && roles.postBlood.isEmpty)
    var row = TrackedClone(
      patientID: fitted.group.patientID, cloneID: naming.id, locus: fitted.group.locus,
      cellSubset: fitted.group.cellSubset, countUnit: hasBlood ? roles.bloodUnit : roles.tumorUnit)
    row.vCall = naming.vCall
    row.jCall = naming.jCall
    row.junction = naming.junction
    row.junctionAA = naming.junctionAA
    row.counts = clones.counts(of: clone)
    row.baselineCount = baseline[clone]
    if clones.isAmbiguous(clone) { row.notes.append(.ambiguousV) }
    if !roles.products.isEmpty {
      let count = roles.products.reduce(0) { $0 + row.counts[$1] }
      row.productCount = count
      row.inProduct = count > 0
    }
    row.lastDay = (roles.postBlood + roles.postBiopsies).filter { draw in
      draw.samples.contains { row.counts[$0] > 0 }
    }.map(\.day).max()
    var peak = -1.0
    for draw in SampleRoles.byDay(roles.postBlood) {
      let samples = draw.flatMap(\.samples)
      let count = samples.reduce(0) { $0 + row.counts[$1] }
      guard count > 0 else { continue }
      row.daysDetected += 1
      let frequency = Double(count) / Double(max(1, fitted.total(samples)))
      if frequency > peak { (peak, row.peakDay) = (frequency, draw[0].day) }
    }
    return row
  }

  private mutating func fill(_ row: inout TrackedClone, _ entry: BloodSeries.Entry) {
    let clone = entry.clone
    fill(&row, entry, from: entry.bestDay)
    let choice = days[entry.bestDay].choice
    let isReadsOnly = roles.bloodUnit == .reads && choice.source != .legacy
    let isSeenInOtherUnit = roles.otherPreBlood.contains { row.counts[$0] > 0 }
    let evidence = BloodEvidence(
      baselineCount: baseline[clone], logUp: entry.logUp, logDown: entry.logDown, qUp: entry.qUp,
      qDown: entry.qDown, alphaUp: choice.alpha,
      alphaDown: days[entry.bestDownDay].choice.alpha,
      effect: effect(of: clone, on: entry.bestDay).effect, isSeenInOtherUnit: isSeenInOtherUnit,
      isLegacy: choice.source == .legacy, isReadsOnly: isReadsOnly,
      isConfirmed: isReadsOnly && isConfirmed(entry),
      isConcordant: isConcordant(clone, day: days[entry.bestDay]))
    let (bloodClass, reasons) = evidence.bloodClass(parameters)
    row.bloodClass = bloodClass
    row.notes += reasons
    if isSeenInOtherUnit { row.notes.append(.countUnitsDiffer) }
    // A fall is shown on the day that shows it best.
    if bloodClass == .contracted { fill(&row, entry, from: entry.bestDownDay) }
  }

  /// The effect of a clone on a tested day, and its count there.
  private mutating func effect(of clone: Int, on day: Int) -> (effect: PairEffect, count: Int) {
    let count = dayCounts[day][clone]
    guard let place = days[day].day.counts.place(baseline[clone], count) else {
      preconditionFailure("the best day of a clone is a day on which it was tested")
    }
    return (days[day].effect(place), count)
  }

  /// Counts, sizes and p values of a clone, as one of its days shows them.
  private mutating func fill(_ row: inout TrackedClone, _ entry: BloodSeries.Entry, from best: Int)
  {
    let clone = entry.clone
    let (effect, count) = effect(of: clone, on: best)
    let choice = days[best].choice
    row.bestDay = days[best].day.day
    row.bloodCount = count
    row.bloodFrequency = effect.frequency
    row.bloodFrequencyLower95 = effect.frequencyLower95
    row.baselineFrequencyUpper95 = effect.baselineUpper95
    row.log2FoldChange = effect.log2FoldChange
    row.log2FoldChangeLow = effect.low
    row.log2FoldChangeHigh = effect.high
    row.log2FoldChangeDepth = effect.log2ByDepth
    row.foldChangeProbability = effect.certainty
    row.dispersion = effect.dispersion
    row.dispersionSource = choice.source
    row.logP = entry.logUp
    row.q = entry.qUp
    row.logPDown = entry.logDown
    row.qDown = entry.qDown
    row.logPFisher = entry.logFisher
    row.qFisher = entry.qFisher
    row.firstSignificantDay = entry.firstSignificant.map { days[$0].day.day }
  }

  /// Whether a rise that rests on reads shows on two days, or in two samples of the best day.
  private func isConfirmed(_ entry: BloodSeries.Entry) -> Bool {
    if entry.confirmingDays >= 2 { return true }
    return replicateConfirmed.contains(entry.clone)
  }
}
