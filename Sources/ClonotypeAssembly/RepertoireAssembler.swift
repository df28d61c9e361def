import Germline
public import Repertoires
import Sequences
public import VDJAlignment

/// Turns a sample's counting table into its repertoire: V and J decided, errors folded, rows
/// described and sorted.
public struct RepertoireAssembler: Sendable {
  let index: AlignmentIndex

  /// An assembler for tables counted over an index.
  public init(index: AlignmentIndex) { self.index = index }

  /// Assembles the repertoire of reads without molecular identifiers.
  ///
  /// - Parameters:
  ///   - table: The merged counts.
  ///   - sample: Whose reads they are.
  ///   - threads: Tasks for folding and describing; never changes the result.
  /// - Returns: The sorted repertoire, with one annotation a row, and what folding did; the reads of
  ///   chimeras are in no row.
  public func assemble(
    _ table: ClonotypeCounter, sample: Sample, threads: Int = 1
  ) async -> (repertoire: Repertoire, folding: FoldingSummary) {
    var table = table
    let nodes = await sortedNodes(of: &table, threads: threads)
    return await assemble(table, nodes, sample: sample, threads: threads, readsOfMolecules: nil)
  }

  /// Folds, describes and writes the nodes of a table.
  ///
  /// - Parameter readsOfMolecules: The reads of each node where the table counts molecules; nil where
  ///   it counts reads.
  func assemble(
    _ table: ClonotypeCounter, _ nodes: [ClonotypeNode], sample: Sample, threads: Int,
    readsOfMolecules: [Int]?
  ) async -> (repertoire: Repertoire, folding: FoldingSummary) {
    let kinship = GeneKinship(v: index.vTargets, j: index.jTargets)
    var errors = ErrorFolding(
      table: table, nodes: nodes, kinship: kinship,
      ends: GermlineEnds(v: index.vTargets, j: index.jTargets))
    // Of molecules one in a thousand is a copy with an error: too few to learn more from.
    if readsOfMolecules == nil {
      await errors.estimateRates(threads: threads)
    } else {
      errors.estimateNeighbours()
    }
    var roots = await errors.roots(threads: threads)
    let corrected = await ConsensusCorrection(
      errors, germline: readsOfMolecules == nil ? GermlineCorrection(index: index) : nil
    ).apply(to: &roots, threads: threads)
    let ownCounts = errors.readsOf
    let ownReads = readsOfMolecules ?? ownCounts
    let counts = Self.sums(of: ownCounts, by: roots)
    let reads = readsOfMolecules.map { Self.sums(of: $0, by: roots) } ?? counts

    var summary = FoldingSummary()
    summary.readsFolded = nodes.indices.reduce(0) {
      $0 + (roots[$1] == $1 ? 0 : nodes[$1].reads)
    }
    let clonotypes = nodes.indices.filter { roots[$0] == $0 }
    let rows = RepertoireRows(
      nodes: nodes, counts: counts, reads: reads, ownReads: ownReads,
      countsMolecules: readsOfMolecules != nil,
      describer: ClonotypeDescriber(
        table: table, nodes: nodes, corrected: corrected, index: index))
    // What chimeras are learnt from is worked out on one thread; the order has that time.
    async let order = rows.sorted(clonotypes)
    var chimeras: Set<Int> = []
    // A molecule whose identifier has another junction is told as a chimera by that.
    if readsOfMolecules == nil {
      let search = ChimeraSearch(
        in: FoldedClonotypes(errors, roots: roots, reads: counts, corrected: corrected),
        model: errors.model, chance: RecombinationChance(index: index))
      summary.chimeras = search.rates
      chimeras = Set(await search.chimeras(threads: threads))
      summary.chimericClonotypes = chimeras.count
      for number in chimeras {
        summary.chimericReads[Int(table.entries[nodes[number].entry].locus)] += counts[number]
      }
    }
    let kept = await order.filter { !chimeras.contains($0) }
    summary.junctionsBefore = table.entries.count
    summary.clonotypesAfter = kept.count
    summary.rates = errors.model.rates
    return (await rows.repertoire(inOrder: kept, sample: sample, threads: threads), summary)
  }

  /// What each root has with its family.
  private static func sums(of values: [Int], by roots: [Int]) -> [Int] {
    var sums = [Int](repeating: 0, count: values.count)
    for number in values.indices { sums[roots[number]] += values[number] }
    return sums
  }
}

extension ClonotypeCounter {
  /// Sum of the quality sums of an entry's junction.
  func junctionQuality(_ entry: Int) -> Int {
    let start = entries[entry].qualities
    var sum = 0
    var at = start
    while at < start &+ Int(entries[entry].length) {
      sum &+= Int(qualitySums[at])
      at &+= 1
    }
    return sum
  }

  /// Whether one entry's key comes first: locus, then junction as text.
  func precedes(_ a: Int, _ b: Int) -> Bool {
    let x = entries[a]
    let y = entries[b]
    if x.locus != y.locus { return x.locus < y.locus }
    for word in 0..<min(x.wordCount, y.wordCount) {
      let lanes = PackedWord.differences(
        self.word(word, of: x), self.word(word, of: y))
      guard lanes != 0 else { continue }
      let bit = UInt64(lanes.trailingZeroBitCount)
      let position = Int32(word * 32) + Int32(bit / 2)
      // Behind the end of the shorter junction its padding is no text.
      if position >= min(x.length, y.length) { break }
      return (self.word(word, of: x) >> bit) & 3 < (self.word(word, of: y) >> bit) & 3
    }
    return x.length < y.length
  }
}
