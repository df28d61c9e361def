import Sequences

/// The receptor chains of cells, where each row of a table is a contig of one cell.
///
/// One chain may be there as several contigs, which are one cell all the same. In 4,004 contigs of
/// 10x six chains were twice, one of them under two V genes.
struct CellChains {
  /// The first row of each chain.
  private var firsts: [[UInt8]: Int] = [:]
  /// By first row, the other rows of the chain.
  private(set) var others: [Int: [Int]] = [:]

  /// Notes that a row shows a junction in a cell.
  mutating func note(cell: Span<UInt8>, locus: Locus?, junction: [UInt8], row: Int) {
    var key = [UInt8(truncatingIfNeeded: locus?.index ?? -1)]
    for i in cell.indices { key.append(cell[i]) }
    key.append(0x09)
    key += junction
    if let first = firsts[key] {
      others[first, default: []].append(row)
    } else {
      firsts[key] = row
    }
  }
}
