import RepertoireStatistics
import Repertoires

extension TestedGroup {
  /// Blood results of the listed clones, by number of clone, and the classes of all.
  mutating func bloodClones() -> (listed: ListedClones, all: ClassCounts) {
    var listed = ListedClones(
      capacity: parameters.listsAllClones ? clones.count : series.entries.count)
    var all: ClassCounts = [:]
    // Nearly all clones: not a look-up for each.
    var (emergent, untested) = (0, 0)
    var next = 0
    let reference = depth(roles.baseline.map(\.samples), clumping: referenceClumping)
    // Clones with one baseline count share one limit: each is computed once.
    var limits: [Int: Shared<BloodChange>] = [:]
    for clone in 0..<clones.count {
      let isTested = next < series.entries.count && series.entries[next].clone == clone
      let entry = isTested ? series.entries[next] : nil
      if isTested { next += 1 }
      let inBiopsy = tumorPre[clone] + tumorPost[clone] > 0
      guard isTested || inBiopsy || parameters.listsAllClones else {
        if isEmergent(clone) { emergent += 1 } else { untested += 1 }
        continue
      }
      var row = emptyRow(clone)
      if let entry {
        fill(&row, entry)
      } else {
        row.bloodClass = untestedClass(clone)
        if hasBaseline {
          let count = baseline[clone]
          if let known = limits[count] {
            row.change = known
          } else {
            row.baselineFrequencyUpper95 = reference.upper95(count)
            limits[count] = row.change
          }
        } else {
          row.notes.append(.noBaseline)
        }
        if roles.postBlood.isEmpty { row.notes.append(.noPostBlood) }
      }
      all[row.bloodClass, default: 0] += 1
      listed.append(row, clone: clone)
    }
    if emergent > 0 { all[.emergentUntested, default: 0] += emergent }
    if untested > 0 { all[usualUntestedClass, default: 0] += untested }
    return (listed, all)
  }

  /// Blood classes with their clones.
  typealias ClassCounts = [BloodClass: Int]

  private func untestedClass(_ clone: Int) -> BloodClass {
    isEmergent(clone) ? .emergentUntested : usualUntestedClass
  }

  /// The class of untested clones that did not emerge.
  private var usualUntestedClass: BloodClass { hasBaseline ? .untested : .untestedNoBaseline }

  private func isEmergent(_ clone: Int) -> Bool {
    guard hasBaseline, baseline[clone] == 0 else { return false }
    for counts in dayCounts where counts[clone] > 0 { return true }
    return false
  }

  private func emptyRow(_ clone: Int) -> TrackedClone {
    let naming = clones.naming(of: clone, in: fitted.group.repertoires, calls: callNames)
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
    for draw in postDraws where draw.samples.contains(where: { row.counts[$0] > 0 }) {
      row.lastDay = max(row.lastDay ?? draw.day, draw.day)
    }
    var peak = -1.0
    for day in bloodDays {
      let count = day.samples.reduce(0) { $0 + row.counts[$1] }
      guard count > 0 else { continue }
      row.daysDetected += 1
      let frequency = Double(count) / Double(max(1, day.total))
      if frequency > peak { (peak, row.peakDay) = (frequency, day.day) }
    }
    return row
  }

  private mutating func fill(_ row: inout TrackedClone, _ entry: BloodSeries.Entry) {
    let clone = entry.clone
    let best = dayRules[entry.bestDay]
    let isSeenInOtherUnit = otherPreBlood.contains { row.counts[$0] > 0 }
    let evidence = BloodEvidence(
      baselineCount: baseline[clone], logUp: entry.logUp, logDown: entry.logDown, qUp: entry.qUp,
      qDown: entry.qDown, alphaUp: best.alpha, alphaDown: dayRules[entry.bestDownDay].alpha,
      effect: days[entry.bestDay].effect(entry.bestPair), isSeenInOtherUnit: isSeenInOtherUnit,
      isLegacy: best.isLegacy, isReadsOnly: best.isReadsOnly,
      isConfirmed: best.isReadsOnly && isConfirmed(entry),
      isConcordant: !best.hasReplicates || isConcordant(clone, day: days[entry.bestDay]))
    let (bloodClass, reasons) = evidence.bloodClass(parameters)
    row.bloodClass = bloodClass
    row.notes += reasons
    if isSeenInOtherUnit { row.notes.append(.countUnitsDiffer) }
    row.logP = entry.logUp
    row.q = entry.qUp
    row.logPDown = entry.logDown
    row.qDown = entry.qDown
    row.logPFisher = entry.logFisher
    row.qFisher = entry.qFisher
    row.firstSignificantDay = entry.firstSignificant.map { dayRules[$0].day }
    // A fall is shown on the day that shows it best.
    if bloodClass == .contracted {
      row.change = days[entry.bestDownDay].change(entry.bestDownPair)
    } else {
      row.change = days[entry.bestDay].change(entry.bestPair)
    }
  }

  /// Whether a rise that rests on reads shows on two days, or in two samples of the best day.
  private func isConfirmed(_ entry: BloodSeries.Entry) -> Bool {
    if entry.confirmingDays >= 2 { return true }
    return replicateConfirmed.contains(entry.clone)
  }
}
