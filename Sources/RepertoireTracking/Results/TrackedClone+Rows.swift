extension [TrackedClone] {
  /// The rows of which something holds, in order.
  ///
  /// By spans: to copy a row for a question takes a dozen counts of references.
  func rows(where isChosen: (borrowing TrackedClone) -> Bool) -> [TrackedClone] {
    let rows = span
    var chosen: [Int] = []
    for place in rows.indices where isChosen(rows[place]) { chosen.append(place) }
    return chosen.map { self[$0] }
  }
}
