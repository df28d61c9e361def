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
    /// Log10 odds of the placed bases being the allele against chance, by their qualities.
    public var score: Double
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
  /// The constant region that follows J directly; nil when the sequence does not tell.
  public var c: Segment?
}

extension GermlineDescription.Segment {
  /// A segment laid without gaps; `quality` is ASCII, in the orientation of `codes`.
  init(
    alleles: [AlleleID], codes: [UInt8], quality: [UInt8], sequence: Range<Int>,
    germline: [UInt8], offset: Int
  ) {
    let placed = sequence.lowerBound + offset..<sequence.upperBound + offset
    var runs = ""
    func append(_ count: Int, _ letter: String) { if count > 0 { runs += "\(count)\(letter)" } }
    append(sequence.lowerBound, "S")
    append(placed.lowerBound, "N")
    var equal = 0
    var score = 0
    var position = sequence.lowerBound
    while position < sequence.upperBound {
      let isEqual = codes[position] == germline[position + offset]
      var end = position
      while end < sequence.upperBound && (codes[end] == germline[end + offset]) == isEqual {
        end += 1
      }
      append(end - position, isEqual ? "=" : "X")
      if isEqual {
        equal += end - position
        score += PlacementScore.match * (end - position)
      } else {
        for at in position..<end { score -= PlacementScore.loss(qualityASCII: quality[at]) }
      }
      position = end
    }
    append(codes.count - sequence.upperBound, "S")
    append(germline.count - placed.upperBound, "N")
    self.init(
      alleles: alleles, sequence: sequence, germline: placed,
      score: Double(score) / 10,
      identity: sequence.isEmpty ? 0 : Double(equal) / Double(sequence.count), cigar: runs)
  }
}
