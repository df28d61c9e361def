/// Numbers for sets of tied targets of one segment, so that a count needs one number.
///
/// The number of a single target is the target's; larger sets get numbers as they are first seen.
/// Within a table equal numbers are equal sets; across tables they are not, and their order means
/// nothing.
struct TieTable: Sendable {
  private let targetCount: Int
  /// Where the members of each set begin; single targets are sets like all others.
  private var starts: [Int]
  private var members: [UInt16]
  /// Numbers of sets of two targets or more, by hash; -1 where free.
  private var slots: [Int32]

  /// A table for the sets of `targetCount` targets.
  init(targetCount: Int) {
    self.targetCount = targetCount
    starts = Array(0...targetCount)
    members = (0..<targetCount).map { UInt16($0) }
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
      if holds(set, ties) { return UInt32(truncatingIfNeeded: set) }
      at = (at &+ 1) & (slots.count &- 1)
    }
    let set = count
    for i in ties.indices { members.append(ties[i]) }
    starts.append(members.count)
    slots[at] = Int32(set)
    if (count - targetCount) * 2 >= slots.count { grow() }
    return UInt32(set)
  }

  /// The targets of a set, ascending.
  func targets(of number: UInt32) -> [UInt16] { Array(members[places(of: number)]) }

  /// The first target of a set.
  @inline(__always)
  func first(of number: UInt32) -> UInt16 { members[starts[Int(number)]] }

  /// The targets of a set, ascending, for as long as the table stays as it is.
  @inline(__always)
  @_lifetime(borrow self)
  func span(of number: UInt32) -> Span<UInt16> {
    members.span.extracting(places(of: number))
  }

  /// Sets with a number, single targets among them.
  var count: Int { starts.count - 1 }

  /// Whether two sets have a target in common.
  func intersect(_ a: UInt32, _ b: UInt32) -> Bool {
    let targets = span(of: a)
    for i in targets.indices where contains(b, targets[i]) { return true }
    return false
  }

  /// Whether a set comes before another by its targets, compared one by one.
  func precedes(_ a: UInt32, _ b: UInt32) -> Bool {
    targets(of: a).lexicographicallyPrecedes(targets(of: b))
  }

  /// The targets of every set by its number; the arrays are shared by all who take them.
  func allTargets() -> [[UInt16]] {
    (0..<UInt32(count)).map { targets(of: $0) }
  }

  /// Whether a set holds a target.
  func contains(_ number: UInt32, _ target: UInt16) -> Bool {
    for at in places(of: number) where members[at] == target { return true }
    return false
  }

  @inline(__always)
  private func places(of number: UInt32) -> Range<Int> {
    starts[Int(number)]..<starts[Int(number) &+ 1]
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
    for set in targetCount..<count {
      var at = Self.hash(span(of: UInt32(set))) & (slots.count - 1)
      while slots[at] >= 0 { at = (at + 1) & (slots.count - 1) }
      slots[at] = Int32(set)
    }
  }
}
