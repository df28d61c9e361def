public import Sequences
public import VDJAlignment

/// Counts molecules by the locus and nucleotides of their consensus junction.
public struct MoleculeCounter: Sendable {
  /// One identifier of a junction, as it is kept to tell index hopping between samples later.
  public struct Identity: Sendable, Comparable {
    /// The identifier.
    public var umi: UMI
    /// The locus.
    public var locus: Locus
    /// Stable hash of locus and junction.
    public var junctionHash: UInt64
    /// Reads of the molecule.
    public var reads: Int

    /// The total order of the file: by identifier, locus, hash, then reads.
    public static func < (a: Identity, b: Identity) -> Bool {
      (a.umi, a.locus, a.junctionHash, a.reads) < (b.umi, b.locus, b.junctionHash, b.reads)
    }
  }

  /// Molecules as the reads of a library without identifiers.
  var table: ClonotypeCounter
  /// Reads by entry of ``table``.
  private(set) var reads: [Int] = []
  /// Reads of V/J sets other than the first of an entry.
  private(set) var readsOfTies: [Tie: Int] = [:]
  /// Reads on molecules below the threshold, by `Locus.index`.
  public private(set) var readsBelowThreshold = [Int](repeating: 0, count: Locus.allCases.count)
  /// Molecules below it.
  public private(set) var moleculesBelowThreshold = 0

  struct Tie: Hashable {
    let entry: Int
    let v: UInt32
    let j: UInt32
  }

  private let records: ClonotypeCounter
  private let threshold: Int
  private let hashes: [UInt64]

  /// - Parameters:
  ///   - grouping: Gives the table of the records.
  ///   - index: The index that reads were aligned with.
  ///   - threshold: Reads that a molecule needs to count.
  public init(_ grouping: MoleculeGrouping, index: AlignmentIndex, threshold: Int) {
    records = grouping.table
    self.threshold = threshold
    table = ClonotypeCounter(index: index)
    let records = records
    hashes = records.entries.map { entry in
      var hash = StableHash()
      hash.combine(Locus.allCases[Int(entry.locus)].rawValue.utf8)
      for i in 0..<Int(entry.length) {
        hash.combine(Nucleotide.ascii(ofCode: records.base(of: entry, at: i)))
      }
      return hash.value
    }
  }

  /// What is kept of a molecule.
  public func identity(of molecule: MoleculeRecord) -> Identity {
    Identity(
      umi: molecule.umi, locus: Locus.allCases[Int(records.entries[Int(molecule.entry)].locus)],
      junctionHash: hashes[Int(molecule.entry)], reads: Int(molecule.reads))
  }

  /// Counts a molecule; false when it has too few reads.
  @discardableResult
  public mutating func count(_ molecule: MoleculeRecord) -> Bool {
    let entry = records.entries[Int(molecule.entry)]
    guard molecule.reads >= threshold else {
      readsBelowThreshold[Int(entry.locus)] += Int(molecule.reads)
      moleculesBelowThreshold += 1
      return false
    }
    table.reserveKey(entry.wordCount)
    for word in 0..<entry.wordCount { table.keyScratch[word] = records.word(word, of: entry) }
    let at = table.entry(hash: entry.hash, length: Int(entry.length), locus: entry.locus)
    if at == reads.count { reads.append(0) }
    reads[at] += Int(molecule.reads)
    table.entries[at].reads += 1
    let start = table.entries[at].qualities
    for i in 0..<Int(entry.length) {
      table.qualitySums[start + i] = UInt8(
        min(255, Int(table.qualitySums[start + i]) + molecule.quality.score(at: i)))
    }
    let v = table.vTies.number(of: records.vTies.targets(of: molecule.v))
    let j = table.jTies.number(of: records.jTies.targets(of: molecule.j))
    table.addTies(v: v, j: j, reads: 1, to: at)
    if table.entries[at].tie.v != v || table.entries[at].tie.j != j {
      readsOfTies[Tie(entry: at, v: v, j: j), default: 0] += Int(molecule.reads)
    }
    table.offer(entry.representative, of: records, to: at)
    return true
  }
}
