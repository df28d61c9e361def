import Sequences

extension GermlineReference {
  /// The distinct sequences of a segment, in the order of their first alleles.
  ///
  /// Alleles share a target if sequence, anchor and the loci they can belong to are the same.
  public func targets(_ segment: Segment) -> [SearchTarget] {
    struct Key: Hashable {
      let codes: [UInt8]
      let anchor: Int?
      let loci: [Locus]
    }
    // The dictionary is only looked up, never iterated: its order is random.
    var positions: [Key: Int] = [:]
    var keys: [Key] = []
    var members: [[AlleleID]] = []
    let present = Locus.allCases.filter { locus in alleles.contains { $0.locus == locus } }
    for allele in alleles where allele.segment == segment {
      let loci = present.filter { allele.canRecombine(withJOf: $0) }
      let key = Key(codes: allele.codes, anchor: allele.anchor, loci: loci)
      if let at = positions[key] {
        members[at].append(allele.id)
      } else {
        positions[key] = keys.count
        keys.append(key)
        members.append([allele.id])
      }
    }
    return keys.indices.map { at in
      SearchTarget(
        segment: segment, codes: keys[at].codes, anchor: keys[at].anchor, alleles: members[at],
        loci: keys[at].loci)
    }
  }
}
