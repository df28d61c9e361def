import Glibc
import Sequences

/// Finds the clonotypes that are chimeras of two more abundant ones.
///
/// A clonotype that begins as A and ends as B, where the two parts together are longer than it by the
/// bases that A and B share, is expected in so many reads as A's reads times B's share of all reads
/// times the rate of such joins. All pairs that could be its parents add up. It is a chimera where
/// that is more than the clonotypes that recombination would have made exactly so. What begins and
/// ends as germline does is made by recombination all the time, so only the added bases tell.
struct ChimeraSearch: Sendable {
  /// Expected chimeras for each clonotype of its own at the same place; log10.
  ///
  /// Of 16,000 simulated human TRB clonotypes one was taken for a chimera at 0, none at 1, and nine of ten
  /// chimeras put among their reads were.
  private static let leastOdds = 0.5
  /// A base below this quality sum may be wrong.
  private static let certainQuality = ErrorFolding.certainQuality
  /// Uncertain bases that are tried with another.
  private static let mostUncertain = 8
  /// A chimera of an early cycle has many copies: one in so many per cycle of those that arise.
  private static let cycles = 10.0
  /// More parents than this of the rarer end are not added up one by one.
  private static let mostParents = 4096

  /// Parents with so many reads: their starts in the order of V and bases, their ends in that of J.
  private struct Tier: Sendable {
    var starts: ChimeraParents
    var ends: ChimeraParents
  }

  let sample: FoldedClonotypes
  let rates: ChimeraRates
  private let model: ErrorModel
  private let chance: RecombinationChance
  /// By doublings: parents with two reads or more, with four, and so on.
  private var tiers: [Tier] = []
  /// Clonotypes of each length, by locus, of each V and of each J.
  private var ofLength: [Int: [Int: Int]] = [:]
  private var ofV: [Int: Int] = [:]
  private var ofJ: [Int: Int] = [:]

  init(in sample: FoldedClonotypes, model: ErrorModel, chance: RecombinationChance) {
    self.sample = sample
    self.model = model
    self.chance = chance
    rates = ChimeraCensus(of: sample, chance: chance).rates
    guard rates.areAny else { return }
    var starts: [ChimeraParents.Parent] = []
    var ends: [ChimeraParents.Parent] = []
    for node in sample.kept {
      let (v, j) = (sample.v(of: node), sample.j(of: node))
      let length = Int(sample.table.entries[sample.nodes[node].entry].length)
      ofLength[sample.locus(of: node), default: [:]][length, default: 0] += 1
      ofV[v, default: 0] += 1
      ofJ[j, default: 0] += 1
      let reads = sample.reads[node]
      guard reads >= ChimeraCensus.leastRatio else { continue }
      let codes = sample.junction(of: node)
      guard let start = JunctionText(codes, fromEnd: false),
        let end = JunctionText(codes, fromEnd: true)
      else { continue }
      starts.append(.init(node: Int32(node), reads: reads, end: .init(gene: v, text: start)))
      ends.append(.init(node: Int32(node), reads: reads, end: .init(gene: j, text: end)))
    }
    var tier = Tier(starts: ChimeraParents(starts), ends: ChimeraParents(ends))
    while tier.starts.count > 1 {
      tiers.append(tier)
      let least = 2 << tiers.count
      tier = Tier(starts: tier.starts.with(reads: least), ends: tier.ends.with(reads: least))
    }
  }

  /// The clonotypes that are chimeras, ascending; `threads` never changes them.
  func chimeras(threads: Int) async -> [Int] {
    guard !tiers.isEmpty else { return [] }
    let kept = sample.kept
    let parts = await OrderedParts.map(
      count: kept.count, step: max(1024, kept.count / (8 * max(1, threads))), threads: threads
    ) { places in
      var scratch = Scratch()
      return places.map { kept[$0] }.filter { isChimera($0, &scratch) }
    }
    return parts.flatMap { $0 }
  }

  /// The parents that are abundant enough for so many reads of a join; nil where none is.
  private func tier(above reads: Int) -> Tier? {
    tiers.indices.first { 2 << $0 >= ChimeraCensus.leastRatio * reads }.map { tiers[$0] }
  }

  /// The reads that chimeras with the junction of a clonotype are expected in.
  func expectedCopies(of node: Int) -> Double {
    guard let tier = tier(above: sample.reads[node]) else { return 0 }
    var scratch = Scratch()
    return expectedCopies(of: sample.junction(of: node), node, tier, &scratch)
  }

  /// Room that a task uses for one clonotype after the other.
  private struct Scratch {
    /// Reads of the partners that share so many bases or more; -1 where not yet asked.
    var shared: [Int] = []

    mutating func reads(
      of partners: ChimeraParents, sharing bases: Int, of end: ChimeraParents.End
    ) -> Int {
      guard bases < shared.count else { return 0 }
      if shared[bases] < 0 {
        shared[bases] = partners.reads(at: partners.places(sharing: bases, of: end))
      }
      return shared[bases]
    }
  }

  private func isChimera(_ node: Int, _ scratch: inout Scratch) -> Bool {
    let reads = sample.reads[node]
    guard let tier = tier(above: reads) else { return false }
    var codes = sample.junction(of: node)
    let expected = expectedCopies(of: codes, node, tier, &scratch)
    if expected > 0, evidence(reads: reads, expected: expected) > threshold(codes, node, reads) {
      return true
    }
    // A base of a chimera may be wrong besides.
    guard reads <= 2, sample.corrected[node] == nil else { return false }
    let entry = sample.table.entries[sample.nodes[node].entry]
    var own: Double?
    var tried = 0
    for place in codes.indices where tried < Self.mostUncertain {
      let quality = sample.table.qualitySum(of: entry, at: place)
      guard quality < Self.certainQuality else { continue }
      tried += 1
      let kept = codes[place]
      defer { codes[place] = kept }
      for change in UInt8(1)...3 {
        codes[place] = kept ^ change
        let expected = expectedCopies(of: codes, node, tier, &scratch)
        guard expected > 0 else { continue }
        let loss =
          Double(model.loss(qualitySum: quality, reads: reads, parentQualitySum: 255)) / 1000
        let evidence = evidence(reads: reads, expected: expected)
        guard evidence > threshold(codes, node, reads) else { continue }
        codes[place] = kept
        let alone = own ?? threshold(codes, node, reads)
        own = alone
        if evidence - loss > alone { return true }
      }
    }
    return false
  }

  /// log10 of the chance of so many reads or more: of as many chimeras, or of one that was copied.
  private func evidence(reads: Int, expected: Double) -> Double {
    guard reads > 1 else { return log10(expected) }
    let independent = Double(reads) * log10(expected) - lgamma(Double(reads + 1)) / log(10)
    let copied = log10(expected) - log10(Self.cycles * Double(reads))
    if expected >= Double(reads) { return max(0, copied) }
    return max(independent, copied)
  }

  /// log10 of the expected chimeras from which on a clonotype is one.
  private func threshold(_ codes: [UInt8], _ node: Int, _ reads: Int) -> Double {
    // The clonotypes of their own with so many reads, with this V, this J and this length.
    let all = Double(sample.kept.count)
    let genes =
      Double(ofV[sample.v(of: node)] ?? 1) / all * (Double(ofJ[sample.j(of: node)] ?? 1) / all)
    let own = Double(max(1, sample.abundances.countOfDescending(from: reads)))
    let length =
      (Double(ofLength[sample.locus(of: node), default: [:]][codes.count] ?? 0) + 0.5) / (all + 1)
    return log10(own * genes * length)
      + chance.log(
        ofJunction: codes, locus: sample.locus(of: node), v: sample.nodes[node].v,
        j: sample.nodes[node].j, in: sample.table)
      + Self.leastOdds
  }

  /// The reads that chimeras with this junction are expected in, over all pairs of parents; 0 where no
  /// two could have made it.
  private func expectedCopies(
    of codes: [UInt8], _ node: Int, _ tier: Tier, _ scratch: inout Scratch
  ) -> Double {
    let length = codes.count
    guard let startText = JunctionText(codes, fromEnd: false),
      let endText = JunctionText(codes, fromEnd: true)
    else { return 0 }
    let start = ChimeraParents.End(gene: sample.v(of: node), text: startText)
    let end = ChimeraParents.End(gene: sample.j(of: node), text: endText)
    let least = ChimeraRates.leastShared[0]
    let inStart = min(length, tier.starts.mostShared(of: start))
    let inEnd = min(length, tier.ends.mostShared(of: end))
    guard inStart + inEnd >= length + least else { return 0 }
    let starts = tier.starts.places(sharing: length + least - inEnd, of: start)
    let ends = tier.ends.places(sharing: length + least - inStart, of: end)
    scratch.shared.removeAll(keepingCapacity: true)
    scratch.shared.append(contentsOf: repeatElement(-1, count: length + 1))
    // The end with fewer parents, one by one, with all of the other.
    let isByStart = starts.count < ends.count
    let (parents, partners) = isByStart ? (tier.starts, tier.ends) : (tier.ends, tier.starts)
    let (own, other) = isByStart ? (start, end) : (end, start)
    var sum = 0.0
    for place in (isByStart ? starts : ends).prefix(Self.mostParents) {
      let parent = parents[place]
      let bases = min(length, parent.end.text.sharedBases(with: own.text))
      // A clonotype is not joined with itself: that is a base lost or gained in a run.
      let root = Int(parent.node)
      let gene = isByStart ? sample.j(of: root) : sample.v(of: root)
      let itself =
        gene != other.gene
        ? nil
        : ChimeraRates.stretch(
          of: bases + sample.sharedBases(of: root, with: codes, fromEnd: isByStart) - length)
      for stretch in ChimeraRates.leastShared.indices where rates.rates[stretch] > 0 {
        let from = length - bases + ChimeraRates.leastShared[stretch]
        var reads = scratch.reads(of: partners, sharing: from, of: other)
        if stretch + 1 < ChimeraRates.leastShared.count {
          let next = length - bases + ChimeraRates.leastShared[stretch + 1]
          reads -= scratch.reads(of: partners, sharing: next, of: other)
        }
        if itself == stretch { reads -= parent.reads }
        sum += rates.rates[stretch] * Double(parent.reads) * Double(reads)
      }
    }
    return sum / Double(max(1, sample.total))
  }
}
