/// The clonotypes of one sample: the table that every later stage speaks.
///
/// Rows are in no promised order until ``sort()``. Vendor tables fill what they have.
public struct Repertoire: Sendable {
  /// The sample.
  public var sample: Sample
  /// What `duplicateCount` counts.
  public var countUnit: CountUnit
  /// All texts of the rows.
  public var texts = TextArena()
  /// All calls of the rows.
  public var calls = GeneCallTable()
  /// The rows.
  public var clonotypes: [Clonotype] = []
  /// One annotation a row, or none at all for a table that was read.
  public var annotations: [ClonotypeAnnotation] = []

  /// A repertoire without clonotypes.
  public init(sample: Sample, countUnit: CountUnit) {
    self.sample = sample
    self.countUnit = countUnit
  }

  /// Copies in all, in the count unit; of one locus and of productive rows when asked.
  public func total(locus: Locus? = nil, productiveOnly: Bool = false) -> Int {
    var sum = 0
    for clonotype in clonotypes
    where (locus == nil || clonotype.locus == locus)
      && (!productiveOnly || clonotype.flags.contains(.productive))
    {
      sum += clonotype.duplicateCount
    }
    return sum
  }

  /// Orders rows by count (highest first), locus, junction, amino acids, V call, J call, reads:
  /// a total order by values, the same whatever order the rows came in.
  public mutating func sort() {
    precondition(
      annotations.isEmpty || annotations.count == clonotypes.count,
      "a repertoire has one annotation a row or none")
    // Most rows are told apart by their count, which is all the sort touches for them.
    var keys = clonotypes.indices.map { (count: clonotypes[$0].duplicateCount, row: $0) }
    keys.sort { a, b in a.count != b.count ? a.count > b.count : precedes(a.row, b.row) }
    let order = keys.map(\.row)
    let rows = clonotypes
    clonotypes = order.map { rows[$0] }
    if !annotations.isEmpty {
      let notes = annotations
      annotations = order.map { notes[$0] }
    }
  }

  private func precedes(_ i: Int, _ j: Int) -> Bool {
    let a = clonotypes[i]
    let b = clonotypes[j]
    if a.duplicateCount != b.duplicateCount { return a.duplicateCount > b.duplicateCount }
    if a.locus != b.locus { return a.locus < b.locus }
    if texts[a.junction] != texts[b.junction] { return texts.precedes(a.junction, b.junction) }
    if texts[a.junctionAA] != texts[b.junctionAA] {
      return texts.precedes(a.junctionAA, b.junctionAA)
    }
    if a.vCall != b.vCall { return calls[a.vCall].airr < calls[b.vCall].airr }
    if a.jCall != b.jCall { return calls[a.jCall].airr < calls[b.jCall].airr }
    return (a.consensusCount ?? 0, a.umiCount ?? 0) > (b.consensusCount ?? 0, b.umiCount ?? 0)
  }
}
