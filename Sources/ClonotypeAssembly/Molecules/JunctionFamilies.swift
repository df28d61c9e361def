public import VDJAlignment

/// The junction neighbourhoods of a sample: which junctions are probably read errors of which.
///
/// Folding of reads as if there were no identifiers; it only says where errors of identifiers are
/// looked for, no read changes its junction by it.
public struct JunctionFamilies: Sendable {
  /// For each entry of the table the entry of its family's root.
  let roots: [UInt32]

  /// - Parameters:
  ///   - table: The merged reads of a sample.
  ///   - index: The index it was counted over.
  ///   - threads: Tasks; never changes the result.
  public init(of table: ClonotypeCounter, index: AlignmentIndex, threads: Int) async {
    var table = table
    let nodes = await RepertoireAssembler(index: index).sortedNodes(of: &table, threads: threads)
    let parents = await ErrorFolding(table: table, nodes: nodes).roots(threads: threads)
    var roots = (0..<UInt32(table.entries.count)).map { $0 }
    for number in nodes.indices where nodes[number].isMain {
      roots[nodes[number].entry] = UInt32(nodes[parents[number]].entry)
    }
    self.roots = roots
  }
}
