public import Germline
public import Sequences

/// A rearranged gene with the truth about how it came to be.
public struct SimulatedRearrangement: Sendable, Equatable {
  /// The locus, which is that of the J.
  public let locus: Locus

  /// The V allele, in the reference of the model.
  public let v: AlleleID

  /// The D allele; nil at loci without D and where trimming left nothing of it.
  public let d: AlleleID?

  /// The J allele.
  public let j: AlleleID

  /// From the first base of the V anchor codon to the last of the J anchor codon, as codes.
  public let junction: [UInt8]

  /// Bases of the V allele that are left, counted from its start.
  public let vBases: Int

  /// Bases removed from the start of the J allele.
  public let jTrimmed: Int

  /// In frame, without a stop codon in the junction.
  public let isProductive: Bool

  /// The residues of the junction; nil out of frame.
  public var junctionAA: String? {
    guard junction.count % 3 == 0 else { return nil }
    return String(decoding: GeneticCode.translation(ofCodes: junction.span), as: UTF8.self)
  }

  /// The whole transcript without leader: V, what was added, J, and the first exon of C.
  ///
  /// `junctionStart` is where the junction begins in it. `constantStart` is where C begins, or the
  /// end where the reference has no C of the locus.
  public func transcript(
    in reference: GermlineReference
  ) -> (codes: [UInt8], junctionStart: Int, constantStart: Int) {
    let v = reference[self.v]
    let j = reference[self.j]
    guard let vAnchor = v.anchor, let jAnchor = j.anchor else {
      preconditionFailure("the model draws alleles with anchors only")
    }
    var codes = Array(v.codes[..<vAnchor])
    codes += junction
    codes += j.codes[(jAnchor + 3)...]
    let constantStart = codes.count
    if let constant = RecombinationModel.constant(joinedTo: j, in: reference) {
      codes += constant.codes
    }
    return (codes, vAnchor, constantStart)
  }
}
