internal import Synchronization

/// Works on numbered parts with several tasks at once, each of which has a state of its own.
enum PartTasks {
  private final class Counter: Sendable {
    let next = Atomic<Int>(0)
  }

  /// Works on each part once, lower numbers begun first.
  ///
  /// - Parameters:
  ///   - count: Parts.
  ///   - threads: Tasks.
  ///   - make: Makes the state of a task.
  ///   - body: Works on a part.
  /// - Returns: The states, in the order of tasks.
  static func run<State: Sendable>(
    count: Int, threads: Int, make: @escaping @Sendable () throws -> State,
    _ body: @escaping @Sendable (inout State, _ part: Int) throws -> Void
  ) async throws -> [State] {
    let counter = Counter()
    return try await withThrowingTaskGroup(of: (task: Int, state: State).self) { group in
      for task in 0..<max(1, min(threads, count)) {
        group.addTask {
          var state = try make()
          while true {
            let part = counter.next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard part < count else { return (task, state) }
            try Task.checkCancellation()
            try body(&state, part)
          }
        }
      }
      var finished: [(task: Int, state: State)] = []
      for try await result in group { finished.append(result) }
      finished.sort { $0.task < $1.task }
      return finished.map(\.state)
    }
  }
}
