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
    var parts: [Part] = []
    await forEach(count: count, step: step, threads: threads, body) { parts.append($0) }
    return parts
  }

  /// Hands each part to `consume`, in their order, while later ones are made.
  ///
  /// - Parameter consume: Takes a part, which nobody else keeps; one at a time.
  static func forEach<Part: Sendable>(
    count: Int, step: Int, threads: Int, _ body: @escaping @Sendable (Range<Int>) -> Part,
    consume: (consuming Part) -> Void
  ) async {
    precondition(step > 0, "a part has one place or more")
    let starts = Array(stride(from: 0, to: count, by: step))
    // Parts that came before an earlier one.
    var waiting: [Int: Part] = [:]
    var due = 0
    var next = 0
    await withTaskGroup(of: (number: Int, part: Part).self) { group in
      func start() {
        guard next < starts.count else { return }
        let number = next
        let range = starts[number]..<min(count, starts[number] + step)
        group.addTask { (number, body(range)) }
        next += 1
      }
      for _ in 0..<max(1, threads) { start() }
      while let done = await group.next() {
        // The others have work while this part is taken.
        start()
        waiting[done.number] = done.part
        while let part = waiting.removeValue(forKey: due) {
          consume(part)
          due += 1
        }
      }
    }
  }
}
