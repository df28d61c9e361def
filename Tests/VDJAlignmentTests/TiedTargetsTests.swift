import TestSupport
import Testing

@testable import VDJAlignment

@Suite struct TiedTargetsTests {
  @Test("a list of ties holds what a sorted set holds", arguments: 0..<20)
  func agreesWithSet(_ random: UInt64) {
    var generator = SeededGenerator(seed: random)
    var ties = TiedTargets(targetCount: 40)
    var expected: Set<UInt16> = []
    for _ in 0..<300 {
      switch Int.random(in: 0..<12, using: &generator) {
      case 0:
        ties.empty()
        expected = []
      case 1:
        let divisor = UInt16.random(in: 2...4, using: &generator)
        ties.keep { $0 % divisor != 0 }
        expected = expected.filter { $0 % divisor != 0 }
      default:
        let target = UInt16.random(in: 0..<40, using: &generator)
        ties.insert(target)
        expected.insert(target)
      }
      #expect(ties.list == expected.sorted())
      #expect(ties.count == expected.count && ties.span.count == expected.count)
      let sought = UInt16.random(in: 0..<40, using: &generator)
      #expect(ties.contains(sought) == expected.contains(sought))
    }
  }

  @Test("every target of a list can tie")
  func holdsAll() {
    var ties = TiedTargets(targetCount: 5)
    for target in (0..<5).reversed() { ties.insert(UInt16(target)) }
    for target in 0..<5 { ties.insert(UInt16(target)) }
    #expect(ties.list == [0, 1, 2, 3, 4])
  }
}
