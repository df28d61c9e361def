import Sequences
public import VDJAlignment

/// A table put together again from its junctions.
extension ClonotypeCounter {
  /// A table without junctions whose V/J sets have the numbers of a ``TableNumbering``.
  ///
  /// Nil when a set is none of the index: not of two targets or more, not ascending, or twice.
  public init?(index: AlignmentIndex, vSets: [[UInt16]], jSets: [[UInt16]]) {
    self.init(index: index)
    for set in vSets where !Self.add(set, to: &vTies, of: index.vTargets.count) { return nil }
    for set in jSets where !Self.add(set, to: &jTies, of: index.jTargets.count) { return nil }
    guard vTies.allTargets().count == index.vTargets.count + vSets.count,
      jTies.allTargets().count == index.jTargets.count + jSets.count
    else { return nil }
  }

  private static func add(_ set: [UInt16], to ties: inout TieTable, of targets: Int) -> Bool {
    guard set.count > 1, zip(set, set.dropFirst()).allSatisfy({ $0 < $1 }),
      set.allSatisfy({ Int($0) < targets })
    else { return false }
    _ = ties.number(of: set)
    return true
  }

  /// How many V and J sets have numbers, single targets among them.
  public var setCounts: (v: Int, j: Int) {
    (vTies.allTargets().count, jTies.allTargets().count)
  }

  /// Adds a junction that the table does not hold yet; its place is the number of those before.
  ///
  /// - Parameter sets: ``setCounts`` of this table.
  /// - Returns: False, and nothing is added, when the junction contradicts itself or is there.
  public mutating func add(_ junction: CountedJunction, sets: (v: Int, j: Int)) -> Bool {
    let best = junction.representative
    let bestWords = (best.length + 31) / 32 * (best.hasUnknown ? 2 : 1)
    guard (0..<Locus.allCases.count).contains(junction.locus), junction.length > 0,
      junction.words.count == (junction.length + 31) / 32, junction.hasNothingBehindItsEnd,
      junction.qualitySums.count == junction.length, junction.reads > 0,
      junction.ties.reduce(0, { $0 &+ $1.reads }) == junction.reads,
      junction.ties.allSatisfy({ $0.reads > 0 && Int($0.v) < sets.v && Int($0.j) < sets.j }),
      best.words.count == bestWords, best.junctionStart >= 0,
      best.junctionStart <= best.length - junction.length
    else { return false }
    let locus = UInt8(junction.locus)
    guard find(junction.words, length: junction.length, locus: locus) == nil else { return false }
    let at = entry(ofJunction: junction.words, length: junction.length, locus: locus)
    entries[at].reads = junction.reads
    addSums(junction.qualitySums.map { Int($0) }, to: at)
    for tie in junction.ties { addTies(v: tie.v, j: tie.j, reads: tie.reads, to: at) }
    entries[at].representative = .init(
      firstWord: UInt32(readWords.count), capacity: Int32(bestWords), length: Int32(best.length),
      worth: Int32(best.worth), junctionStart: Int32(best.junctionStart),
      hasUnknown: best.hasUnknown)
    readWords += best.words
    return true
  }
}
