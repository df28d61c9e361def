import Repertoires

extension ClonotypeRows {
  /// Makes one row of the contigs of a chain, in the place of the first; gives the rows to leave out.
  ///
  /// The contig that is productive and has the most molecules, then reads, names genes and flags;
  /// contigs share no molecule, so their numbers add up.
  mutating func joinContigs() -> Set<Int> {
    guard let cellChains else { return [] }
    var leftOut: Set<Int> = []
    for (first, others) in cellChains.others {
      let rows = [first] + others
      let contigs = rows.map { repertoire.clonotypes[$0] }
      let best = contigs.indices.reduce(0) { best, contig in
        Self.rank(contigs[best]) < Self.rank(contigs[contig]) ? contig : best
      }
      repertoire.clonotypes.swapAt(first, rows[best])
      if !repertoire.annotations.isEmpty { repertoire.annotations.swapAt(first, rows[best]) }
      repertoire.clonotypes[first].consensusCount = Self.sum(contigs.map(\.consensusCount))
      repertoire.clonotypes[first].umiCount = Self.sum(contigs.map(\.umiCount))
      leftOut.formUnion(others)
    }
    return leftOut
  }

  private static func rank(_ contig: Clonotype) -> (Int, Int, Int) {
    (contig.flags.contains(.productive) ? 1 : 0, contig.umiCount ?? 0, contig.consensusCount ?? 0)
  }

  /// nil where one is not known.
  private static func sum(_ counts: [Int?]) -> Int? {
    counts.reduce(0) { sum, count in
      guard let sum, let count else { return nil }
      // A table may hold any number.
      return sum.addingReportingOverflow(count).overflow ? .max : sum + count
    }
  }
}
