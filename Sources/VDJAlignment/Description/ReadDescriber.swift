import Germline
import Sequences

/// Describes rearranged reads one by one, for output of every read.
///
/// It allocates for each read; extraction without that output does not use it.
public struct ReadDescriber: Sendable {
  private let index: AlignmentIndex
  private var describer: SequenceDescriber

  /// A describer for reads that aligners of `index` placed.
  public init(index: AlignmentIndex) {
    self.index = index
    describer = SequenceDescriber(index: index)
  }

  /// Describes one read.
  ///
  /// - Parameters:
  ///   - rearrangement: What an aligner found in it.
  ///   - sequence: ASCII bases as in the file.
  ///   - quality: ASCII qualities as in the file, one for each base.
  ///   - v: Tied V targets, positions in ``AlignmentIndex/vTargets``; the first is laid out.
  ///   - j: Tied J targets.
  public mutating func describe(
    _ rearrangement: Rearrangement, sequence: Span<UInt8>, quality: Span<UInt8>, v: [UInt16],
    j: [UInt16]
  ) -> ReadDescription {
    let (codes, quality) = Self.oriented(
      sequence: sequence, quality: quality, isReverse: rearrangement.isReverse)
    let germline = describer.describe(
      codes: codes, junction: rearrangement.junction, v: v, j: j, quality: quality)
    let text = AlignmentText(germline, codes: codes, reference: index.reference)
    let regions = regions(of: germline, text: text, junction: rearrangement.junction)
    return ReadDescription(
      rearrangement: rearrangement, codes: codes, germline: germline,
      aligned: germline.v.sequence.lowerBound..<germline.j.sequence.upperBound,
      sequenceAlignment: text.sequence, germlineAlignment: text.germline, regions: regions,
      isComplete: isComplete(germline.v) && regions.fwr4 != nil,
      hasStopCodon: Self.hasStopCodon(in: text, codonStart: rearrangement.junction.lowerBound))
  }

  private static func oriented(
    sequence: Span<UInt8>, quality: Span<UInt8>, isReverse: Bool
  ) -> (codes: [UInt8], quality: [UInt8]) {
    precondition(sequence.count == quality.count, "a read has one quality for each base")
    let last = sequence.count - 1
    var bases: [UInt8] = []
    var scores: [UInt8] = []
    bases.reserveCapacity(sequence.count)
    scores.reserveCapacity(sequence.count)
    for i in sequence.indices {
      let at = isReverse ? last - i : i
      let code = Nucleotide.code(ofASCII: sequence[at])
      bases.append(isReverse ? Nucleotide.complement(ofCode: code) : code)
      scores.append(quality[at])
    }
    return (bases, scores)
  }

  private func regions(
    of germline: GermlineDescription, text: AlignmentText, junction: Range<Int>
  ) -> ReadDescription.Regions {
    var regions = ReadDescription.Regions()
    let placed = germline.v.germline
    func covered(_ region: Range<Int>) -> Range<Int>? {
      guard !region.isEmpty, placed.lowerBound <= region.lowerBound,
        region.upperBound <= placed.upperBound
      else { return nil }
      let start = text.positions[region.lowerBound - placed.lowerBound]
      let end = region.upperBound - placed.lowerBound
      return
        start..<(end < text.positions.count ? text.positions[end] : germline.v.sequence.upperBound)
    }
    if let known = index.reference[germline.v.alleles[0]].regions {
      if known.holdsFR1 { regions.fwr1 = covered(known.fr1) }
      if known.holdsCDR1 { regions.cdr1 = covered(known.cdr1) }
      regions.fwr2 = covered(known.fr2)
      regions.cdr2 = covered(known.cdr2)
      regions.fwr3 = covered(known.fr3)
    }
    let j = index.reference[germline.j.alleles[0]]
    let placedJ = germline.j.germline
    if let anchor = j.anchorPosition {
      let end = j.codes.count - (j.codes.count - anchor) % 3
      if placedJ.lowerBound <= anchor, anchor < end, end <= placedJ.upperBound {
        // J stands at the end of the text, one entry for each of its bases.
        let next = text.positions.count - placedJ.upperBound + end
        regions.fwr4 =
          junction.upperBound
          - 3..<(end < placedJ.upperBound ? text.positions[next] : germline.j.sequence.upperBound)
      }
    }
    return regions
  }

  /// Whether V is placed from the first codon of the mature chain on.
  ///
  /// An allele that lacks the start of framework 1 cannot tell.
  private func isComplete(_ v: GermlineDescription.Segment) -> Bool {
    guard let regions = index.reference[v.alleles[0]].regions else { return false }
    return v.germline.lowerBound <= regions.fr1.lowerBound && regions.holdsFR1
  }

  private static func hasStopCodon(in text: AlignmentText, codonStart: Int) -> Bool {
    // Bases that the read lacks before the anchor stand at its position as well, and before it.
    guard let anchor = text.positions.lastIndex(of: codonStart) else { return false }
    let codes = text.corrected
    var at = anchor % 3
    while at + 3 <= codes.count {
      if GeneticCode.residue(codes[at], codes[at + 1], codes[at + 2]) == GeneticCode.stop {
        return true
      }
      at += 3
    }
    return false
  }
}
