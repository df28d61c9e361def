extension Array {
  /// Sorts by one order, and what that does not tell apart by another.
  ///
  /// A comparison that looks into a table holds it, and all its references are counted in each merge
  /// of a sort by each task; few elements need that look.
  ///
  /// - Parameters:
  ///   - precedes: Whether an element stands before another; nil where another order decides.
  ///   - second: Whether an element stands before another among those that are alike.
  @inline(__always)
  mutating func sort(
    by precedes: (Element, Element) -> Bool?, amongEquals second: (Element, Element) -> Bool
  ) {
    sort { precedes($0, $1) ?? false }
    var first = 0
    while first < count {
      var end = first + 1
      while end < count, precedes(self[first], self[end]) == nil { end += 1 }
      if end > first + 1 { self[first..<end].sort(by: second) }
      first = end
    }
  }
}
