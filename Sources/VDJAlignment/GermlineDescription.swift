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
    /// and X for equal and different bases, I and D for bases that only the sequence or only the
    /// allele has.
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
  /// Bases of sequence and germline that stand opposite each other.
  struct Run {
    var sequence: Range<Int>
    /// Position in the germline of the first base, less that in the sequence.
    var offset: Int
  }

  /// A segment laid in runs, of which there is at least one, in the order of the sequence.
  init(alleles: [AlleleID], codes: [UInt8], quality: [UInt8], germline: [UInt8], runs: [Run]) {
    // As bytes: a CIGAR joined from strings makes room for each of them.
    var cigar: [UInt8] = []
    cigar.reserveCapacity(32)
    func append(_ count: Int, _ letter: Unicode.Scalar) {
      guard count > 0 else { return }
      var power = 1
      while count / power >= 10 { power *= 10 }
      while power > 0 {
        cigar.append(UInt8(ascii: "0") + UInt8(count / power % 10))
        power /= 10
      }
      cigar.append(UInt8(ascii: letter))
    }
    let first = runs[0]
    let last = runs[runs.count - 1]
    let start = first.sequence.lowerBound
    let end = last.sequence.upperBound
    append(start, "S")
    append(start + first.offset, "N")
    var equal = 0
    var score = 0
    func appendGap(_ count: Int, _ letter: Unicode.Scalar) {
      guard count > 0 else { return }
      append(count, letter)
      score -= BandedAlignment.gapOpen + (count - 1) * BandedAlignment.gapExtend
    }
    var before = first
    for run in runs {
      let inserted = run.sequence.lowerBound - before.sequence.upperBound
      let deleted = inserted + run.offset - before.offset
      appendGap(inserted, "I")
      appendGap(deleted, "D")
      before = run
      var position = run.sequence.lowerBound
      while position < run.sequence.upperBound {
        let isEqual = codes[position] == germline[position + run.offset]
        var next = position
        while next < run.sequence.upperBound
          && (codes[next] == germline[next + run.offset]) == isEqual
        {
          next += 1
        }
        append(next - position, isEqual ? "=" : "X")
        if isEqual {
          equal += next - position
          score += PlacementScore.match * (next - position)
        } else {
          for at in position..<next { score -= PlacementScore.loss(qualityASCII: quality[at]) }
        }
        position = next
      }
    }
    append(codes.count - end, "S")
    append(germline.count - end - last.offset, "N")
    self.init(
      alleles: alleles, sequence: start..<end, germline: start + first.offset..<end + last.offset,
      score: Double(score) / 10, identity: start == end ? 0 : Double(equal) / Double(end - start),
      cigar: String(decoding: cigar, as: UTF8.self))
  }

  /// A segment laid without gaps; `quality` is ASCII, in the orientation of `codes`.
  init(
    alleles: [AlleleID], codes: [UInt8], quality: [UInt8], sequence: Range<Int>,
    germline: [UInt8], offset: Int
  ) {
    self.init(
      alleles: alleles, codes: codes, quality: quality, germline: germline,
      runs: [Run(sequence: sequence, offset: offset)])
  }
}
