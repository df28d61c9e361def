import RepertoireStatistics
import Repertoires

extension BloodComparison {
  /// More counts a cell than this, and significance rests on cells (STATISTICS 4, lessons).
  private static let manyCountsPerCell = 1.5

  /// The row of one day; `tested` is nil when a side has no counts.
  init(_ group: FittedGroup, _ day: FittedGroup.Day, tested: TestedDay?) {
    self.init(
      patientID: group.group.patientID, locus: group.group.locus,
      cellSubset: group.group.cellSubset, countUnit: group.roles.bloodUnit, day: day.day,
      alpha: tested?.choice.alpha ?? group.parameters.falseDiscoveryRate)
    let samples = group.group.repertoires.map(\.sample.id)
    baselineSamples = group.roles.baselineSamples.map { samples[$0] }.sorted()
    daySamples = day.samples.map { samples[$0] }.sorted()
    baselineTotal = day.counts.total1
    dayTotal = day.counts.total2
    countsPerCell = day.countsPerCell
    if baselineTotal == 0 { notes.append(.noBaseline) }
    if group.clones.identity == .junctionAAAndGenes { notes.append(.joinedByAminoAcids) }
    if let countsPerCell, countsPerCell > Self.manyCountsPerCell {
      notes.append(.manyCountsPerCell)
    }
    if countUnit == .reads { notes.append(.readsWithoutUMI) }
    if day.kitsDiffer { notes.append(.kitsDiffer) }
    if let tested { fill(tested, day) }
    notes = Set(notes).sorted()
  }

  /// More calls than this where nothing can have changed, and the rest is not to be believed.
  private static let mostControlCalls = 5

  /// Adds what pairs without a treatment between them gave.
  mutating func addNegativeControl(_ calls: Int?) {
    negativeControlCalls = calls
    if let calls, calls > Self.mostControlCalls {
      notes.note(.negativeControl)
    }
  }

  private mutating func fill(_ tested: TestedDay, _ day: FittedGroup.Day) {
    let choice = tested.choice
    baselineCells = tested.baseline.cells
    dayCells = tested.depth.cells
    depthShare = day.counts.depthShare
    bulkShare = choice.mu
    clumping = choice.dispersion.clumping
    drift = choice.dispersion.drift
    outlierShare = choice.fit?.eps
    negativeLogLikelihood = choice.fit?.negativeLogLikelihood
    atBound = choice.fit.map { !$0.boundsHit.isEmpty }
    dispersionSource = choice.source
    self.tested = day.counts.tested
    shared = day.counts.shared
    (up, down) = tested.test.calls(day.counts, at: choice.alpha)
    upFisher = tested.fisher.calls(day.counts, at: choice.alpha).up
    baselineDetectionLimit95 = tested.baseline.detectionLimit95
    dayDetectionLimit95 = tested.depth.detectionLimit95
    notes += choice.notes
  }
}
