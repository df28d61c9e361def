internal import Germline
internal import SequenceIO
internal import Sequences
internal import VDJAlignment

/// Fills a ``SecondLook`` from batches.
struct SecondLookReader {
  private(set) var counts = SecondLook()
  private var own: ReadAligner
  /// False where the loci asked for are all there are.
  private let hasMoreLoci: Bool
  private var allLoci: ReadAligner
  private var other: ReadAligner
  /// Readable reads without a rearrangement by the length of their template.
  private var templates = [Int](repeating: 0, count: SecondLook.shortTemplate)
  private var longestRead = 0
  private var merger = MateMerger()

  init(_ settings: AnalysisSettings) {
    own = Self.aligner(settings.reference, settings.loci)
    hasMoreLoci = Set(settings.loci) != Set(Locus.allCases)
    allLoci = hasMoreLoci ? Self.aligner(settings.reference, Locus.allCases) : own
    let species = Species.allCases.first { $0 != settings.species } ?? settings.species
    other = Self.aligner(.embedded(species), Locus.allCases)
  }

  private static func aligner(_ reference: GermlineReference, _ loci: [Locus]) -> ReadAligner {
    ReadAligner(index: AlignmentIndexCache.index(reference, loci: loci))
  }

  /// The counts, once the length of the reads is known.
  var finished: SecondLook {
    var counts = counts
    let limit = min(SecondLook.shortTemplate, longestRead * 3 / 4)
    counts.shortTemplates = templates[..<limit].reduce(0, +)
    return counts
  }

  mutating func add(_ batch: borrowing PairedReadBatch, atMost limit: Int) {
    for i in 0..<min(limit, batch.count) {
      counts.reads += 1
      counts.pairs += batch.isPaired ? 1 : 0
      longestRead = max(longestRead, batch.first.length(i))
      let firstOutcome = Self.outcome(&own, batch.first, i)
      let secondOutcome = batch.isPaired ? Self.outcome(&own, batch.second, i) : nil
      let first = Self.strand(of: firstOutcome)
      let second = secondOutcome.flatMap(Self.strand)
      // A junction that neither mate covers is in what they are merged to, if they overlap.
      let isMerged = batch.isPaired && merger.merge(batch, i) != nil
      let isSought = isMerged && first == nil && second == nil
      let whole = isSought ? Self.strand(of: own.align(merger)) : nil
      count(first: first ?? whole, second: second)
      let isRearranged = first != nil || second != nil || whole != nil
      if isRearranged { counts.rearranged += 1 }
      let merged = isMerged ? merger : nil
      let isOfThis =
        isRearranged || hasMoreLoci && Self.isRearranged(&allLoci, batch, i, merged: merged)
      let isOfOther = Self.isRearranged(&other, batch, i, merged: merged)
      if isOfThis { counts.rearrangedAtAllLoci += 1 }
      if isOfOther { counts.rearrangedInOtherSpecies += 1 }
      if isOfThis && !isOfOther { counts.rearrangedInThisAlone += 1 }
      if isOfOther && !isOfThis {
        counts.rearrangedInOtherAlone += 1
        if Self.isPartlyUnreadable(batch, i) { counts.partlyUnreadableInOtherAlone += 1 }
      }
      guard !isRearranged else { continue }
      countRejected(
        batch, i, firstHasGene: Self.hasGene(firstOutcome),
        secondHasGene: secondOutcome.map(Self.hasGene) ?? false)
    }
  }

  private static func outcome(
    _ aligner: inout ReadAligner, _ batch: borrowing ReadBatch, _ i: Int
  ) -> AlignmentOutcome {
    aligner.align(sequence: batch.sequence(i), quality: batch.quality(i))
  }

  /// The strand of a rearrangement: true for the reverse one, nil without any.
  private static func strand(of outcome: AlignmentOutcome) -> Bool? {
    if case .rearranged(let rearrangement) = outcome { return rearrangement.isReverse }
    return nil
  }

  private static func strand(
    _ aligner: inout ReadAligner, _ batch: borrowing ReadBatch, _ i: Int
  ) -> Bool? {
    strand(of: outcome(&aligner, batch, i))
  }

  /// Whether either mate, or what they are merged to, is rearranged.
  private static func isRearranged(
    _ aligner: inout ReadAligner, _ batch: borrowing PairedReadBatch, _ i: Int,
    merged: MateMerger?
  ) -> Bool {
    if strand(&aligner, batch.first, i) != nil { return true }
    guard batch.isPaired else { return false }
    if strand(&aligner, batch.second, i) != nil { return true }
    return merged.map { strand(of: aligner.align($0)) != nil } ?? false
  }

  private mutating func count(first: Bool?, second: Bool?) {
    switch first {
    case true: counts.firstMateReverse += 1
    case false: counts.firstMateForward += 1
    // A mate that shows it on one strand tells the strand of the other.
    case nil:
      if second == true { counts.firstMateForward += 1 }
      if second == false { counts.firstMateReverse += 1 }
    }
    if let first, let second, first == second { counts.matesOnOneStrand += 1 }
  }

  private static func hasGene(_ outcome: AlignmentOutcome) -> Bool {
    outcome == .rejected(.noV) || outcome == .rejected(.noJ)
  }

  private mutating func countRejected(
    _ batch: borrowing PairedReadBatch, _ i: Int, firstHasGene: Bool, secondHasGene: Bool
  ) {
    if firstHasGene && Self.isPartlyUnreadable(batch.first, i)
      || secondHasGene && Self.isPartlyUnreadable(batch.second, i)
    {
      counts.partlyUnreadable += 1
    }
    if ReadAligner.isWorthless(sequence: batch.first.sequence(i), quality: batch.first.quality(i)) {
      counts.unreadable += 1
      return
    }
    let template = Self.templateLength(batch.first.sequence(i))
    if template < SecondLook.shortTemplate { templates[template] += 1 }
    func any(_ test: (Span<UInt8>) -> Bool) -> Bool {
      test(batch.first.sequence(i)) || batch.isPaired && test(batch.second.sequence(i))
    }
    if any(ReceptorWords.immunoglobulin.isIn) { counts.bCellReads += 1 }
    if firstHasGene || secondHasGene, any(RecombinationSignal.isIn) {
      counts.recombinationSignals += 1
    }
  }

  /// The bases before an adapter; the whole read without one.
  private static func templateLength(_ read: Span<UInt8>) -> Int {
    var length = read.count
    for adapter in ReceptorWords.adapters where read.count >= adapter.count {
      for start in 0...(read.count - adapter.count) where start < length {
        var offset = 0
        while offset < adapter.count, read[start + offset] == adapter[offset] { offset += 1 }
        if offset == adapter.count { length = start }
      }
    }
    return length
  }
}
