import Glibc
import RepertoireStatistics
import Repertoires

/// What the molecules of a run tell: who shares them with whom, and those of the clones asked for.
public struct MoleculeEvidence: Sendable {
  /// Where more of a sample's molecules than this are shared by chance, sharing tells nothing.
  static let mostByChance = 0.01
  /// Probability of one false word on a run without any sharing.
  private static let falseAlarm = 0.01

  private let samples: [Sample]
  /// Without their molecules.
  private let libraries: [SampleMolecules?]
  private let sums: [PairSums]
  private let molecules: [CloneMolecule]
  private let leastReads: [Int]
  private var places: [String: Int] = [:]
  /// Names of samples that count molecules and have no table of them, in order.
  public let missing: [String]

  init(
    samples: [Sample], libraries: [SampleMolecules?], sums: [PairSums],
    molecules: [CloneMolecule], leastReads: [Int], missing: [Int]
  ) {
    self.samples = samples
    self.libraries = libraries
    self.sums = sums
    self.molecules = molecules
    self.leastReads = leastReads
    self.missing = missing.map { samples[$0].id }.sorted()
    for (place, sample) in samples.enumerated() { places[sample.id] = place }
  }

  /// Every two samples that can be compared, by name.
  public func pairs() -> [SharedMolecules] {
    let order = samples.indices.filter { libraries[$0] != nil }.sorted {
      samples[$0].id < samples[$1].id
    }
    var rows: [SharedMolecules] = []
    for (rank, a) in order.enumerated() {
      for b in order[(rank + 1)...] where areComparable(a, b) { rows.append(row(a, b)) }
    }
    let limit = log(Self.falseAlarm / Double(max(1, rows.count)))
    for place in rows.indices {
      let smaller = min(rows[place].firstMolecules, rows[place].secondMolecules)
      if rows[place].expected > Self.mostByChance * Double(smaller) {
        rows[place].verdict = .tooFewIdentifiers
      } else if rows[place].shared > 0, rows[place].logP <= limit {
        rows[place].verdict = .shared
      }
    }
    return rows
  }

  private func row(_ a: Int, _ b: Int) -> SharedMolecules {
    let isInOrder = a < b
    let pair = sums[min(a, b) * samples.count + max(a, b)]
    let chance = chance(a, b)
    return SharedMolecules(
      first: samples[a].id, second: samples[b].id, firstMolecules: libraries[a]?.total ?? 0,
      secondMolecules: libraries[b]?.total ?? 0, shared: pair.shared,
      firstReads: isInOrder ? pair.firstReads : pair.secondReads,
      secondReads: isInOrder ? pair.secondReads : pair.firstReads,
      expected: Double(pair.likePairs) * chance,
      logP: Self.logTail(pair.shared, pairs: pair.likePairs, chance: chance),
      verdict: .asExpected)
  }

  /// Whether two samples may hold molecules of each other: of one kit, and not of two runs, as far
  /// as the sheet tells.
  func areComparable(_ a: Int, _ b: Int) -> Bool {
    guard a != b, libraries[a] != nil, libraries[b] != nil else { return false }
    let (x, y) = (samples[a], samples[b])
    if let one = x.kit, let other = y.kit, one != other { return false }
    return !x.isApartInBatch(from: y)
  }

  /// The probability that a molecule of one sample has the identifier of a given one of the other.
  ///
  /// The larger of what the bases give if they stand independently and of what molecules on unlike
  /// junctions show: uneven synthesis and barcodes of cells make identifiers meet more often. One
  /// unlike meeting is left out for each shared molecule, since a stray whose junction was misread
  /// meets its source on an unlike one.
  func chance(_ a: Int, _ b: Int) -> Double {
    guard let x = libraries[a], let y = libraries[b] else { return 0 }
    let pair = sums[min(a, b) * samples.count + max(a, b)]
    let byBases = x.composition.chance(with: y.composition)
    let unlikePairs = x.total * y.total - pair.likePairs
    let unlike = pair.coincidences - 2 * pair.shared
    guard unlikePairs > 0, unlike > 0 else { return byBases }
    return min(1, max(byBases, Double(unlike) / Double(unlikePairs)))
  }

  /// Log of the probability that so many or more of some pairs of molecules are alike by chance.
  static func logTail(_ shared: Int, pairs: Int, chance: Double) -> Double {
    BinomialDistribution(n: pairs, probability: chance).upperTail(shared).log
  }

  /// The place of a sample by name.
  func place(of sample: String) -> Int? { places[sample] }

  /// Whether a sample has a table of molecules.
  func hasMolecules(_ sample: Int) -> Bool { libraries[sample] != nil }

  /// Name of a sample.
  func name(_ sample: Int) -> String { samples[sample].id }

  /// Reads that a molecule of a sample needs to count.
  func leastReads(_ sample: Int) -> Int { leastReads[sample] }

  /// Bases of the longest identifier of a sample.
  func longest(_ sample: Int) -> Int { libraries[sample]?.composition.longest ?? 0 }

  /// The molecules of a clone, by sample and identifier.
  func molecules(of junctionHash: UInt64) -> ArraySlice<CloneMolecule> {
    var (low, high) = (0, molecules.count)
    while low < high {
      let middle = (low + high) / 2
      if molecules[middle].junctionHash < junctionHash { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < molecules.count, molecules[end].junctionHash == junctionHash { end += 1 }
    return molecules[low..<end]
  }
}
