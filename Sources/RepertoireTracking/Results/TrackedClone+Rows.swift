extension [TrackedClone] {
  /// The rows of which something holds, in order.
  ///
  /// By place: a row is too large to be copied for a question.
  func rows(where isChosen: (borrowing TrackedClone) -> Bool) -> [TrackedClone] {
    indices.filter { isChosen(self[$0]) }.map { self[$0] }
  }
}
