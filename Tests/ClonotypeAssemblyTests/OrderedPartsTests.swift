import Glibc
import Testing

@testable import ClonotypeAssembly

@Suite("Work in ordered parts") struct OrderedPartsTests {
  @Test(
    "parts come in order, whatever their size and the tasks", arguments: [1, 3, 100], [0, 1, 4])
  func orderedParts(_ step: Int, _ threads: Int) async {
    for count in [0, 1, 7, 100] {
      let parts = await OrderedParts.map(count: count, step: step, threads: threads) {
        $0.map { $0 * $0 }
      }
      #expect(parts.flatMap { $0 } == (0..<count).map { $0 * $0 })
      #expect(parts.count == (count + step - 1) / step)
    }
  }

  @Test("late parts hold up those behind them", arguments: [1, 2, 4])
  func late(_ threads: Int) async {
    var taken: [Int] = []
    await OrderedParts.forEach(
      count: 12, step: 1, threads: threads,
      { places in
        // Every third part takes far longer than the others.
        if places.lowerBound % 3 == 0 { usleep(5_000) }
        return places.lowerBound
      },
      consume: { taken.append($0) })
    #expect(taken == Array(0..<12))
  }
}
