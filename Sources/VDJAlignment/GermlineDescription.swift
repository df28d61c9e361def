public import Germline
import Sequences

/// How germline segments lie in one sequence whose V, J and junction are known.
///
/// Positions are 0-based half-open in the sequence.
public struct GermlineDescription: Sendable, Equatable {
  /// One segment on the sequence.
  public struct Segment: Sendable, Equatable {
    /// Tied alleles, ascending.
    public var alleles: [AlleleID]
    /// Bases of the sequence that are placed on the first allele.
    public var sequence: Range<Int>
    /// Where they lie in that allele.
    public var germline: Range<Int>
    /// Placed bases that equal the allele, of all placed, in [0, 1].
    public var identity: Double
    /// The alignment in CIGAR letters: S and N for what is left out of sequence and allele, `=`
    /// and X for equal and different bases.
    public var cigar: String
  }

  /// The V segment.
  public var v: Segment
  /// The D segment, where one was recognised.
  public var d: Segment?
  /// The J segment.
  public var j: Segment
  /// Bases between V and D, or V and J without D.
  public var np1: Range<Int>
  /// Bases between D and J; nil without D.
  public var np2: Range<Int>?
  /// Constant-region alleles that follow J directly, ascending; empty when the read does not tell.
  public var c: [AlleleID]
}

extension GermlineDescription.Segment {
  /// A segment laid without gaps.
  init(
    alleles: [AlleleID], codes: [UInt8], sequence: Range<Int>, germline: [UInt8], offset: Int
  ) {
    let placed = sequence.lowerBound + offset..<sequence.upperBound + offset
    var runs = ""
    func append(_ count: Int, _ letter: String) { if count > 0 { runs += "\(count)\(letter)" } }
    append(sequence.lowerBound, "S")
    append(placed.lowerBound, "N")
    var equal = 0
    var position = sequence.lowerBound
    while position < sequence.upperBound {
      let isEqual = codes[position] == germline[position + offset]
      var end = position
      while end < sequence.upperBound && (codes[end] == germline[end + offset]) == isEqual {
        end += 1
      }
      append(end - position, isEqual ? "=" : "X")
      equal += isEqual ? end - position : 0
      position = end
    }
    append(codes.count - sequence.upperBound, "S")
    append(germline.count - placed.upperBound, "N")
    self.init(
      alleles: alleles, sequence: sequence, germline: placed,
      identity: sequence.isEmpty ? 0 : Double(equal) / Double(sequence.count), cigar: runs)
  }
}
