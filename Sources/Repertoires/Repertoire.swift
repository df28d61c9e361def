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
    // Most tables come sorted: rows that stay where they are need not be copied.
    if areInOrder(clonotypes.indices) { return }
    let (rows, texts, calls) = (clonotypes, texts, calls)
    // Most rows are told apart by their count, which is all the sort touches for them.
    var keys = rows.indices.map { (count: rows[$0].duplicateCount, row: $0) }
    keys.sort { a, b in
      a.count != b.count ? a.count > b.count : Self.precedes(rows[a.row], rows[b.row], texts, calls)
    }
    let order = keys.map(\.row)
    clonotypes = order.map { rows[$0] }
    if !annotations.isEmpty {
      let notes = annotations
      annotations = order.map { notes[$0] }
    }
  }

  /// Whether none of some rows, 0-based and half-open, precedes the row before it in the order of
  /// ``sort()``.
  ///
  /// A table is sorted where this holds of its parts: each is asked where its texts were just
  /// written.
  public func areInOrder(_ places: Range<Int>) -> Bool {
    places.allSatisfy {
      $0 == 0 || !Self.precedes(clonotypes[$0], clonotypes[$0 - 1], texts, calls)
    }
  }

  private static func precedes(
    _ a: Clonotype, _ b: Clonotype, _ texts: borrowing TextArena, _ calls: borrowing GeneCallTable
  ) -> Bool {
    if a.duplicateCount != b.duplicateCount { return a.duplicateCount > b.duplicateCount }
    if a.locus != b.locus { return a.locus < b.locus }
    let junctions = texts.order(a.junction, b.junction)
    if junctions != 0 { return junctions < 0 }
    let aminoAcids = texts.order(a.junctionAA, b.junctionAA)
    if aminoAcids != 0 { return aminoAcids < 0 }
    if a.vCall != b.vCall { return calls[a.vCall].airr < calls[b.vCall].airr }
    if a.jCall != b.jCall { return calls[a.jCall].airr < calls[b.jCall].airr }
    return (a.consensusCount ?? 0, a.umiCount ?? 0) > (b.consensusCount ?? 0, b.umiCount ?? 0)
  }
}
