import Glibc
import RepertoireStatistics

/// The frequency-matched permutation of STATISTICS 6.1.
///
/// For each expanded clone a control is drawn among clones that did not expand and have about the
/// same counts in post-treatment blood: the same half-octave, widened until five are found, else the
/// twenty nearest by count. `p = (1 + draws at least as extreme) / (1 + draws)`.
struct OverlapPermutation {
  /// A clone seen in post-treatment blood.
  struct Candidate: Comparable {
    /// Counts over all post-treatment blood, at least 1.
    var blood: Int
    /// Counts over all post-treatment biopsies.
    var tumor: Int

    static func < (a: Candidate, b: Candidate) -> Bool { (a.blood, a.tumor) < (b.blood, b.tumor) }
  }

  private static let leastControls = 5
  private static let widest = 6
  private static let nearestControls = 20

  let expanded: [Candidate]
  let controls: [Candidate]
  let tumorTotal: Int

  /// Candidates in any order; both lists are put into order by their values.
  init(expanded: [Candidate], controls: [Candidate], tumorTotal: Int) {
    self.expanded = expanded.sorted()
    self.controls = controls.sorted()
    self.tumorTotal = tumorTotal
  }

  /// Runs the draws; nil without expanded clones, controls or tumor counts.
  func test(draws: Int, generator: SplitMix64) -> OverlapTest? {
    guard !expanded.isEmpty, !controls.isEmpty, tumorTotal > 0, draws > 0 else { return nil }
    var generator = generator
    let matched = expanded.map { matches($0.blood) }
    let observed = expanded.count { $0.tumor > 0 }
    let observedMass = expanded.reduce(0) { $0 + $1.tumor }
    var (asMany, asMuch, sum, sumMass) = (0, 0, 0, 0)
    for _ in 0..<draws {
      var (present, mass) = (0, 0)
      for match in matched {
        let drawn = match.range.lowerBound + generator.integer(below: match.range.count)
        let tumor = controls[drawn].tumor
        present += tumor > 0 ? 1 : 0
        mass += tumor
      }
      sum += present
      sumMass += mass
      if present >= observed { asMany += 1 }
      if mass >= observedMass { asMuch += 1 }
    }
    let expected = Double(sum) / Double(draws)
    let nearest = zip(expanded, matched).filter { $0.1.isNearest }
    let ratios = nearest.map { clone, match in
      let counts = match.range.map { Double(controls[$0].blood) }
      return counts[counts.count / 2] / Double(clone.blood)
    }.sorted()
    return OverlapTest(
      expanded: expanded.count, observed: observed, expected: expected,
      ratio: expected > 0 ? Double(observed) / expected : nil,
      p: Double(1 + asMany) / Double(1 + draws),
      observedMass: Double(observedMass) / Double(tumorTotal),
      expectedMass: Double(sumMass) / Double(draws) / Double(tumorTotal),
      pMass: Double(1 + asMuch) / Double(1 + draws), permutations: draws,
      nearestMatched: nearest.count,
      medianCountRatio: ratios.isEmpty ? nil : ratios[ratios.count / 2])
  }

  private struct Match {
    var range: Range<Int>
    var isNearest: Bool
  }

  private func matches(_ blood: Int) -> Match {
    let bin = Self.bin(blood)
    for width in 0...Self.widest {
      let first = firstControl { Self.bin($0) >= bin - width }
      let end = firstControl { Self.bin($0) > bin + width }
      if end - first >= Self.leastControls { return Match(range: first..<end, isNearest: false) }
    }
    // Controls are in order of count, so that the nearest ones are one run of them.
    var end = firstControl { $0 > blood }
    var first = end
    while end - first < min(Self.nearestControls, controls.count) {
      let below = first > 0 ? blood - controls[first - 1].blood : Int.max
      let above = end < controls.count ? controls[end].blood - blood : Int.max
      if below <= above { first -= 1 } else { end += 1 }
    }
    // Clones at either edge that tie with the last one taken are taken too: to choose among them by
    // their order would choose by their counts in the tumor.
    while first > 0, controls[first - 1].blood == controls[first].blood { first -= 1 }
    while end < controls.count, controls[end].blood == controls[end - 1].blood { end += 1 }
    return Match(range: first..<end, isNearest: true)
  }

  /// Half-octave of a count.
  static func bin(_ count: Int) -> Int { Int(floor(2 * log2(Double(max(1, count))))) }

  private func firstControl(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, controls.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(controls[middle].blood) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
