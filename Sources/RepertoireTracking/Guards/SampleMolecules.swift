public import Repertoires

/// The molecules of one sample: identifiers on junctions, with their reads.
///
/// Of the identifiers of one part the molecules themselves, of all the numbers that tell how
/// probable it is to meet an identifier by chance and how many reads a molecule counts with.
public struct SampleMolecules: Sendable {
  /// An identifier on a junction.
  struct Molecule: BitwiseCopyable, Sendable {
    var identifier: UMI
    var junctionHash: UInt64
    var reads: UInt32
  }

  /// Rows with more reads than this stand in the last place of the histogram.
  private static let mostReads = 10_000

  /// Which identifiers are held.
  public let part: IdentifierPart
  private(set) var molecules: [Molecule] = []
  /// Distinct molecules of all parts.
  public private(set) var total = 0
  private(set) var composition = IdentifierComposition()
  private var rowsByReads = [Int](repeating: 0, count: 64)
  private var last: Molecule?

  /// No molecules yet.
  public init(part: IdentifierPart = .all) { self.part = part }

  /// Takes in a row; false, with nothing changed, where it does not stand after those before.
  ///
  /// Rows come by identifier, locus and hash; several of one molecule are taken together.
  public mutating func append(
    _ identifier: UMI, junctionHash: UInt64, reads: Int
  ) -> Bool {
    let count = UInt32(clamping: reads)
    if let last {
      guard last.identifier <= identifier else { return false }
    }
    let place = min(max(reads, 0), Self.mostReads)
    while rowsByReads.count <= place { rowsByReads += repeatElement(0, count: rowsByReads.count) }
    rowsByReads[place] += 1
    let isHeld = part.contains(identifier)
    if last?.identifier == identifier, last?.junctionHash == junctionHash {
      if isHeld { molecules[molecules.count - 1].reads &+= count }
      return true
    }
    if last?.identifier != identifier { composition.count(identifier) }
    let molecule = Molecule(identifier: identifier, junctionHash: junctionHash, reads: count)
    last = molecule
    total += 1
    if isHeld { molecules.append(molecule) }
    return true
  }

  /// Rows of all parts: no fewer than the clonotypes of the sample count.
  public var rows: Int { rowsByReads.reduce(0, +) }

  /// The reads that a molecule counts with, from the number that the clonotypes count: the highest
  /// at which there are just as many molecules.
  ///
  /// 1 where there is no such number: the clonotypes were changed since, or are another sample's.
  func leastReads(forTotal counted: Int?) -> Int {
    guard let counted, counted > 0 else { return 1 }
    var sum = 0
    for reads in rowsByReads.indices.reversed() {
      sum += rowsByReads[reads]
      if sum == counted { return max(1, reads) }
      if sum > counted { return 1 }
    }
    return 1
  }

  /// The same numbers without the molecules.
  func withoutMolecules() -> SampleMolecules {
    var rest = self
    rest.molecules = []
    return rest
  }

  /// Molecules of each junction, by hash.
  func junctionSizes() -> [(hash: UInt64, molecules: Int32)] {
    var sizes: [(hash: UInt64, molecules: Int32)] = []
    for hash in molecules.map(\.junctionHash).sorted() {
      if sizes.last?.hash == hash {
        sizes[sizes.count - 1].molecules += 1
      } else {
        sizes.append((hash, 1))
      }
    }
    return sizes
  }
}
