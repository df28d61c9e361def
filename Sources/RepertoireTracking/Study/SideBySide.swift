/// Runs independent parts of one patient's work in parallel and gives their results in order.
enum SideBySide {
  /// The results of `body` for `0..<count`, at most `limit` at once.
  static func map<Result: Sendable>(
    _ count: Int, atMost limit: Int, _ body: @escaping @Sendable (Int) -> Result
  ) async -> [Result] {
    guard limit > 1, count > 1 else { return (0..<count).map(body) }
    return await withTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: count)
      var next = 0
      while next < min(limit, count) {
        let item = next
        group.addTask { (item, body(item)) }
        next += 1
      }
      while let (item, result) = await group.next() {
        results[item] = result
        guard next < count else { continue }
        let item = next
        group.addTask { (item, body(item)) }
        next += 1
      }
      return results.compactMap { $0 }
    }
  }
}
