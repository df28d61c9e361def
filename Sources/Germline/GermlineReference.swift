public import Sequences

/// The germline alleles that reads are compared with.
///
/// An immutable value; alleles stand in the order of locus, segment and gene name (numbers in
/// names compare as numbers), and an `AlleleID` is a position in that order.
public struct GermlineReference: Sendable {
  /// The species of all alleles.
  public let species: Species

  /// All alleles, in order.
  public let alleles: [Allele]

  /// 16 hexadecimal digits that change whenever a name, sequence, anchor, frame, functionality or
  /// region changes; the same on every machine.
  public let digest: String

  /// Creates a reference of alleles in any order and gives them their numbers.
  ///
  /// Names must be unique, at most 65,536; the caller checks user input before.
  public init(species: Species, alleles: [Allele]) {
    precondition(alleles.count <= Int(UInt16.max) + 1, "an AlleleID has 16 bits")
    var sorted = alleles.sorted { a, b in
      if a.locus != b.locus { return a.locus < b.locus }
      if a.segment != b.segment { return a.segment < b.segment }
      return GeneNameOrder.precedes(a.name, b.name)
    }
    for i in sorted.indices {
      sorted[i].id = AlleleID(rawValue: UInt16(i))
      precondition(i == 0 || sorted[i - 1].name != sorted[i].name, "allele names are unique")
    }
    self.species = species
    self.alleles = sorted
    digest = Self.digest(species: species, alleles: sorted)
  }

  /// The allele of a number of this reference.
  @inlinable public subscript(_ id: AlleleID) -> Allele { alleles[id.index] }

  /// The alleles that belong to a locus by name, in order; TRAVn/DVm genes belong to both loci.
  public func alleles(of locus: Locus, _ segment: Segment) -> [Allele] {
    alleles.filter { $0.segment == segment && $0.belongs(to: locus) }
  }

  /// The allele of a full name such as `TRBV9*01`; nil if there is none.
  public func allele(named name: String) -> Allele? { alleles.first { $0.name == name } }

  /// The reference with only what rearrangements of `loci` can contain.
  ///
  /// All V of TRA and TRD stay if either is wanted, since either J may follow them. Alleles get
  /// new numbers.
  public func restricted(to loci: Set<Locus>) -> GermlineReference {
    let kept = alleles.filter { allele in
      loci.contains { allele.canRecombine(withJOf: $0) }
    }
    return kept.count == alleles.count
      ? self : GermlineReference(species: species, alleles: kept)
  }

  private static func digest(species: Species, alleles: [Allele]) -> String {
    var hash = StableHash()
    func combine(_ field: String) {
      // Byte by byte: the generic form is not specialised across modules.
      for byte in field.utf8 { hash.combine(byte) }
      hash.combine(0x09)
    }
    combine(species.rawValue)
    for allele in alleles {
      combine(allele.name)
      combine(allele.functionality.rawValue)
      for number in [allele.frame, allele.anchorPosition, allele.anchor] {
        combine(number.map { String($0) } ?? "")
      }
      if let regions = allele.regions {
        if regions.fr1.lowerBound > 0 { combine("from \(regions.fr1.lowerBound)") }
        for region in [regions.fr1, regions.cdr1, regions.fr2, regions.cdr2, regions.fr3] {
          combine(String(region.upperBound))
        }
      }
      for code in allele.codes { hash.combine(Nucleotide.ascii(ofCode: code)) }
      hash.combine(0x0A)
    }
    return hash.hexadecimal
  }
}
