extension Array {
  /// Sorts in place what most often has a few elements, as the reads of one molecule are: up to 32
  /// are placed one after the other, and equal ones keep their order.
  @inline(__always)
  mutating func sortFew(by precedes: (Element, Element) -> Bool) {
    guard count <= 32 else { return sort(by: precedes) }
    var end = 1
    while end < count {
      var at = end
      while at > 0 && precedes(self[at], self[at &- 1]) {
        swapAt(at &- 1, at)
        at &-= 1
      }
      end &+= 1
    }
  }
}
