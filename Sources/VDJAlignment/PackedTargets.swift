import Germline
import Sequences

/// The search targets of one segment, packed so that all stand in line at their anchor codon.
///
/// Offsets are relative to the first base of the anchor codon, so a placement of any target in a
/// read is one number: where the anchor lies. A word boundary is at offset 3, the end of the codon;
/// the same windows of the read serve every target with the same anchor position.
struct PackedTargets: Sendable {
  /// The targets.
  let targets: [SearchTarget]
  /// Words before offset 3.
  let upstreamWords: Int
  /// Words of one target.
  let stride: Int
  /// All targets' words.
  let words: [UInt64]
  /// The bases that each target is compared by: those of its record, and at the ends of a partial one
  /// those of another allele (``completed(_:_:of:)``).
  let bases: [Bases]
  /// Offset of the first of these bases, <= 0.
  let lower: [Int]
  /// Offset behind the last of them.
  let upper: [Int]
  /// Offsets of the bases of the record itself, which alone are called germline in tables.
  let records: [Range<Int>]
  /// Bit `Locus.index` is set for each locus whose J the target can be joined to.
  let locusMask: [UInt8]
  /// Bit `Locus.index` is set for each locus that the names of the alleles tell: of TRAV14/DV4 two.
  let namedLoci: [UInt8]
  /// Whether a junction may begin or end at the anchor.
  let isAnchored: [Bool]
  /// Whether all alleles lie outside their locus (`TRBV20/OR9-2`), where nothing recombines: such a
  /// gene is no call where one of the locus explains a read as well.
  let isOrphon: [Bool]
  /// Whether there is any orphon.
  let hasOrphons: Bool
  /// What a target that gives no junction loses in comparison: a little more than one certain
  /// difference, so that a base error does not turn TRBJ2-7*01 (FGPG) into *02 (VGPG).
  static let unanchoredHandicap = 25
  /// 12-base words of the targets.
  let seeds: SeedIndex
  /// Whether the junction lies right of the anchor codon (V) or left of it (J).
  let junctionIsRight: Bool

  init(_ reference: GermlineReference, _ segment: Segment, bothStrands: Bool) {
    let targets = reference.targets(segment)
    let origins = targets.map { target in reference[target.alleles[0]].anchorPosition ?? 0 }
    let records = zip(targets, origins).map { Bases(codes: $0.codes, origin: $1) }
    let bases = segment == .v ? Self.completed(records, reference, of: targets) : records
    let longestUpstream = bases.map(\.origin).max() ?? 0
    let longestDownstream = bases.map(\.upper).max() ?? 0
    let upstreamWords = (longestUpstream + 3 + 31) / 32
    let stride = upstreamWords + max(0, longestDownstream - 3 + 31) / 32
    var words = [UInt64](repeating: 0, count: targets.count * stride)
    for (number, bases) in bases.enumerated() {
      for (position, code) in bases.codes.enumerated() where code < 4 {
        let lane = position - bases.origin - 3 + upstreamWords * 32
        words[number * stride + lane / 32] |= UInt64(code) << UInt64(2 * (lane % 32))
      }
    }
    self.targets = targets
    junctionIsRight = segment == .v
    self.upstreamWords = upstreamWords
    self.stride = stride
    self.words = words
    self.bases = bases
    lower = bases.map { -$0.origin }
    upper = bases.map(\.upper)
    self.records = records.map { -$0.origin..<$0.upper }
    locusMask = targets.map(\.locusMask)
    namedLoci = targets.map { target in
      Locus.allCases.reduce(0) { mask, locus in
        target.alleles.contains { reference[$0].belongs(to: locus) } ? mask | locus.bit : mask
      }
    }
    // TRAJ35 (CGSG) is functional and expressed though its anchor residue is none: its junction
    // ends at the position of the anchor codon. Other alleles without an anchor give no junction.
    isAnchored = targets.map { target in
      target.anchor != nil
        || target.alleles.contains { id in
          reference[id].functionality == .functional && reference[id].anchorPosition != nil
        }
    }
    let isOrphon = targets.map { target in
      target.alleles.allSatisfy { reference[$0].name.contains("/OR") }
    }
    self.isOrphon = isOrphon
    hasOrphons = isOrphon.contains(true)
    seeds = SeedIndex(
      sequences: targets.map(\.codes), origins: origins, bothStrands: bothStrands)
  }

  /// Offset of the first base of word `j`.
  @inline(__always)
  func offset(ofWord j: Int) -> Int { (j &- upstreamWords) &* 32 &+ 3 }
}
