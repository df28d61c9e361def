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
  private let loci = Locus.allCases
  /// The numbers in ``table`` of the sets of the records, once they are needed.
  private var vNumbers: [UInt32?]
  private var jNumbers: [UInt32?]
  /// Room for the scores of a molecule.
  private var scores: [UInt8] = []

  /// - Parameters:
  ///   - molecules: Gives the table of the records.
  ///   - index: The index that reads were aligned with.
  ///   - threshold: Reads that a molecule needs to count.
  public init(_ molecules: GroupedMolecules, index: AlignmentIndex, threshold: Int) {
    records = molecules.table
    self.threshold = threshold
    table = ClonotypeCounter(index: index)
    vNumbers = Array(repeating: nil, count: records.vTies.count)
    jNumbers = Array(repeating: nil, count: records.jTies.count)
  }

  /// Counts a molecule, or its reads when it has too few.
  ///
  /// - Returns: What is kept of it.
  @discardableResult
  public mutating func count(_ molecule: MoleculeRecord) -> Identity {
    let entry = records.entries[Int(molecule.entry)]
    if molecule.reads >= threshold {
      count(molecule, of: entry)
    } else {
      readsBelowThreshold[Int(entry.locus)] += Int(molecule.reads)
      moleculesBelowThreshold += 1
    }
    let locus = loci[Int(entry.locus)]
    var hash = StableHash(junctionOf: locus)
    for i in 0..<Int(entry.length) {
      hash.combine(Nucleotide.ascii(ofCode: records.base(of: entry, at: i)))
    }
    return Identity(
      umi: molecule.umi, locus: locus, junctionHash: hash.value, reads: Int(molecule.reads))
  }

  private mutating func count(_ molecule: MoleculeRecord, of entry: JunctionEntry) {
    let at = table.entry(ofJunction: Int(molecule.entry), in: records)
    if at == reads.count { reads.append(0) }
    reads[at] += Int(molecule.reads)
    table.entries[at].reads += 1
    addQualities(of: molecule, to: at)
    let v = vNumbers[Int(molecule.v)] ?? numberOfV(molecule.v)
    let j = jNumbers[Int(molecule.j)] ?? numberOfJ(molecule.j)
    table.addTies(v: v, j: j, reads: 1, to: at)
    addReads(Int(molecule.reads), of: (v, j), to: at)
    table.offer(entry.representative, words: records.readWords, to: at)
  }

  private mutating func numberOfV(_ set: UInt32) -> UInt32 {
    let number = table.vTies.number(of: records.vTies.targets(of: set))
    vNumbers[Int(set)] = number
    return number
  }

  private mutating func numberOfJ(_ set: UInt32) -> UInt32 {
    let number = table.jTies.number(of: records.jTies.targets(of: set))
    jNumbers[Int(set)] = number
    return number
  }

  private mutating func addQualities(of molecule: MoleculeRecord, to at: Int) {
    scores.removeAll(keepingCapacity: true)
    for place in 0..<Int(table.entries[at].length) {
      scores.append(UInt8(molecule.quality.score(at: place)))
    }
    // Held apart from the table, which changes.
    let added = scores
    table.addScores(unsafe added.span.bytes, from: 0, to: at)
  }

  /// Adds the molecules that another worker counted.
  public mutating func merge(_ other: MoleculeCounter) {
    let mapping = table.merge(other.table)
    reads.append(contentsOf: repeatElement(0, count: table.entries.count - reads.count))
    for number in other.reads.indices {
      let at = mapping.entry(number)
      reads[at] += other.reads[number]
      var rest = other.reads[number]
      let ties = other.table.ties(of: other.table.entries[number])
      for tie in ties.dropFirst() {
        let own = other.readsOfTies[Tie(entry: number, v: tie.v, j: tie.j)] ?? 0
        rest -= own
        addReads(own, of: mapping.sets(v: tie.v, j: tie.j), to: at)
      }
      if let tie = ties.first { addReads(rest, of: mapping.sets(v: tie.v, j: tie.j), to: at) }
    }
    for locus in readsBelowThreshold.indices {
      readsBelowThreshold[locus] += other.readsBelowThreshold[locus]
    }
    moleculesBelowThreshold += other.moleculesBelowThreshold
  }

  /// Adds reads of a V/J set, unless it is the first of its entry.
  private mutating func addReads(_ count: Int, of sets: (v: UInt32, j: UInt32), to at: Int) {
    let first = table.entries[at].tie
    guard first.v != sets.v || first.j != sets.j else { return }
    readsOfTies[Tie(entry: at, v: sets.v, j: sets.j), default: 0] += count
  }
}
