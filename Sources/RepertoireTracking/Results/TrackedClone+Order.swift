extension TrackedClone {
  /// Orders clones of one group: smallest p first, untested last, then larger, then by name.
  ///
  /// Total over values, so that nothing depends on the order of the input.
  static func precedes(_ a: TrackedClone, _ b: TrackedClone) -> Bool {
    let (p, q) = (a.logP ?? 1, b.logP ?? 1)
    if p != q { return p < q }
    if a.cloneID != b.cloneID { return a.cloneID < b.cloneID }
    // In the headline table subsets of one draw stand together.
    if a.cellSubset != b.cellSubset { return (a.cellSubset ?? "") < (b.cellSubset ?? "") }
    return b.counts.lexicographicallyPrecedes(a.counts)
  }

  /// Orders the headline table: headline first, then by class, then as ``precedes(_:_:)``.
  static func headlinePrecedes(_ a: TrackedClone, _ b: TrackedClone) -> Bool {
    if a.isHeadline != b.isHeadline { return a.isHeadline }
    let order = BloodClass.allCases
    let (x, y) = (order.firstIndex(of: a.bloodClass) ?? 0, order.firstIndex(of: b.bloodClass) ?? 0)
    return x != y ? x < y : precedes(a, b)
  }
}
