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
  private var readsByMolecules: [Int] = [0]
  /// The most reads of a molecule of each junction.
  private var mostReadsOfEntry: [UInt32]

  /// - Parameter grouping: Gives the table of the records.
  public init(_ grouping: MoleculeGrouping) {
    mostReadsOfEntry = [UInt32](repeating: 0, count: grouping.table.entries.count)
  }

  /// Counts a molecule.
  public mutating func count(_ molecule: MoleculeRecord) {
    let reads = min(Int(molecule.reads), Self.mostReads)
    if reads >= histogram.count {
      let missing = reads + 1 - histogram.count
      histogram.append(contentsOf: repeatElement(0, count: missing))
      readsByMolecules.append(contentsOf: repeatElement(0, count: missing))
    }
    histogram[reads] += 1
    readsByMolecules[reads] += Int(molecule.reads)
    let entry = Int(molecule.entry)
    mostReadsOfEntry[entry] = max(mostReadsOfEntry[entry], molecule.reads)
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
