import Germline
import Sequences

/// Describes representative sequences: placements, D, the bases between, the constant region.
///
/// A caller keeps one and describes one sequence after the other.
public struct SequenceDescriber: Sendable {
  /// Bases that one V may match more than another by chance, where it was trimmed, or by an error: V
  /// that recombined with one junction twice differ in more.
  private static let fewBases = 6

  private let layout: SequenceLayout
  private var scratch = SequenceLayout.Scratch()
  private var letters: [UInt8] = []
  private var certain: [UInt8] = []

  /// A describer for the sequences that an index places.
  public init(index: AlignmentIndex) { layout = SequenceLayout(index) }

  /// The bases of the sequence that was described last, upper-case ASCII.
  public var text: Span<UInt8> {
    @_lifetime(borrow self) get { letters.span }
  }

  /// Describes a sequence.
  ///
  /// - Parameters:
  ///   - codes: Its bases on the strand of the receptor.
  ///   - junction: Its junction, 0-based.
  ///   - v: Tied V targets, positions in ``AlignmentIndex/vTargets``; the first is laid out.
  ///   - j: Tied J targets.
  ///   - quality: Its qualities in ASCII, one a base; nil where they are not known: each base
  ///     counts as certain.
  public mutating func describe(
    codes: [UInt8], junction: Range<Int>, v: [UInt16], j: [UInt16], quality: [UInt8]? = nil
  ) -> GermlineDescription {
    Nucleotide.write(textOfCodes: codes.span, to: &letters)
    Self.load(letters, into: &scratch.read)
    if quality == nil { makeCertain(codes.count) }
    let known = quality ?? certain
    precondition(
      quality == nil || known.count == codes.count, "a sequence has one quality for each base")
    return layout.description(
      of: codes.span, quality: known.span.extracting(first: codes.count), junction: junction, v: v,
      j: j, &scratch)
  }

  /// Whether a sequence shows one of some V as well as any of others, but for a few bases.
  ///
  /// - Parameters:
  ///   - codes: Its bases on the strand of the receptor, all of them certain.
  ///   - anchor: First base of its junction.
  ///   - v: V targets, positions in ``AlignmentIndex/vTargets``.
  ///   - others: Those of other reads.
  public mutating func shows(
    v: [UInt16], ratherThan others: [UInt16], codes: [UInt8], anchor: Int
  ) -> Bool {
    Nucleotide.write(textOfCodes: codes.span, to: &letters)
    Self.load(letters, into: &scratch.read)
    makeCertain(codes.count)
    let quality = certain.span.extracting(first: codes.count)
    let best = layout.bestScore(ofV: others, anchor: anchor, quality: quality, scratch)
    return layout.bestScore(ofV: v, anchor: anchor, quality: quality, scratch)
      >= best - Self.fewBases * PlacementScore.match
  }

  private mutating func makeCertain(_ count: Int) {
    guard certain.count < count else { return }
    certain = [UInt8](repeating: Phred.ascii(ofQuality: 40), count: 2 * count)
  }

  // Apart, as a span of one property and a change of another count as one access.
  private static func load(_ letters: [UInt8], into read: inout PackedRead) {
    read.load(letters.span)
  }
}
