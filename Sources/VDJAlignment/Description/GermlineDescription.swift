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
    /// Equal bases among all columns of the alignment, in [0, 1].
    ///
    /// As BLAST counts them: inserted and lost bases are columns. Unknown bases opposite the allele are
    /// none, and no column gives 0.
    public var identity: Double
    /// The alignment in CIGAR letters: S and N for what is left out of sequence and allele, `=`
    /// and X for equal and different (or unknown) bases, I and D for bases that only the sequence or only the
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
  ///
  /// - Parameters:
  ///   - quality: ASCII, one a base, in the orientation of `codes`.
  ///   - runs: The bases that stand opposite each other.
  ///   - text: Scratch in which the CIGAR is written.
  init(
    alleles: [AlleleID], codes: Span<UInt8>, quality: Span<UInt8>, germline: Span<UInt8>,
    runs: Span<Run>, text: inout CIGARText
  ) {
    text.removeAll()
    let first = runs[0]
    let last = runs[runs.count - 1]
    let start = first.sequence.lowerBound
    let end = last.sequence.upperBound
    text.append(start, "S")
    text.append(start + first.offset, "N")
    var equal = 0
    var columns = end - start
    var score = 0
    var before = first
    for number in runs.indices {
      let run = runs[number]
      let inserted = run.sequence.lowerBound - before.sequence.upperBound
      let deleted = inserted + run.offset - before.offset
      text.append(inserted, "I")
      text.append(deleted, "D")
      score -= Self.gapLoss(inserted) + Self.gapLoss(deleted)
      // The first run, which is its own predecessor here, gives negative ones.
      columns += max(0, deleted)
      before = run
      var position = run.sequence.lowerBound
      while position < run.sequence.upperBound {
        let same = EightBases.equalCount(
          codes, from: position, germline, from: position + run.offset,
          most: run.sequence.upperBound - position)
        text.append(same, "=")
        equal += same
        position += same
        let next = Self.firstEqual(
          in: codes, from: position, to: run.sequence.upperBound, germline, offset: run.offset)
        text.append(next - position, "X")
        for at in position..<next {
          // An unknown base says nothing for or against the allele.
          if codes[at] < Nucleotide.unknown {
            score -= PlacementScore.loss(qualityASCII: quality[at])
          } else {
            columns -= 1
          }
        }
        position = next
      }
    }
    text.append(codes.count - end, "S")
    text.append(germline.count - end - last.offset, "N")
    score += PlacementScore.match * equal
    self.init(
      alleles: alleles, sequence: start..<end, germline: start + first.offset..<end + last.offset,
      score: Double(score) / 10, identity: columns == 0 ? 0 : Double(equal) / Double(columns),
      cigar: text.string)
  }

  private static func gapLoss(_ count: Int) -> Int {
    count > 0 ? BandedAlignment.gapOpen + (count - 1) * BandedAlignment.gapExtend : 0
  }

  /// The first position from one on at which both have the same base, or `end`.
  private static func firstEqual(
    in codes: Span<UInt8>, from start: Int, to end: Int, _ germline: Span<UInt8>, offset: Int
  ) -> Int {
    var position = start
    while position < end && codes[position] != germline[position + offset] { position += 1 }
    return position
  }

  /// A segment laid without gaps; `quality` and `text` as above.
  init(
    alleles: [AlleleID], codes: Span<UInt8>, quality: Span<UInt8>, sequence: Range<Int>,
    germline: Span<UInt8>, offset: Int, text: inout CIGARText
  ) {
    let run = CollectionOfOne(Run(sequence: sequence, offset: offset))
    self.init(
      alleles: alleles, codes: codes, quality: quality, germline: germline, runs: run.span,
      text: &text)
  }
}
