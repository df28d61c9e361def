import Germline
import Sequences

/// Describes representative sequences: placements, D, the bases between, the constant region.
///
/// A caller keeps one and describes one sequence after the other.
public struct SequenceDescriber: Sendable {
  /// Least D: 6 bases, found by chance in about one junction in 25.
  private static let leastDMatches = 6
  /// Bases behind J that must equal the start of a constant region.
  private static let leastCMatches = 10

  private let index: AlignmentIndex
  /// By `Locus.index`.
  private let dTargets: [[Target]]
  private let cTargets: [[Target]]
  /// By J target: the bases of its germline, and whether it lies before TRBD2.
  private let jLengths: [Int]
  private let isBeforeD2: [Bool]
  private var read = PackedRead()
  private var gapped = BandedAlignment()

  /// What is looked at of a D or C, apart from the reference: allele values are costly to copy.
  private struct Target: Sendable {
    let codes: [UInt8]
    let alleles: [AlleleID]
    let isD2: Bool

    init(_ target: SearchTarget, _ reference: GermlineReference) {
      codes = target.codes
      alleles = target.alleles
      isD2 = reference[target.alleles[0]].gene == "TRBD2"
    }

    static func byLocus(_ all: [SearchTarget], _ reference: GermlineReference) -> [[Target]] {
      Locus.allCases.map { locus in
        all.filter { $0.loci.contains(locus) }.map { Target($0, reference) }
      }
    }
  }

  /// A describer for the sequences that an index places.
  public init(index: AlignmentIndex) {
    self.index = index
    let reference = index.reference
    dTargets = Target.byLocus(reference.targets(.d), reference)
    cTargets = Target.byLocus(index.c.targets, reference)
    jLengths = index.jTargets.map(\.codes.count)
    isBeforeD2 = index.jTargets.map { reference[$0.alleles[0]].gene.hasPrefix("TRBJ1") }
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
    let text = codes.map(Nucleotide.ascii(ofCode:))
    read.load(text.span)
    let quality = quality ?? [UInt8](repeating: Phred.ascii(ofQuality: 40), count: codes.count)
    precondition(quality.count == codes.count, "a sequence has one quality for each base")
    let vPlaced = index.v.placement(
      of: Int(v[0]), anchor: junction.lowerBound, in: read, quality: quality.span)
    let jPlaced = index.j.placement(
      of: Int(j[0]), anchor: junction.upperBound - 3, in: read, quality: quality.span)
    // By chance both may claim a base; V keeps it.
    let vEnd = min(vPlaced.end, junction.upperBound - 3)
    let jStart = max(jPlaced.start, vEnd)
    let vSegment =
      gappedSegment(
        index.v, .upstream, tied: v, codes: codes, placed: vPlaced, inner: vEnd,
        quality: quality)
      ?? segment(
        index.v, tied: v, codes: codes, quality: quality, placed: vPlaced.start..<vEnd,
        anchor: vPlaced.anchor)
    let jSegment =
      gappedSegment(
        index.j, .downstream, tied: j, codes: codes, placed: jPlaced, inner: jStart,
        quality: quality)
      ?? segment(
        index.j, tied: j, codes: codes, quality: quality, placed: jStart..<max(jStart, jPlaced.end),
        anchor: jPlaced.anchor)
    let locus = index.locus(ofJ: Int(j[0]))
    let d =
      locus.hasD
      ? bestD(in: codes, quality: quality, between: vEnd..<jStart, locus: locus, j: Int(j[0]))
      : nil
    let jEnd = jSegment.sequence.upperBound + jLengths[Int(j[0])] - jSegment.germline.upperBound
    return GermlineDescription(
      v: vSegment, d: d, j: jSegment,
      np1: vEnd..<(d?.sequence.lowerBound ?? jStart),
      np2: d.map { $0.sequence.upperBound..<jStart },
      c: constantRegion(from: jEnd, in: codes, quality: quality, locus: locus))
  }

  private func segment(
    _ targets: PackedTargets, tied: [UInt16], codes: [UInt8], quality: [UInt8], placed: Range<Int>,
    anchor: Int
  ) -> GermlineDescription.Segment {
    let first = Int(tied[0])
    return GermlineDescription.Segment(
      alleles: Self.alleles(of: tied, in: targets), codes: codes,
      quality: quality, sequence: placed, germline: targets.targets[first].codes,
      offset: -targets.lower[first] - anchor)
  }

  private static func alleles(of tied: [UInt16], in targets: PackedTargets) -> [AlleleID] {
    // Most sequences have one target of one allele: its list is shared, not made anew.
    if tied.count == 1, targets.targets[Int(tied[0])].alleles.count == 1 {
      return targets.targets[Int(tied[0])].alleles
    }
    return tied.flatMap { targets.targets[Int($0)].alleles }.sorted()
  }

  /// The segment with its gaps, where it goes on beyond one; the anchor and its inner end stay.
  private mutating func gappedSegment(
    _ targets: PackedTargets, _ side: BandedAlignment.Side, tied: [UInt16], codes: [UInt8],
    placed: Placement, inner: Int, quality: [UInt8]
  ) -> GermlineDescription.Segment? {
    let isUpstream = side == .upstream
    let unplaced =
      isUpstream
      ? placed.start - max(0, placed.anchor + targets.lower[placed.target])
      : min(codes.count, placed.anchor + targets.upper[placed.target]) - placed.end
    guard targets.fitsBeyond(placed, unplaced: unplaced, side, in: read) else { return nil }
    let germline = BandedAlignment.Germline(placed.target, of: targets)
    guard
      let found = gapped.align(
        germline, side: side, anchor: placed.anchor, in: read, quality: quality.span),
      found.hasGap, gapped.runs[0].anchor == placed.anchor
    else { return nil }
    var runs = gapped.runs.map { run in
      GermlineDescription.Segment.Run(
        sequence: run.anchor + run.offsets.lowerBound..<run.anchor + run.offsets.upperBound,
        offset: -germline.lower - run.anchor)
    }
    if isUpstream {
      runs[0].sequence = runs[0].sequence.lowerBound..<max(inner, runs[0].sequence.upperBound)
      runs.reverse()
    } else {
      runs[0].sequence = min(inner, runs[0].sequence.lowerBound)..<runs[0].sequence.upperBound
    }
    return GermlineDescription.Segment(
      alleles: Self.alleles(of: tied, in: targets), codes: codes,
      quality: quality, germline: germline.codes, runs: runs)
  }

  /// The D with the longest exact match between V and J, with its ties; the leftmost place.
  private func bestD(
    in codes: [UInt8], quality: [UInt8], between range: Range<Int>, locus: Locus, j: Int
  ) -> GermlineDescription.Segment? {
    var best = Self.leastDMatches - 1
    var tied: [AlleleID] = []
    var place = 0..<0
    var germlineStart = 0
    var germline: [UInt8] = []
    for target in dTargets[locus.index] {
      // TRBD2 lies behind the TRBJ1 cluster, so deletion cannot join the two.
      if target.isD2 && isBeforeD2[j] { continue }
      let other = target.codes
      var start = range.lowerBound
      while true {
        // A match is at least as long as the best, so its last base is asked beside its first.
        var last = tied.isEmpty ? best : best - 1
        guard start + last < range.upperBound else { break }
        var offset = 0
        while offset + last < other.count {
          defer { offset += 1 }
          guard codes[start] == other[offset], codes[start + last] == other[offset + last] else {
            continue
          }
          let longest = min(range.upperBound - start, other.count - offset)
          var count = 1
          while count < longest && codes[start + count] == other[offset + count] { count += 1 }
          if count > best {
            best = count
            tied = target.alleles
            place = start..<start + count
            germlineStart = offset
            germline = other
            last = best - 1
          } else if count == best && !tied.isEmpty && !tied.contains(target.alleles[0]) {
            tied += target.alleles
          }
        }
        start += 1
      }
    }
    guard !tied.isEmpty else { return nil }
    return GermlineDescription.Segment(
      alleles: tied.sorted(), codes: codes, quality: quality, sequence: place, germline: germline,
      offset: germlineStart - place.lowerBound)
  }

  /// The constant region whose first bases stand at a position, the one behind J, with its ties.
  ///
  /// It is laid as far as it explains the bases: a difference costs three equal bases.
  private func constantRegion(
    from start: Int, in codes: [UInt8], quality: [UInt8], locus: Locus
  ) -> GermlineDescription.Segment? {
    guard start + Self.leastCMatches <= codes.count else { return nil }
    var best = Self.leastCMatches
    var tied: [AlleleID] = []
    var laid = 0
    var germline: [UInt8] = []
    for target in cTargets[locus.index] {
      let other = target.codes
      let longest = min(codes.count - start, other.count)
      var matches = 0
      var mismatches = 0
      var highest = 0
      var length = 0
      var i = 0
      while i < longest && mismatches <= 2 {
        if codes[start + i] == other[i] { matches += 1 } else { mismatches += 1 }
        i += 1
        if matches - 3 * mismatches > highest {
          highest = matches - 3 * mismatches
          length = i
        }
      }
      let score = matches - 3 * mismatches
      guard score >= best else { continue }
      if score > best || tied.isEmpty {
        tied = []
        laid = length
        germline = other
      }
      best = score
      tied += target.alleles
    }
    guard !tied.isEmpty else { return nil }
    return GermlineDescription.Segment(
      alleles: tied.sorted(), codes: codes, quality: quality, sequence: start..<start + laid,
      germline: germline, offset: -start)
  }
}
