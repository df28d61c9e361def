/// Numbers for sets of tied targets of one segment, so that a count needs one number.
///
/// The number of a single target is the target's; larger sets get numbers as they are first seen,
/// which differ from worker to worker: compare sets by their members, never by numbers.
struct TieTable: Sendable {
  private let targetCount: Int
  private var starts: [Int] = [0]
  private var members: [UInt16] = []
  private var slots: [Int32]

  /// A table for the sets of `targetCount` targets.
  init(targetCount: Int) {
    self.targetCount = targetCount
    slots = [Int32](repeating: -1, count: 256)
  }

  /// The number of a set; `ties` is ascending, each once, and not empty.
  mutating func number(of ties: [UInt16]) -> UInt32 { number(of: ties.span) }

  /// As above, without a reference to count.
  mutating func number(of ties: Span<UInt16>) -> UInt32 {
    if ties.count == 1 { return UInt32(ties[0]) }
    var at = Self.hash(ties) & (slots.count &- 1)
    while slots[at] >= 0 {
      let set = Int(slots[at])
      if holds(set, ties) { return UInt32(targetCount &+ set) }
      at = (at &+ 1) & (slots.count &- 1)
    }
    let set = starts.count - 1
    for i in ties.indices { members.append(ties[i]) }
    starts.append(members.count)
    slots[at] = Int32(set)
    if starts.count * 2 > slots.count { grow() }
    return UInt32(targetCount + set)
  }

  /// The targets of a set, ascending.
  func targets(of number: UInt32) -> [UInt16] {
    let set = Int(number) - targetCount
    if set < 0 { return [UInt16(number)] }
    return Array(members[starts[set]..<starts[set + 1]])
  }

  /// Sets with a number, single targets among them.
  var count: Int { targetCount + starts.count - 1 }

  /// The targets of every set by its number; the arrays are shared by all who take them.
  func allTargets() -> [[UInt16]] {
    (0..<UInt32(count)).map { targets(of: $0) }
  }

  /// Whether a set holds a target.
  func contains(_ number: UInt32, _ target: UInt16) -> Bool {
    let set = Int(number) - targetCount
    if set < 0 { return number == UInt32(target) }
    var at = starts[set]
    while at < starts[set + 1] {
      if members[at] == target { return true }
      at += 1
    }
    return false
  }

  private func holds(_ set: Int, _ ties: Span<UInt16>) -> Bool {
    let start = starts[set]
    guard starts[set &+ 1] &- start == ties.count else { return false }
    var i = 0
    while i < ties.count {
      if members[start &+ i] != ties[i] { return false }
      i &+= 1
    }
    return true
  }

  private static func hash(_ ties: Span<UInt16>) -> Int {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for i in ties.indices { hash = (hash ^ UInt64(ties[i])) &* 0xFF51_AFD7_ED55_8CCD }
    return Int(truncatingIfNeeded: hash >> 20)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for set in 0..<(starts.count - 1) {
      var at = Self.hash(members.span.extracting(starts[set]..<starts[set + 1])) & (slots.count - 1)
      while slots[at] >= 0 { at = (at + 1) & (slots.count - 1) }
      slots[at] = Int32(set)
    }
  }
}
