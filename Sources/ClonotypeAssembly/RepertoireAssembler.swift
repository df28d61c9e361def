import Germline
public import Repertoires
import Sequences
public import VDJAlignment

/// Turns a sample's counting table into its repertoire: V and J decided, errors folded, rows
/// described and sorted.
public struct RepertoireAssembler: Sendable {
  private let index: AlignmentIndex

  /// An assembler for tables counted over an index.
  public init(index: AlignmentIndex) { self.index = index }

  /// Assembles the repertoire of reads without molecular identifiers.
  ///
  /// - Parameters:
  ///   - table: The merged counts.
  ///   - sample: Whose reads they are.
  ///   - threads: Tasks for folding; never changes the result.
  /// - Returns: The sorted repertoire, with one annotation a row, and what folding did.
  public func assemble(
    _ table: ClonotypeCounter, sample: Sample, threads: Int = 1
  ) async -> (repertoire: Repertoire, folding: FoldingSummary) {
    let nodes = sortedNodes(of: table)
    var roots = await ErrorFolding(table: table, nodes: nodes).roots(threads: threads)
    let corrected = ConsensusCorrection(table: table, nodes: nodes).apply(to: &roots)
    var reads = [Int](repeating: 0, count: nodes.count)
    for number in nodes.indices { reads[roots[number]] += nodes[number].reads }

    var summary = FoldingSummary()
    summary.junctionsBefore = table.entries.count
    var writer = RepertoireWriter(index: index, sample: sample)
    for number in nodes.indices {
      guard roots[number] == number else {
        summary.readsFolded += nodes[number].reads
        continue
      }
      writer.append(
        nodes[number], junction: corrected[number], reads: reads[number],
        folded: reads[number] - nodes[number].reads, from: table)
      summary.clonotypesAfter += 1
    }
    return (writer.finish(), summary)
  }

  /// The clonotypes before folding, in a total order: most reads, then most junction quality, then
  /// locus, junction and V and J.
  private func sortedNodes(of table: ClonotypeCounter) -> [ClonotypeNode] {
    var resolver = TieResolver(
      vTargets: index.vTargets.count, jTargets: index.jTargets.count)
    var nodes: [ClonotypeNode] = []
    nodes.reserveCapacity(table.entries.count)
    for entry in table.entries.indices { nodes += resolver.nodes(of: entry, in: table) }
    let quality = table.entries.map { entry in
      (entry.qualities..<entry.qualities + Int(entry.length)).reduce(0) {
        $0 + Int(table.qualitySums[$1])
      }
    }
    nodes.sort { a, b in
      if a.reads != b.reads { return a.reads > b.reads }
      if a.entry != b.entry {
        if quality[a.entry] != quality[b.entry] { return quality[a.entry] > quality[b.entry] }
        return table.precedes(a.entry, b.entry)
      }
      if a.v != b.v { return a.v.lexicographicallyPrecedes(b.v) }
      return a.j.lexicographicallyPrecedes(b.j)
    }
    return nodes
  }
}

extension ClonotypeCounter {
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
