internal import Sequences

extension GermlineRecord {
  /// The offset, in ungapped bases, of the first whole codon of a J by what it encodes, whatever frame is
  /// stated: that in which [FW][GA]XG stands where its locus has it; nil without, and of other segments.
  public var frameOfMotif: Int? {
    guard let name = try? AlleleName(reading: name), name.segment == .j,
      let sequence = try? GappedSequence(reading: bases),
      let place = AnchorSearch.motif(in: sequence.codes, locus: name.locus, frame: nil),
      AnchorSearch.isAnchor(at: place, in: sequence.codes, segment: .j)
    else { return nil }
    return (place + sequence.leadingUnknown) % 3
  }
}
