import Synchronization
import Testing

@testable import RepertoirePipeline

@Suite("Work in parallel")
struct OrderedTasksTests {
  @Test(
    "results stand in the order of the items, with at most the limit at once", arguments: [1, 2, 7])
  func order(limit: Int) async throws {
    let running = Mutex((now: 0, most: 0))
    let results = try await OrderedTasks.map(count: 40, atMost: limit) { item in
      running.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      for _ in 0..<(item % 5) { await Task.yield() }
      running.withLock { $0.now -= 1 }
      return item * item
    }
    #expect(results == (0..<40).map { $0 * $0 })
    #expect(running.withLock { $0.most } <= limit)
  }

  @Test("no item gives no result")
  func empty() async throws {
    #expect(try await OrderedTasks.map(count: 0, atMost: 4) { $0 } == [])
  }
}
