internal import Germline
internal import SequenceIO
internal import Sequences
internal import VDJAlignment

/// What the first reads of a library show, before any kit is thought of.
struct LibraryFacts: Sendable {
  /// Reads with a receptor from which on the others are not asked what cycles hold.
  private static let tellingReads = 4 * CycleComposition.fewestReads

  /// Reads, or pairs.
  private(set) var reads = 0
  let isPaired: Bool
  private(set) var mates = [MateFacts(), MateFacts()]
  /// Words of genes found, by species, and the species of the most.
  private(set) var words: [Int] = []
  private(set) var species = Species.human
  /// Reads with a gene of the species in any mate.
  private(set) var receptors = 0
  /// Reads with a rearrangement in any mate, in all and by locus.
  private(set) var rearranged = 0
  private(set) var rearrangedOfLocus = [Int](repeating: 0, count: Locus.allCases.count)
  /// Reads by the locus of a gene in any mate.
  private(set) var ofLocus = [Int](repeating: 0, count: Locus.allCases.count)
  /// Reads without a gene that hold words of B-cell receptors.
  private(set) var bCells = 0
  /// Pairs with both mates on genes, and those with both on one strand.
  private(set) var pairsOnGenes = 0
  private(set) var pairsOnOneStrand = 0
  /// Whether each read, or pair, holds a gene.
  private(set) var holdsReceptor: [Bool] = []
  /// The identifier in the reads' names.
  private(set) var header = HeaderIdentifier()

  /// The mate's facts.
  subscript(_ mate: Mate) -> MateFacts { mates[mate.rawValue] }

  /// Looks at reads; the species is told by the words of its genes unless it is given.
  init(_ sample: ReadSample, species given: Species?) throws {
    isPaired = sample.isPaired
    reads = sample.count
    let germlines = try Species.allCases.map { species in
      try Task.checkCancellation()
      return GermlineWordsCache.words(of: species)
    }
    words = Species.allCases.map { _ in 0 }
    let mates: [Mate] = isPaired ? [.first, .second] : [.first]
    var found = words
    sample.forEach(atMost: 2000) { batch, i in
      for mate in mates {
        let read = Self.batch(batch, mate).sequence(i)
        for (number, germline) in germlines.enumerated() {
          found[number] += ReadPlacement(read, by: germline)?.words ?? 0
        }
      }
    }
    words = found
    let most = words.indices.max { words[$0] < words[$1] } ?? 0
    species = given ?? Species.allCases[most]
    guard let own = Species.allCases.firstIndex(of: species) else { return }
    look(at: sample, by: germlines[own])
  }

  private static func batch(_ batch: PairedReadBatch, _ mate: Mate) -> ReadBatch {
    mate == .first ? batch.first : batch.second
  }

  private mutating func look(at sample: ReadSample, by germline: GermlineWords) {
    var aligner = ReadAligner(
      index: AlignmentIndexCache.index(.embedded(species), loci: Locus.allCases))
    var merger = MateMerger()
    let mates: [Mate] = isPaired ? [.first, .second] : [.first]
    var facts = self
    sample.forEach { batch, i in
      var places: [ReadPlacement?] = []
      var locus: Locus?
      for mate in mates {
        let reads = Self.batch(batch, mate)
        let place = ReadPlacement(reads.sequence(i), by: germline)
        facts.mates[mate.rawValue].add(reads.sequence(i), place)
        places.append(place)
        // Only what shares words with genes can be a rearrangement of use here.
        guard place != nil else { continue }
        let outcome = aligner.align(sequence: reads.sequence(i), quality: reads.quality(i))
        if case .rearranged(let found) = outcome {
          locus = locus ?? found.locus
          facts.mates[mate.rawValue].junctions += 1
        }
      }
      if locus == nil, places.contains(where: { $0 != nil }) {
        locus = Self.mergedLocus(batch, i, by: &aligner, &merger)
      }
      facts.header.add(batch.first.name(i))
      facts.count(places, rearranged: locus, batch, i)
    }
    self = facts
    for mate in mates { self.mates[mate.rawValue].finish() }
    var compositions = mates.map { _ in CycleComposition() }
    forEach(of: sample) { batch, i, isTelling in
      guard isTelling else { return }
      for mate in mates {
        compositions[mate.rawValue].add(Self.batch(batch, mate).sequence(i))
      }
    }
    for mate in mates { self.mates[mate.rawValue].composition = compositions[mate.rawValue] }
  }

  /// The locus of a junction that both mates show together, neither alone; nil without any.
  private static func mergedLocus(
    _ batch: PairedReadBatch, _ i: Int, by aligner: inout ReadAligner, _ merger: inout MateMerger
  ) -> Locus? {
    guard batch.isPaired, merger.merge(batch, i) != nil,
      case .rearranged(let found) = aligner.align(merger)
    else { return nil }
    return found.locus
  }

  /// Hands on the reads, each with whether its cycles tell the preparation: those that hold a receptor
  /// do, since others look random from their start on; all where too few hold one.
  func forEach(
    of sample: ReadSample, atMost limit: Int = .max,
    _ body: (_ batch: PairedReadBatch, _ i: Int, _ isTelling: Bool) -> Void
  ) {
    let holds = holdsReceptor
    let areEnough = holds.prefix(min(limit, holds.count)).count { $0 } >= Self.tellingReads
    var number = 0
    sample.forEach(atMost: limit) { batch, i in
      body(batch, i, !areEnough || holds[number])
      number += 1
    }
  }

  private mutating func count(
    _ places: [ReadPlacement?], rearranged locus: Locus?, _ batch: PairedReadBatch,
    _ i: Int
  ) {
    let found = places.compactMap { $0 }
    holdsReceptor.append(!found.isEmpty)
    if let locus {
      rearranged += 1
      rearrangedOfLocus[locus.index] += 1
    }
    guard !found.isEmpty else {
      let isB =
        ReceptorWords.immunoglobulin.isIn(batch.first.sequence(i))
        || isPaired && ReceptorWords.immunoglobulin.isIn(batch.second.sequence(i))
      if isB { bCells += 1 }
      return
    }
    receptors += 1
    let sure = locus ?? found.first { $0.hasJ || $0.hasC }?.locus ?? found[0].locus
    if let sure { ofLocus[sure.index] += 1 }
    if found.count == 2 {
      pairsOnGenes += 1
      if found[0].isReverse == found[1].isReverse { pairsOnOneStrand += 1 }
    }
  }

  /// The share of reads on the genes of a locus.
  func share(of locus: Locus) -> Double {
    receptors > 0 ? Double(ofLocus[locus.index]) / Double(receptors) : 0
  }

  /// Whether reads begin anywhere on the genes, as fragments do; nil when that cannot be told.
  var isFragmented: Bool? {
    let shares = mates.compactMap(\.startShare)
    if shares.contains(where: { $0 >= 0.4 }) { return false }
    return !shares.isEmpty && shares.allSatisfy { $0 <= 0.25 } ? true : nil
  }

  /// Whether the reads are something else: none holds a receptor, B-cell receptors prevail and
  /// nothing is rearranged, or one in a hundred holds a primed receptor.
  var isNoReceptor: Bool {
    if receptors == 0 { return true }
    if bCells > receptors, rearranged * 20 < bCells { return true }
    return isScarce && isFragmented == false
  }

  /// Whether hardly any read holds a receptor, as in RNA sequencing that is not enriched.
  var isScarce: Bool { receptors * 100 < reads }
}
