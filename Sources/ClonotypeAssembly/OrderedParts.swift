/// Work that is cut into parts, done by several tasks and put together in order.
enum OrderedParts {
  /// What `body` makes of each part of `0..<count`, in the order of the parts.
  ///
  /// - Parameters:
  ///   - count: Places in all; none make no part.
  ///   - step: Places of a part, one or more; the last part may have fewer.
  ///   - threads: Parts that are worked on at once.
  ///   - body: Makes one part; where what it makes of a place depends on that place alone, neither
  ///     `step` nor `threads` changes the whole.
  static func map<Part: Sendable>(
    count: Int, step: Int, threads: Int, _ body: @escaping @Sendable (Range<Int>) -> Part
  ) async -> [Part] {
    precondition(step > 0, "a part has one place or more")
    let starts = Array(stride(from: 0, to: count, by: step))
    var parts = [Part?](repeating: nil, count: starts.count)
    await withTaskGroup(of: (number: Int, part: Part).self) { group in
      var next = 0
      var running = 0
      while next < starts.count || running > 0 {
        if running < max(1, threads), next < starts.count {
          let number = next
          let range = starts[number]..<min(count, starts[number] + step)
          group.addTask { (number, body(range)) }
          next += 1
          running += 1
        } else if let done = await group.next() {
          parts[done.number] = done.part
          running -= 1
        }
      }
    }
    return parts.compactMap { $0 }
  }
}
