public import Germline
import Sequences

/// Everything the aligner looks up, built once for a germline reference and shared by all workers.
public struct AlignmentIndex: Sendable {
  /// The reference that the index was built from.
  public let reference: GermlineReference
  let v: PackedTargets
  let j: PackedTargets
  let c: PackedTargets

  /// Indexes the V, J and C alleles of a reference.
  public init(_ reference: GermlineReference) {
    self.reference = reference
    v = PackedTargets(reference, .v, bothStrands: false)
    j = PackedTargets(reference, .j, bothStrands: true)
    c = PackedTargets(reference, .c, bothStrands: true)
  }

  /// The V targets; a ``TargetSet`` of V holds positions in this list.
  public var vTargets: [SearchTarget] { v.targets }

  /// The J targets; a ``TargetSet`` of J holds positions in this list.
  public var jTargets: [SearchTarget] { j.targets }

  /// The locus that a J target decides.
  func locus(ofJ target: Int) -> Locus { j.targets[target].loci[0] }
}
