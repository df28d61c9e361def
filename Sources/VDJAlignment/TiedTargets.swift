/// Targets that explain a read as well as the best one: positions in a list of targets, ascending.
///
/// Held in a list that is filled up to a count of its own, since each read empties it and emptying
/// an array costs a call into the runtime.
struct TiedTargets: Sendable {
  private var held: [UInt16]
  /// How many there are.
  private(set) var count = 0

  /// None, with room for all of `targetCount` targets.
  init(targetCount: Int) {
    held = Array(repeating: 0, count: targetCount)
  }

  /// The targets, for as long as nothing changes them.
  var span: Span<UInt16> {
    @_lifetime(borrow self) get { held.span.extracting(first: count) }
  }

  /// The targets as a list of their own.
  var list: [UInt16] { Array(held[..<count]) }

  /// Forgets all.
  mutating func empty() { count = 0 }

  /// Takes in a target, once.
  mutating func insert(_ target: UInt16) {
    let last = count
    var at = last
    // One look at who else holds the list, not one for each step.
    var into = held.mutableSpan
    while at > 0 && into[at &- 1] > target { at &-= 1 }
    if at > 0 && into[at &- 1] == target { return }
    var moved = last
    while moved > at {
      into[moved] = into[moved &- 1]
      moved &-= 1
    }
    into[at] = target
    count = last &+ 1
  }

  /// Keeps the targets that fulfil a condition.
  mutating func keep(where isKept: (UInt16) -> Bool) {
    var kept = 0
    for at in 0..<count where isKept(held[at]) {
      held[kept] = held[at]
      kept += 1
    }
    count = kept
  }

  /// Whether any target fulfils a condition.
  func contains(where isSought: (UInt16) -> Bool) -> Bool {
    held[..<count].contains(where: isSought)
  }

  /// Whether a target is one of them.
  func contains(_ target: UInt16) -> Bool { contains { $0 == target } }
}
