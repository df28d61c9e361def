import Sequences

/// The numbers of a sample's molecules before any threshold: histogram and what thresholds give.
public struct MoleculeNumbers: Sendable {
  /// Molecules with more reads count as having this many in the histogram.
  public static let mostReads = 10_000

  /// What is left of a sample above a threshold.
  public struct Outcome: Sendable, Equatable {
    /// Reads a molecule needs.
    public var threshold: Int
    /// Molecules with as many.
    public var molecules: Int
    /// Distinct consensus junctions of these, before their errors are folded.
    public var junctions: Int
    /// Reads of these.
    public var reads: Int
  }

  /// Molecules by reads; position 0 is unused.
  public private(set) var histogram: [Int] = [0]
  /// What stands at each place of their identifiers.
  public private(set) var cycles = UMICycles()
  private var readsByMolecules: [Int] = [0]
  /// The most reads of a molecule of each junction.
  private var mostReadsOfEntry: [UInt32]

  /// - Parameter molecules: Gives the table of the records.
  public init(_ molecules: GroupedMolecules) {
    mostReadsOfEntry = [UInt32](repeating: 0, count: molecules.table.entries.count)
  }

  /// Counts a molecule.
  public mutating func count(_ molecule: MoleculeRecord) {
    let reads = min(Int(molecule.reads), Self.mostReads)
    reserve(reads + 1)
    histogram[reads] += 1
    readsByMolecules[reads] += Int(molecule.reads)
    cycles.count(molecule.umi)
    let entry = Int(molecule.entry)
    mostReadsOfEntry[entry] = max(mostReadsOfEntry[entry], molecule.reads)
  }

  private mutating func reserve(_ count: Int) {
    guard count > histogram.count else { return }
    let missing = repeatElement(0, count: count - histogram.count)
    histogram.append(contentsOf: missing)
    readsByMolecules.append(contentsOf: missing)
  }

  /// Adds the molecules that another worker counted.
  public mutating func merge(_ other: MoleculeNumbers) {
    reserve(other.histogram.count)
    for reads in other.histogram.indices {
      histogram[reads] += other.histogram[reads]
      readsByMolecules[reads] += other.readsByMolecules[reads]
    }
    cycles.merge(other.cycles)
    for entry in mostReadsOfEntry.indices {
      mostReadsOfEntry[entry] = max(mostReadsOfEntry[entry], other.mostReadsOfEntry[entry])
    }
  }

  /// What each threshold from 1 to `last` gives.
  public func outcomes(upTo last: Int) -> [Outcome] {
    (1...max(1, last)).map { threshold in
      let first = min(threshold, histogram.count)
      return Outcome(
        threshold: threshold, molecules: histogram[first...].reduce(0, +),
        junctions: mostReadsOfEntry.count { $0 >= threshold },
        reads: readsByMolecules[first...].reduce(0, +))
    }
  }
}
