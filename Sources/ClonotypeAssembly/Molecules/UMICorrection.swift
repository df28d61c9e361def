import Sequences

/// Finds the molecules of a junction family whose identifier is an error copy of another's.
///
/// Directional adjacency (Smith, Heger and Sudbery, Genome Research 2017): a parent has at least
/// twice the reads of the child, less one. Beyond that the error must be more probable than a
/// molecule of the family with just that identifier: short identifiers and large clones have
/// true neighbours. Every child decides by the counts as they came, so no order matters.
public struct UMICorrection: Sendable {
  /// Identifiers of one molecule differ in no more bases.
  private static let mostDifferences = 2
  /// A copy with one given wrong base that PCR makes, per duplication: 4e-7.
  private static let pcrCopy = 6400
  /// Loss of a wrong base by its level of quality, in thousandths of log10: mean scores of 6, 13,
  /// 24 and 34, one of three bases.
  private static let losses: InlineArray<4, Int> = [1077, 1777, 2877, 3877]

  /// Families up to this size are compared pair by pair; the result is the same.
  private let smallFamily: Int
  /// Reads with the identifier of a molecule that has so many times as many, and another junction,
  /// are chimeras of PCR where a second molecule with the identifier is improbable.
  ///
  /// At five times, a simulated library of 2 % chimeras and 3 reads a molecule had 3.3 % molecules too
  /// many, 1.0 at two times. At equal reads nobody knows which is the chimera.
  private static let chimeraShare = 2
  /// That improbable: one in a hundred, in thousandths of log10.
  private static let rareCollision = -2000

  /// What became of identifiers that unrelated junctions share.
  public private(set) var shared = SharedIdentifiers()

  private let table: ClonotypeCounter
  private let shares: [Int]
  /// Distinct identifiers of the sample.
  private let identifiers: Int
  private let model = ErrorModel()
  private var best: [Int] = []
  private var parents: [Int] = []
  private var buckets: [(key: UInt64, molecule: Int32)] = []

  /// - Parameter molecules: Gives the table of the records and the composition of identifiers.
  public init(_ molecules: GroupedMolecules) { self.init(molecules, smallFamily: 32) }

  init(_ molecules: GroupedMolecules, smallFamily: Int) {
    self.smallFamily = smallFamily
    table = molecules.table
    shares = molecules.composition.logarithms()
    identifiers = molecules.composition.total
  }

  /// Joins the molecules of one family.
  ///
  /// - Parameter family: All its molecules; those that remain are left, the best ones first, whose
  ///   `reads` are those of their error copies too. Chimeras do not remain.
  public mutating func correct(_ family: inout [MoleculeRecord]) {
    guard family.count > 1 else {
      if !remains(family[0]) { family.removeAll(keepingCapacity: true) }
      return
    }
    family.sortFew { Self.precedes($0, $1, in: table) }
    findParents(in: family)
    // Parents stand before their children, so one pass reaches the roots.
    for child in family.indices { parents[child] = parents[parents[child]] }
    let firstSingle = family.firstIndex { $0.reads == 1 } ?? family.count
    for child in family.indices where parents[child] != child {
      let parent = parents[child]
      // Two single reads: neither has shown its junction twice, so the better one counts.
      if parent >= firstSingle, isBetter(family[child], than: family[parent]) {
        family[parent].entry = family[child].entry
        family[parent].quality = family[child].quality
        family[parent].v = family[child].v
        family[parent].j = family[child].j
      }
      family[parent].reads += family[child].reads
    }
    var kept = 0
    for number in family.indices where parents[number] == number {
      guard remains(family[number]) else { continue }
      family[kept] = family[number]
      kept += 1
    }
    family.removeLast(family.count - kept)
  }

  /// False for a molecule that is a chimera; counts these, and those that share their identifier.
  private mutating func remains(_ molecule: MoleculeRecord) -> Bool {
    guard molecule.rivalReads > 0 else { return true }
    let isMinor = Int(molecule.reads) * Self.chimeraShare <= Int(molecule.rivalReads)
    if isMinor, chance(of: molecule.umi, among: identifiers) < Self.rareCollision {
      shared.countChimera(
        of: table.entries[Int(molecule.entry)].locus, reads: Int(molecule.reads))
      return false
    }
    // The second one stands for the first, too, whose reads are most and who has no rival.
    shared.collidingMolecules += molecule.cluster == 1 ? 2 : 1
    return true
  }

  /// Whether a read shows the bases in which two junctions of one length differ with better scores.
  private func isBetter(_ a: MoleculeRecord, than b: MoleculeRecord) -> Bool {
    let x = table.entries[Int(a.entry)]
    let y = table.entries[Int(b.entry)]
    guard a.entry != b.entry, x.length == y.length else { return false }
    var gain = 0
    for position in 0..<Int(x.length)
    where table.base(of: x, at: position) != table.base(of: y, at: position) {
      gain += a.quality.score(at: position) - b.quality.score(at: position)
    }
    return gain > 0
  }

  /// A total order: most reads, then the identifier, then the junction.
  private static func precedes(
    _ a: MoleculeRecord, _ b: MoleculeRecord, in table: borrowing ClonotypeCounter
  ) -> Bool {
    if a.reads != b.reads { return a.reads > b.reads }
    if a.umi != b.umi { return a.umi < b.umi }
    if a.entry != b.entry { return table.precedes(Int(a.entry), Int(b.entry)) }
    return a.cluster < b.cluster
  }

  private mutating func findParents(in family: [MoleculeRecord]) {
    best.removeAll(keepingCapacity: true)
    best.append(contentsOf: repeatElement(Int.min, count: family.count))
    parents.removeAll(keepingCapacity: true)
    parents.append(contentsOf: family.indices)
    if family.count <= smallFamily {
      for child in 1..<family.count {
        for parent in 0..<child { offer(parent, to: child, in: family) }
      }
      return
    }
    // With two differences at most, one of three parts of the identifier is the same.
    for part in 0...Self.mostDifferences { offerBuckets(part, of: family) }
  }

  private mutating func offerBuckets(_ part: Int, of family: [MoleculeRecord]) {
    buckets.removeAll(keepingCapacity: true)
    for number in family.indices {
      let umi = family[number].umi
      let parts = Self.mostDifferences + 1
      let low = umi.count * part / parts
      let high = umi.count * (part + 1) / parts
      let bases = umi.bases >> UInt64(low * 2) & (1 << UInt64((high - low) * 2) - 1)
      buckets.append((UInt64(umi.count) << 58 | bases, Int32(number)))
    }
    buckets.sort { $0.key != $1.key ? $0.key < $1.key : $0.molecule < $1.molecule }
    var start = 0
    while start < buckets.count {
      var end = start + 1
      while end < buckets.count && buckets[end].key == buckets[start].key {
        let child = Int(buckets[end].molecule)
        for at in start..<end { offer(Int(buckets[at].molecule), to: child, in: family) }
        end += 1
      }
      start = end
    }
  }

  /// Takes over the parent if it explains the child better than the one so far, or as well and
  /// comes first.
  @inline(__always)
  private mutating func offer(_ parent: Int, to child: Int, in family: [MoleculeRecord]) {
    let a = family[parent]
    let b = family[child]
    let distance = a.umi.distance(to: b.umi)
    guard distance > 0, distance <= Self.mostDifferences, a.umi.count == b.umi.count,
      Int(a.reads) >= 2 * Int(b.reads) - 1
    else { return }
    let evidence = evidence(parent: a, child: b, distance: distance)
    guard evidence > chance(of: b.umi, among: family.count) else { return }
    if evidence > best[child] || (evidence == best[child] && parent < parents[child]) {
      best[child] = evidence
      parents[child] = parent
    }
  }

  /// Expected number of independent molecules with just this identifier, in thousandths of log10.
  private func chance(of umi: UMI, among molecules: Int) -> Int {
    var sum = model.log(molecules)
    var bases = umi.bases
    var position = umi.count
    while position > 0 {
      position &-= 1
      sum += shares[position &* 4 &+ Int(bases & 3)]
      bases &>>= 2
    }
    return sum
  }

  /// Expected number of such error copies, in thousandths of log10.
  private func evidence(parent: MoleculeRecord, child: MoleculeRecord, distance: Int) -> Int {
    var loss = 0
    var lanes = PackedWord.differences(parent.umi.bases, child.umi.bases)
    while lanes != 0 {
      let bit = UInt64(lanes.trailingZeroBitCount)
      loss += Self.losses[Int((child.umiQuality >> bit) & 3)]
      lanes &= lanes &- 1
    }
    let reads = Int(child.reads)
    let expected = model.log(Int(parent.reads)) - loss
    var sequencing = expected
    if reads > 1 { sequencing = expected * reads - (reads * model.log(reads) - reads * 434) }
    let pcr =
      distance == 1
      ? model.log(Int(parent.reads)) - model.log(reads) - Self.pcrCopy : Int.min
    return max(sequencing, pcr)
  }
}
