import Glibc
import Synchronization

/// Two threads count together, which shows what the thread sanitizer can tell.
///
/// With the argument `locked` they count under a lock that they wait for, with `tried` under one
/// that they try until it is free: no race, as the language defines it. With `unlocked` they count
/// under none, and race.
@main
enum Counting {
  static let locked = Mutex(0)
  nonisolated(unsafe) static var unlocked = 0
  static let way = CommandLine.arguments.dropFirst().first ?? "locked"

  static func count() {
    for _ in 0..<300_000 {
      switch way {
      case "tried": while locked.withLockIfAvailable({ $0 += 1 }) == nil {}
      case "unlocked": unlocked += 1
      default: locked.withLock { $0 += 1 }
      }
    }
  }

  static func main() {
    var threads = [pthread_t(), pthread_t()]
    for index in threads.indices {
      let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { _ in
        Counting.count()
        return nil
      }
      pthread_create(&threads[index], nil, body, nil)
    }
    for thread in threads { pthread_join(thread, nil) }
    print(locked.withLock { $0 } + unlocked)
  }
}
