import Sequences

/// Finds for each clonotype the more abundant one that it is an error copy of.
///
/// Error copies have the length of their parent and differ mostly where their own quality is low.
/// Candidates come from an index of 8-base blocks of the junctions: a child looks up the two of its
/// certain blocks that the fewest junctions share, so a parent may differ in any number of uncertain
/// bases and in one certain block. Each child decides from the original counts alone, so nothing
/// depends on order; chains end at their root.
struct ErrorFolding {
  static let blockLength = 8
  /// A base below this quality sum is uncertain.
  private static let certainQuality = 20
  /// Blocks that are looked up.
  private static let probes = 2

  let table: ClonotypeCounter
  let nodes: [ClonotypeNode]
  let model = ErrorModel()
  private var index: BlockIndex

  /// Prepares folding.
  ///
  /// - Parameter nodes: In the order of abundance: a parent stands before its children.
  init(table: ClonotypeCounter, nodes: [ClonotypeNode]) {
    self.table = table
    self.nodes = nodes
    index = BlockIndex()
    index = BlockIndex(
      entries: nodes.indices.filter { isPossibleParent(nodes[$0]) }.map { number in
        (number, nodes[number].entry)
      }, table: table)
  }

  /// Whether reads may be errors of it: seen twice, or once without an uncertain base.
  private func isPossibleParent(_ node: ClonotypeNode) -> Bool {
    if node.reads > 1 { return true }
    let entry = table.entries[node.entry]
    for at in entry.qualities..<entry.qualities + Int(entry.length)
    where table.qualitySums[at] < Self.certainQuality {
      return false
    }
    return true
  }

  /// For each node its root, or itself.
  func roots() -> [Int] {
    var parents = [Int](nodes.indices)
    for number in nodes.indices { parents[number] = parent(of: number) ?? number }
    // Parents stand before their children, so one pass reaches the roots.
    for number in nodes.indices { parents[number] = parents[parents[number]] }
    return parents
  }

  /// The parent with the best evidence, the first of several; nil for a clonotype of its own.
  private func parent(of number: Int) -> Int? {
    let node = nodes[number]
    let entry = table.entries[node.entry]
    let blocks = rarestBlocks(of: entry)
    var best = ErrorModel.foldAbove
    var parent: Int?
    for block in blocks {
      for candidate in index.nodes(in: block) {
        // A parent is more abundant, or as abundant and earlier in the total order.
        if candidate >= number { break }
        if candidate == parent { continue }
        let evidence = evidence(child: number, parent: candidate, above: best)
        if evidence > best || (evidence == best && parent.map { candidate < $0 } ?? false) {
          best = evidence
          parent = candidate
        }
      }
    }
    return parent
  }

  private func evidence(child: Int, parent: Int, above least: Int) -> Int {
    let a = table.entries[nodes[child].entry]
    let b = table.entries[nodes[parent].entry]
    guard a.length == b.length, a.locus == b.locus else { return .min }
    let reads = nodes[child].reads
    let start = model.log(nodes[parent].reads)
    var loss = 0
    var differences = 0
    for word in 0..<a.wordCount {
      var lanes = PackedWord.differences(
        table.junctionWords[a.words + word], table.junctionWords[b.words + word])
      while lanes != 0 {
        let position = word * 32 + lanes.trailingZeroBitCount / 2
        lanes &= lanes &- 1
        loss += ErrorModel.loss(
          qualitySum: Int(table.qualitySums[a.qualities + position]), reads: reads)
        differences += 1
        if differences > 1 && start - loss < ErrorModel.foldAbove { return .min }
      }
    }
    guard Self.intersect(nodes[child].v, nodes[parent].v),
      Self.intersect(nodes[child].j, nodes[parent].j)
    else { return .min }
    // The same junction with another V or J is no error of bases.
    guard differences > 0 else { return .min }
    return model.evidence(
      reads: reads, parentReads: nodes[parent].reads, loss: loss, differences: differences)
  }

  private static func intersect(_ a: [UInt16], _ b: [UInt16]) -> Bool {
    a.contains { b.contains($0) }
  }

  /// The certain blocks shared by the fewest junctions; without a certain one the best of all.
  private func rarestBlocks(of entry: JunctionEntry) -> [Int] {
    var chosen: [(count: Int, block: Int)] = []
    var fallback: (quality: Int, block: Int) = (-1, -1)
    for number in 0..<BlockIndex.blockCount(length: Int(entry.length)) {
      let start = entry.qualities + number * Self.blockLength
      var least = 255
      for at in start..<start + Self.blockLength { least = min(least, Int(table.qualitySums[at])) }
      let block = index.block(number, of: entry, in: table)
      if least < Self.certainQuality {
        if least > fallback.quality { fallback = (least, block) }
        continue
      }
      chosen.append((index.count(of: block), block))
    }
    if chosen.isEmpty { return fallback.block < 0 ? [] : [fallback.block] }
    chosen.sort { ($0.count, $0.block) < ($1.count, $1.block) }
    return chosen.prefix(Self.probes).map(\.block)
  }
}
