public import Repertoires
import Sequences
public import VDJAlignment

/// Turns a sample's counted molecules into its repertoire.
///
/// What ``RepertoireAssembler`` does with reads, with molecules: errors that were made before the
/// identifiers were added, or in the first cycle of PCR, are folded by the same model.
public struct MoleculeAssembler: Sendable {
  private let index: AlignmentIndex

  /// An assembler for molecules counted over an index.
  public init(index: AlignmentIndex) { self.index = index }

  /// Assembles the repertoire: `duplicate_count` and `umi_count` are molecules, `consensus_count` is
  /// reads.
  ///
  /// - Parameters:
  ///   - molecules: All that count.
  ///   - sample: Whose they are.
  ///   - threads: Tasks for folding and describing; never changes the result.
  /// - Returns: The sorted repertoire, with one annotation a row, and what folding did; its
  ///   `readsFolded` are molecules.
  public func assemble(
    _ molecules: MoleculeCounter, sample: Sample, threads: Int = 1
  ) async -> (repertoire: Repertoire, folding: FoldingSummary) {
    let assembler = RepertoireAssembler(index: index)
    var table = molecules.table
    let nodes = await assembler.sortedNodes(of: &table, threads: threads)
    return await assembler.assemble(
      table, nodes, sample: sample, threads: threads,
      readsOfMolecules: reads(of: nodes, molecules, in: table))
  }

  /// The reads of each node: those of its junction, but for junctions with several V or J.
  private func reads(
    of nodes: [ClonotypeNode], _ molecules: MoleculeCounter, in table: ClonotypeCounter
  ) -> [Int] {
    var reads = [Int](repeating: 0, count: nodes.count)
    var mainNode = [Int](repeating: -1, count: table.entries.count)
    var otherNodes: [Int: [Int]] = [:]
    for number in nodes.indices {
      let entry = nodes[number].entry
      if nodes[number].isMain {
        mainNode[entry] = number
        reads[number] = molecules.reads[entry]
      } else {
        otherNodes[entry, default: []].append(number)
      }
    }
    for (entry, others) in otherNodes.sorted(by: { $0.key < $1.key }) {
      let main = mainNode[entry]
      reads[main] = 0
      let ties = table.ties(of: table.entries[entry])
      // The first set's reads are those that no other set has.
      var rest = molecules.reads[entry]
      for tie in ties.dropFirst() {
        rest -= molecules.readsOfTies[.init(entry: entry, v: tie.v, j: tie.j)] ?? 0
      }
      for (place, tie) in ties.enumerated() {
        let own =
          place == 0
          ? rest : molecules.readsOfTies[.init(entry: entry, v: tie.v, j: tie.j)] ?? 0
        let node = ([main] + others).first { number in
          table.vTies.intersect(nodes[number].v, tie.v)
            && table.jTies.intersect(nodes[number].j, tie.j)
        }
        reads[node ?? main] += own
      }
    }
    return reads
  }
}
