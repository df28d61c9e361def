import Sequences

/// Finds for each clonotype the one that it is an error copy of.
///
/// Most error copies have the length of their parent and differ where quality is low. First each
/// junction is looked up with one of its uncertain bases changed, which finds most parents. For the
/// rest candidates come from a ``BlockIndex`` of the rest: a child looks up the rarest of its certain
/// blocks, so a parent may differ in any number of uncertain bases. What is left is looked up with
/// one base more or less. Each child decides from the original counts alone, so nothing depends on
/// order; chains end at their root.
struct ErrorFolding: Sendable {
  /// A base below this quality sum is uncertain.
  static let certainQuality = 20
  /// Blocks that are looked up before a child without a parent stands for itself; a certain error
  /// can lie in one of them.
  private static let probes = 4
  /// A block that more junctions share is only looked up when there is no rarer one.
  private static let mostShared = 4096

  /// A candidate that differs in more certain bases is not looked at: with Q20, five of them make
  /// one copy in 10^12.
  private static let mostCertainDifferences = 4

  let table: ClonotypeCounter
  let nodes: [ClonotypeNode]
  let entryOf: [Int32]
  let readsOf: [Int]
  /// The main node of each entry.
  let mainNode: [Int32]
  private(set) var model = ErrorModel()
  let kinship: GeneKinship
  private let ends: GermlineEnds
  /// All junctions of the table.
  let junctions: JunctionFilter
  /// The blocks with an even and with an odd number.
  private var indexes: [BlockIndex] = []
  /// The least quality sum of each node.
  private var leastQualities: [UInt8] = []

  /// Prepares folding.
  ///
  /// - Parameters:
  ///   - nodes: Those of the table, in the order of abundance: a parent stands before its children.
  ///   - kinship: Which V errors turn into one another.
  ///   - ends: What V and J write of a junction.
  init(
    table: ClonotypeCounter, nodes: [ClonotypeNode], kinship: GeneKinship = .none,
    ends: GermlineEnds = .whole
  ) {
    self.table = table
    self.kinship = kinship
    self.ends = ends
    self.nodes = nodes
    entryOf = nodes.map { Int32($0.entry) }
    readsOf = nodes.map(\.reads)
    var mainNode = [Int32](repeating: -1, count: table.entries.count)
    for number in nodes.indices where nodes[number].isMain {
      mainNode[nodes[number].entry] = Int32(number)
    }
    self.mainNode = mainNode
    junctions = JunctionFilter(of: table)
  }

  /// Takes the rates from the sample's own clonotypes, as far as they tell.
  mutating func estimateRates(threads: Int) async {
    use(await ErrorCensus(of: self, threads: threads).rates)
    if model.rates.source == .assumed { estimateNeighbours() }
  }

  /// Takes from the sample's own clonotypes how many true neighbours they have, however few they are;
  /// all else is as before.
  mutating func estimateNeighbours() {
    var rates = model.rates
    NeighbourCensus(of: self).setNeighbours(in: &rates)
    use(rates)
  }

  /// Takes given rates.
  mutating func use(_ rates: ErrorRates) { model = ErrorModel(rates) }

  /// For each node its root, or itself; each node is decided alone, so by any number of tasks.
  func roots(threads: Int) async -> [Int] {
    var parents = await nearestParents(threads: threads)
    await separateSupported(&parents, threads: threads)
    // Parents stand before their children, but for a root, so one pass reaches the roots.
    for number in nodes.indices { parents[number] = parents[parents[number]] }
    return parents
  }

  /// For each node the one that it is a copy of by its own reads, or itself.
  ///
  /// The indexes, a fifth of the memory of ten million reads, are gone when it returns.
  private func nearestParents(threads: Int) async -> [Int] {
    // On one thread, as the indexes are below: it has the time of the search that all share.
    async let indelParents = indelParents()
    let probed = await probed(threads: threads)
    var parents = probed.map { Int($0.parent) }
    let rest = nodes.indices.filter { parents[$0] == $0 }.map { Int32($0) }
    let (table, entries) = (table, entryOf)
    async let even = BlockIndex(entries: entries, chosen: rest, table: table, part: 0, of: 2)
    async let odd = BlockIndex(entries: entries, chosen: rest, table: table, part: 1, of: 2)
    var indexed = self
    indexed.leastQualities = probed.map(\.leastQuality)
    indexed.indexes = await [even, odd]
    let filter = await indelParents
    let found = await indexed.parents(of: rest, amongIndels: filter, threads: threads)
    for (place, number) in rest.enumerated() { parents[Int(number)] = found[place] }
    return parents
  }

  /// The parents of nodes that are indexed, or themselves.
  private func parents(
    of rest: [Int32], amongIndels filter: JunctionFilter, threads: Int
  ) async -> [Int] {
    // Small parts: the rarer a node is the longer it takes, and the last part would be waited for.
    let step = max(256, rest.count / max(1, threads * 32))
    let parts = await OrderedParts.map(count: rest.count, step: step, threads: threads) { places in
      var (variants, fetch) = (IndelVariants(), EntryFetch())
      var parents: [Int] = []
      parents.reserveCapacity(places.count)
      for place in places {
        if parents.count % EntryFetch.step == 0 {
          let next = rest[place..<min(places.upperBound, place + EntryFetch.step)]
          fetch.touch(next, through: entryOf, in: table)
        }
        let number = Int(rest[place])
        parents.append(
          parent(of: number, place: place) ?? parentByIndel(of: number, among: filter, &variants)
            ?? number)
      }
      return parents
    }
    return parts.flatMap { $0 }
  }

  /// The parent with the best evidence, the first of several; nil for a clonotype of its own.
  ///
  /// `place` is the node's among those that are indexed.
  private func parent(of number: Int, place: Int) -> Int? {
    let entry = table.entries[Int(entryOf[number])]
    var blocks = InlineArray<4, Lookup>(repeating: Lookup(part: 0, places: 0..<0))
    let count = rarestBlocks(of: entry, before: number, place: place, into: &blocks)
    guard count > 0 else { return nil }
    let reads = readsOf[number]
    let isMain = nodes[number].isMain
    let bases = UncertainBases(of: entry, in: table)
    let head = entry.head
    let mostDifferences = bases.count &+ Self.mostCertainDifferences
    // Where even the worst base costs more than a further difference takes from the chance, one
    // difference is the easiest way to be an error, and bounds all others.
    let worst = model.loss(
      qualitySum: bases.least, reads: reads, parentQualitySum: bases.least)
    let floor =
      worst >= model.furtherBase(locus: entry.locus)
      ? model.foldAbove(differences: 1, locus: entry.locus, reads: reads) - ErrorModel.germlineBase
      : Int.min
    let limit = EvidenceLimit(of: entry, bases: bases, reads: reads, model: model)
    var best = Int.min
    var parent: Int?
    for i in 0..<count {
      let part = blocks[i].part
      var most = 0
      var readsOfMost = -1
      let end = blocks[i].places.upperBound
      var next = blocks[i].places.lowerBound
      while true {
        // Bases first, which stand in line; of those that differ too much some are asked whether
        // what follows can be a parent at all.
        let place = indexes[part].nextPlace(
          next..<end, from: head, mostDifferences: mostDifferences)
        if place == end { break }
        next = place &+ 1
        let candidate = indexes[part].node(at: place)
        // A parent is more abundant, or as abundant and earlier in the total order.
        if candidate >= number { break }
        // No later candidate has more reads, so none can have more evidence than this one would
        // with its single difference at the worst base. Without this stop the error copies of one
        // abundant clone compare with each other: 3.4 s instead of 0.3 for a clone of 145,000 reads.
        let parentReads = readsOf[candidate]
        if parentReads != readsOfMost {
          let leastLoss = min(
            model.loss(
              qualitySum: bases.least, reads: reads, parentQualitySum: 2 * parentReads),
            isMain ? Int.max : model.lossOfAnyBase)
          most = model.evidence(
            reads: reads, parentReads: parentReads, loss: leastLoss, differences: 1)
          readsOfMost = parentReads
        }
        if most <= max(best, floor) { break }
        guard indexes[part].isNear(place, to: head, mostDifferences: mostDifferences) else {
          continue
        }
        if let limit,
          limit.excludes(
            indexes[part].lanes(at: place, from: head), parentReads: parentReads,
            parentQuality: Int(leastQualities[candidate]), best: best, model: model)
        {
          continue
        }
        let evidence = evidence(child: number, parent: candidate)
        guard evidence > .min else { continue }
        if evidence > best || (evidence == best && parent.map { candidate < $0 } ?? true) {
          best = evidence
          parent = candidate
        }
      }
      if parent != nil { return parent }
    }
    return nil
  }

  /// Evidence that a node is an error copy of another, `Int.min` where it is not enough.
  func evidence(child: Int, parent: Int) -> Int {
    let a = table.entries[Int(entryOf[child])]
    let b = table.entries[Int(entryOf[parent])]
    // A shared block means equal length and locus, but for keys that collide.
    guard a.length == b.length, a.locus == b.locus else { return .min }
    let reads = readsOf[child]
    let parentReads = readsOf[parent]
    let start = model.log(parentReads)
    // No number of differences can make enough of this.
    let hopeless = model.foldAbove(differences: 8, locus: a.locus, reads: reads)
    var isGermline = false
    var hasOwnJunction = true
    var loss = 0
    var differences = 0
    var word = 0
    let wordCount = a.wordCount
    while word < wordCount {
      var lanes = PackedWord.differences(
        table.word(word, of: a), table.word(word, of: b))
      while lanes != 0 {
        let position = word &* 32 &+ lanes.trailingZeroBitCount / 2
        lanes &= lanes &- 1
        loss += model.loss(
          qualitySum: table.qualitySum(of: a, at: position), reads: reads,
          parentQualitySum: table.qualitySum(of: b, at: position))
        isGermline = isGermline || isWritten(position, of: parent, b)
        differences &+= 1
        if differences > 1 && start &- loss < hopeless { return .min }
      }
      word &+= 1
    }
    if differences == 0 {
      // The same junction with another V is an error where one base makes one V of the other.
      guard a.hash == b.hash else { return .min }
      loss = model.lossOfAnyBase
      differences = 1
      hasOwnJunction = false
    }
    var evidence = model.evidence(
      reads: reads, parentReads: parentReads, loss: loss, differences: differences)
    let threshold =
      model.foldAbove(differences: differences, locus: a.locus, reads: reads)
      - (isGermline ? ErrorModel.germlineBase : 0)
    guard evidence > threshold else { return .min }
    if agree(child, parent) { return evidence }
    // A chimera that begins before the junction, or ends behind it, has errors too.
    guard hasOwnJunction, let further = lossOfGene(child, parent) else { return .min }
    evidence = model.evidence(
      reads: reads, parentReads: parentReads, loss: loss + further, differences: differences + 1)
    return evidence > threshold ? evidence : .min
  }

  /// The loss of a V or J that is another than the parent's; nil where both are.
  private func lossOfGene(_ child: Int, _ parent: Int) -> Int? {
    let (a, b) = (nodes[child], nodes[parent])
    if kinship.agreeInV(a.v, b.v, in: table) { return model.lossOfJ }
    return kinship.agreeInJ(a.j, b.j, in: table) ? model.lossOfV : nil
  }

  /// Whether V or J writes a base of a node's junction.
  @inline(__always)
  func isWritten(_ position: Int, of number: Int, _ entry: JunctionEntry) -> Bool {
    (position < GermlineEnds.vBases || position >= Int(entry.length) &- GermlineEnds.jBases)
      && ends.write(position, of: entry, nodes[number], in: table)
  }

  /// Whether V and J write as much of a node's junction as of most.
  func hasWholeEnds(_ number: Int) -> Bool {
    ends.areWhole(of: table.entries[Int(entryOf[number])], nodes[number], in: table)
  }

  /// Whether two clonotypes may have the same V and the same J, or such that an error turns into one
  /// another.
  func agree(_ a: Int, _ b: Int) -> Bool { kinship.agree(nodes[a], nodes[b], in: table) }

  /// Places of one of the two indexes.
  private struct Lookup {
    var part: Int
    var places: Range<Int>
    var isUncertain = false

    func isBetter(than other: Lookup) -> Bool {
      isUncertain == other.isUncertain
        ? places.count < other.places.count : !isUncertain
    }
  }

  /// The blocks to look up: certain ones before uncertain ones, in which a base may be right all the
  /// same, and of each kind those that the fewest junctions share first.
  private func rarestBlocks(
    of entry: JunctionEntry, before node: Int, place: Int, into chosen: inout InlineArray<4, Lookup>
  ) -> Int {
    let blocks = BlockIndex.blockCount(length: Int(entry.length))
    var count = 0
    var isAnyEndUncertain = false
    for number in 0..<(blocks > 1 ? blocks + 1 : blocks) {
      let (first, places) = indexes[number & 1].places(number, ofChosen: place)
      // Often a block with an error is the child's alone, and would stand before all others.
      let isShared = first < node
      var isUncertain = isAnyEndUncertain
      if number < blocks, isShared || number == 0 || number == blocks - 1 {
        isUncertain = table.uncertainBytes(of: entry, from: number &* BlockIndex.blockLength) != 0
        if number == 0 || number == blocks - 1, isUncertain { isAnyEndUncertain = true }
      }
      guard isShared else { continue }
      let lookup = Lookup(part: number & 1, places: places, isUncertain: isUncertain)
      // Insertion into the few, better ones first, earlier blocks first among equals.
      var at = min(count, Self.probes)
      while at > 0 && lookup.isBetter(than: chosen[at - 1]) {
        if at < Self.probes { chosen[at] = chosen[at - 1] }
        at -= 1
      }
      if at < Self.probes {
        chosen[at] = lookup
        count = min(count + 1, Self.probes)
      }
    }
    while count > 1 && chosen[count - 1].places.count > Self.mostShared { count -= 1 }
    return count
  }
}
