import RepertoireStatistics
import Testing

@testable import RepertoireSimulation

struct PCRTests {
  @Test("late errors hit molecules at the rate of the polymerase, one base each")
  func lateErrors() {
    let simulator = ReadSimulator(
      layout: .single(), quality: .perfect, pcr: PCRModel(errorRate: 1e-5, cycles: 25))
    let fragment = [UInt8](repeating: 2, count: 150)
    var random = SplitMix64(seed: 31)
    var changed = 0
    for _ in 0..<20_000 {
      let copy = simulator.amplified(fragment, nil, using: &random)
      let differences = zip(copy, fragment).count { $0 != $1 }
      #expect(differences <= 1 && copy.allSatisfy { $0 < 4 })
      changed += differences
    }
    // 150 bases x 1e-5 x 20 late cycles.
    let expected = 20_000 * 0.03
    #expect(abs(Double(changed) - expected) < 5 * expected.squareRoot())
  }

  @Test("an error of cycle k is in 2^-k of the copies", arguments: 1...5)
  func earlyErrors(cycle: Int) {
    let simulator = ReadSimulator(
      layout: .single(), quality: .perfect, pcr: PCRModel(errorRate: 1e-12, cycles: 5))
    let fragment = [UInt8](repeating: 0, count: 150)
    let error = TemplateError(cycle: cycle, position: 70, shift: 3)
    var random = SplitMix64(seed: 32)
    var copies = 0
    for _ in 0..<8_000 {
      let copy = simulator.amplified(fragment, error, using: &random)
      if copy[70] == 3 { copies += 1 } else { #expect(copy == fragment) }
    }
    let expected = 8_000 / Double(1 << cycle)
    #expect(abs(Double(copies) - expected) < 5 * expected.squareRoot())
  }

  @Test("early errors are twice as frequent with each cycle")
  func cyclesOfEarlyErrors() {
    let simulator = ReadSimulator(
      layout: .single(), quality: .perfect, pcr: PCRModel(errorRate: 1e-4, cycles: 25))
    var random = SplitMix64(seed: 33)
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<20_000 {
      guard let error = simulator.templateError(fragmentLength: 150, using: &random) else {
        continue
      }
      #expect((0..<150).contains(error.position) && (1...3).contains(error.shift))
      counts[error.cycle] += 1
    }
    #expect(counts[0] == 0)
    for cycle in 1...5 {
      let expected = 20_000 * 150 * 1e-4 * Double(1 << (cycle - 1))
      #expect(abs(Double(counts[cycle]) - expected) < 5 * expected.squareRoot())
    }
  }
}
