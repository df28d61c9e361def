import RepertoireStatistics
import RepertoireTracking
import Repertoires
import Testing

@Suite("Power of a planned draw")
struct PowerTests {
  static func simulation(cells: Int = 6_000) -> PowerSimulation {
    var simulation = PowerSimulation(
      design: LibraryDesign(unit: .templates, cells: cells, countsPerCell: 1))
    simulation.backgroundClones = 20_000
    simulation.runs = 2
    simulation.frequencies = [1e-4, 1e-2]
    simulation.foldChanges = [.infinity, 8]
    return simulation
  }

  @Test("large rises are found, rises below a cell are not, and a seed gives one result")
  func grid() throws {
    let result = Self.simulation().run()
    #expect(result.points.count == 4 && result.points.allSatisfy { $0.planted == 8 })
    let large = try #require(result.points.first { $0.frequency == 1e-2 })
    #expect(large.foldChange == .infinity && large.power >= 0.8)
    #expect(large.lower95 < large.power || large.power == 1)
    // A tenth of a promille of 6,000 cells is not one cell.
    #expect(result.points.filter { $0.frequency == 1e-4 }.allSatisfy { $0.power < 0.3 })
    #expect(result.detectable(foldChange: .infinity) == 1e-2)
    #expect(result.falseCalls <= 1)
    #expect(Self.simulation().run() == result)
  }

  @Test(
    "libraries count what was put in",
    arguments: [
      (CountUnit.templates, 0.5, 5_000), (.cells, 1, 10_000), (.umi, 3, 30_000),
      (.reads, 20, 200_000),
    ])
  func depth(unit: CountUnit, perCell: Double, expected: Int) {
    let blood = SimulatedBlood(clones: 5_000, seed: 1)
    let counts = LibraryDesign(unit: unit, cells: 10_000, countsPerCell: perCell)
      .counts(of: blood, seed: 2)
    let total = counts.reduce(0, +)
    #expect(abs(Double(total) / Double(expected) - 1) < 0.05, "\(total)")
    let again = LibraryDesign(unit: unit, cells: 10_000, countsPerCell: perCell)
    #expect(again.counts(of: blood, seed: 2) == counts)
    #expect(again.counts(of: blood, seed: 3) != counts)
  }

  @Test("a library that is not sequenced to its end shows as many counts as were sequenced")
  func sequencingDepth() {
    let blood = SimulatedBlood(clones: 5_000, seed: 1)
    func counts(_ depth: Int?) -> [Int] {
      LibraryDesign(unit: .umi, cells: 10_000, countsPerCell: 3, depth: depth)
        .counts(of: blood, seed: 2)
    }
    let all = counts(nil)
    let some = counts(6_000)
    #expect(abs(some.reduce(0, +) - 6_000) < 400)
    #expect(zip(some, all).allSatisfy { $0 <= $1 })
    // More than there is to sequence changes nothing.
    #expect(counts(1_000_000) == all)
  }

  @Test("drift keeps the whole and moves the parts by its size")
  func drift() {
    let before = SimulatedBlood(clones: 5_000, seed: 1)
    var after = before
    after.drift(logSD: 0.25, seed: 3)
    #expect(abs(after.frequencies.reduce(0, +) - 1) < 1e-9)
    #expect(after.frequencies != before.frequencies)
    var still = before
    still.drift(logSD: 0, seed: 3)
    #expect(still.frequencies == before.frequencies)
  }
}
