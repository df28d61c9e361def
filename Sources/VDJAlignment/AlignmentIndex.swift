public import Germline
public import Sequences

/// Everything the aligner looks up, built once for a germline reference and shared by all workers.
public struct AlignmentIndex: Sendable {
  /// The reference that the index was built from.
  public let reference: GermlineReference
  let v: PackedTargets
  let j: PackedTargets
  let c: PackedTargets
  /// The bits of the loci that were asked for.
  let askedLoci: UInt8

  /// Indexes the V, J and C alleles of a reference; with `loci`, what their rearrangements can
  /// contain, and what is needed to tell them from those of other loci.
  ///
  /// V of TRA and TRD recombine with the J of both, and without its own J a read of one finds a J
  /// of the other that is alike for some 15 bases (78 % of TRD reads became TRA). So the J of both
  /// compete for the reads of either; a read of the locus that was not asked for has no J.
  public init(_ reference: GermlineReference, loci: Set<Locus> = Set(Locus.allCases)) {
    let asked = reference.restricted(to: loci)
    let askedLoci: UInt8 = loci.reduce(0) { $0 | $1.bit }
    let known = Locus.withSharedV(askedLoci)
    let competing = reference.restricted(to: Set(Locus.allCases.filter { known & $0.bit != 0 }))
    self.reference = competing
    v = PackedTargets(competing, .v, bothStrands: false)
    j = PackedTargets(competing, .j, bothStrands: true)
    c = PackedTargets(asked, .c, bothStrands: true)
    self.askedLoci = askedLoci
  }

  /// The V targets; a ``TargetSet`` of V holds positions in this list.
  public var vTargets: [SearchTarget] { v.targets }

  /// The J targets; a ``TargetSet`` of J holds positions in this list.
  public var jTargets: [SearchTarget] { j.targets }

  /// The locus that a J target decides.
  func locus(ofJ target: Int) -> Locus { j.targets[target].loci[0] }
}
