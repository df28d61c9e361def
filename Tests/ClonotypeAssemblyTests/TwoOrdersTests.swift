import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite struct TwoOrdersTests {
  @Test("one order, and the other among what it does not tell apart", arguments: UInt64(0)..<40)
  func sorted(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let most = Int.random(in: 0...20, using: &generator)
    // The third number is in neither order, so both leave it as it came.
    let elements = (0..<Int.random(in: 0...200, using: &generator)).map { place in
      [
        Int.random(in: 0...most, using: &generator), Int.random(in: 0...3, using: &generator),
        place,
      ]
    }
    var asked: Set<Int> = []
    var found = elements
    found.sort {
      $0[0] == $1[0] ? nil : $0[0] > $1[0]
    } amongEquals: { a, b in
      #expect(a[0] == b[0])
      asked.insert(a[0])
      return a[1] < b[1]
    }
    let expected = elements.sorted { a, b in
      a[0] != b[0] ? a[0] > b[0] : a[1] != b[1] ? a[1] < b[1] : a[2] < b[2]
    }
    #expect(found == expected)
    let counts = Dictionary(grouping: elements) { $0[0] }.mapValues(\.count)
    #expect(asked == Set(counts.filter { $0.value > 1 }.keys))
  }
}
