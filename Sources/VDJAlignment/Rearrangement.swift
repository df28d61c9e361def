public import Sequences

/// A read in which V and J were placed and the junction is covered.
///
/// Positions are 0-based in the oriented read, whose strand is that of the receptor. The tied V and
/// J targets stay in the aligner until its next read.
public struct Rearrangement: Sendable, Equatable {
  /// The locus of the J gene.
  public var locus: Locus
  /// Whether the oriented read is the reverse complement of the read in the file.
  public var isReverse: Bool
  /// Junction bases: anchor codon of V to anchor codon of J, both included.
  public var junction: Range<Int>
  /// Bases placed on V, the part of them inside the junction included.
  public var v: Range<Int>
  /// Bases placed on J.
  public var j: Range<Int>

  /// Sum of the Phred scores of the junction's bases.
  ///
  /// - Parameter quality: The read's qualities as in the file, ASCII.
  public func junctionQuality(_ quality: Span<UInt8>) -> Int {
    var sum = 0
    for position in junction {
      let at = isReverse ? quality.count &- 1 &- position : position
      sum &+= Int(Phred.quality(ofASCII: quality[at]))
    }
    return sum
  }
}

/// What became of a read.
public enum AlignmentOutcome: Sendable, Equatable {
  case rearranged(Rearrangement)
  case rejected(Rejection)
}
