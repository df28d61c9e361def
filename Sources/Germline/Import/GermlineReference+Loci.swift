public import Sequences

extension GermlineReference {
  /// The loci with a V and a J that are anchored: those in which a junction can be found.
  public var completeLoci: [Locus] {
    Locus.allCases.filter { locus in
      [Segment.v, .j].allSatisfy { segment in
        alleles.contains {
          $0.segment == segment && $0.anchor != nil
            && (segment == .v ? $0.canRecombine(withJOf: locus) : $0.locus == locus)
        }
      }
    }
  }
}
