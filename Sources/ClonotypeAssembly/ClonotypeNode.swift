/// One clonotype before error folding: a junction with the V and J that its reads agree on.
///
/// There is one for each of up to a million junctions, so entry and sets take four bytes each; no
/// reference is among them, which several tasks would count at once.
struct ClonotypeNode: Sendable {
  /// Reads of this V and J.
  var reads: Int
  /// The V targets that explain the reads: their number in the table's ``ClonotypeCounter/vTies``.
  var v: UInt32
  /// The J targets in the same way.
  var j: UInt32
  private let number: Int32
  /// Whether this is the best-supported V and J of its junction.
  let isMain: Bool

  /// A clonotype of an entry of the counting table.
  init(entry: Int, reads: Int, v: UInt32, j: UInt32, isMain: Bool) {
    number = Int32(entry)
    self.reads = reads
    self.v = v
    self.j = j
    self.isMain = isMain
  }

  /// Entry of the counting table.
  var entry: Int { Int(number) }
}
