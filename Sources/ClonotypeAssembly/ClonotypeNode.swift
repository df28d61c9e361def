/// One clonotype before error folding: a junction with the V and J that its reads agree on.
struct ClonotypeNode: Sendable {
  /// Entry of the counting table.
  var entry: Int
  /// Reads of this V and J.
  var reads: Int
  /// V targets that explain the reads, ascending.
  var v: [UInt16]
  /// J targets that explain the reads, ascending.
  var j: [UInt16]
  /// Whether this is the best-supported V and J of its junction; the entry's representative read
  /// is taken for its.
  var isMain: Bool
}
