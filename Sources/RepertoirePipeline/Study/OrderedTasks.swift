/// Runs independent work in parallel and gives its results in the order of the items.
enum OrderedTasks {
  /// Runs `body` for `0..<count`, at most `limit` at once; the first error cancels the rest.
  static func map<Result: Sendable>(
    count: Int, atMost limit: Int, _ body: @escaping @Sendable (Int) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: count)
      var next = 0
      while next < min(limit, count) {
        let item = next
        group.addTask { (item, try await body(item)) }
        next += 1
      }
      while let (item, result) = try await group.next() {
        results[item] = result
        if next < count {
          try Task.checkCancellation()
          let item = next
          group.addTask { (item, try await body(item)) }
          next += 1
        }
      }
      return results.compactMap { $0 }
    }
  }
}
