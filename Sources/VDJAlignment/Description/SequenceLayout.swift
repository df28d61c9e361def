import Germline
import Sequences

/// What a ``SequenceDescriber`` lays on a sequence.
///
/// Apart from its scratch, so that neither is copied to change the other: threads share the lists
/// of an index, and counting who uses them costs two threads 10 ms for 20,000 clonotypes.
struct SequenceLayout: Sendable {
  /// What is written anew for each sequence, and lists that are made once for many.
  struct Scratch {
    /// The sequence.
    var read = PackedRead()
    fileprivate var gapped = BandedAlignment()
    fileprivate var cigar = CIGARText()
    fileprivate var tied: [UInt16] = []
    fileprivate var vAlleles = TiedAlleles()
    fileprivate var dAlleles = TiedAlleles()
    fileprivate var jAlleles = TiedAlleles()
    fileprivate var cAlleles = TiedAlleles()
  }

  private let index: AlignmentIndex
  private let vBases: TargetBases
  private let jBases: TargetBases
  private let dTargets: [SearchTarget]
  private let dSearch: DSearch
  private let constantRegions: ConstantRegionSearch
  /// By J target: whether it lies before TRBD2.
  private let isBeforeD2: [Bool]

  init(_ index: AlignmentIndex) {
    self.index = index
    let reference = index.reference
    vBases = TargetBases(index.vTargets)
    jBases = TargetBases(index.jTargets)
    dTargets = reference.targets(.d)
    dSearch = DSearch(dTargets, reference)
    constantRegions = ConstantRegionSearch(index.c.targets)
    isBeforeD2 = index.jTargets.map { reference[$0.alleles[0]].gene.hasPrefix("TRBJ1") }
  }

  /// The description of the sequence that `scratch` has read; as ``SequenceDescriber``.
  func description(
    of codes: Span<UInt8>, quality: Span<UInt8>, junction: Range<Int>, v: [UInt16], j: [UInt16],
    _ scratch: inout Scratch
  ) -> GermlineDescription {
    let vPlaced = index.v.placementOfRecord(
      Int(v[0]), anchor: junction.lowerBound, in: scratch.read, quality: quality)
    let jPlaced = index.j.placement(
      of: Int(j[0]), anchor: junction.upperBound - 3, in: scratch.read, quality: quality)
    // By chance both may claim a base; V keeps it.
    let vEnd = min(vPlaced.end, junction.upperBound - 3)
    let jStart = max(jPlaced.start, vEnd)
    let vSegment = segment(
      index.v, .upstream, alleles: scratch.vAlleles.alleles(of: v, in: index.v.targets), of: vBases,
      codes: codes, quality: quality, placed: vPlaced, inner: vEnd, &scratch)
    let jSegment = segment(
      index.j, .downstream, alleles: scratch.jAlleles.alleles(of: j, in: index.j.targets),
      of: jBases,
      codes: codes, quality: quality, placed: jPlaced, inner: jStart, &scratch)
    let locus = index.locus(ofJ: Int(j[0]))
    let d =
      locus.hasD
      ? bestD(
        in: codes, quality: quality, between: vEnd..<jStart, locus: locus, j: Int(j[0]), &scratch)
      : nil
    let jEnd =
      jSegment.sequence.upperBound + jBases.count(of: Int(j[0])) - jSegment.germline.upperBound
    return GermlineDescription(
      v: vSegment, d: d, j: jSegment,
      np1: vEnd..<(d?.sequence.lowerBound ?? jStart),
      np2: d.map { $0.sequence.upperBound..<jStart },
      c: constantRegion(
        from: jEnd, behind: jSegment.sequence.upperBound, in: codes, quality: quality, locus: locus,
        &scratch))
  }

  /// The best score of some V targets at the start of the junction of the sequence that `scratch` has
  /// read.
  func bestScore(
    ofV targets: [UInt16], anchor: Int, quality: Span<UInt8>, _ scratch: borrowing Scratch
  ) -> Int {
    targets.reduce(Int.min) { best, target in
      let found = index.v.placement(
        of: Int(target), anchor: anchor, in: scratch.read, quality: quality)
      return max(best, found.score)
    }
  }

  /// V or J up to its end at the junction, `inner`.
  private func segment(
    _ targets: PackedTargets, _ side: BandedAlignment.Side, alleles: [AlleleID],
    of bases: TargetBases, codes: Span<UInt8>, quality: Span<UInt8>, placed: Placement, inner: Int,
    _ scratch: inout Scratch
  ) -> GermlineDescription.Segment {
    let germline = bases.bases(of: placed.target)
    if let runs = gappedRuns(
      targets, side, codes: codes, placed: placed, inner: inner, quality: quality, &scratch)
    {
      return GermlineDescription.Segment(
        alleles: alleles, codes: codes, quality: quality, germline: germline, runs: runs.span,
        text: &scratch.cigar)
    }
    return GermlineDescription.Segment(
      alleles: alleles, codes: codes, quality: quality,
      sequence: side == .upstream ? placed.start..<inner : inner..<max(inner, placed.end),
      germline: germline, offset: -targets.records[placed.target].lowerBound - placed.anchor,
      text: &scratch.cigar)
  }

  /// The segment with its gaps, where it goes on beyond one; the anchor and its inner end stay.
  private func gappedRuns(
    _ targets: PackedTargets, _ side: BandedAlignment.Side, codes: Span<UInt8>, placed: Placement,
    inner: Int, quality: Span<UInt8>, _ scratch: inout Scratch
  ) -> [GermlineDescription.Segment.Run]? {
    let isUpstream = side == .upstream
    let unplaced =
      isUpstream
      ? placed.start - max(0, placed.anchor + targets.records[placed.target].lowerBound)
      : min(codes.count, placed.anchor + targets.records[placed.target].upperBound) - placed.end
    guard targets.fitsBeyond(placed, unplaced: unplaced, side, in: scratch.read) else { return nil }
    let germline = BandedAlignment.Germline(record: placed.target, of: targets)
    guard
      let found = scratch.gapped.align(
        germline, side: side, anchor: placed.anchor, in: scratch.read, quality: quality),
      found.hasGap, scratch.gapped.runs[0].anchor == placed.anchor
    else { return nil }
    var runs = scratch.gapped.runs.map { run in
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
    return runs
  }

  /// The D with the longest exact match between V and J, with its ties; the leftmost place.
  private func bestD(
    in codes: Span<UInt8>, quality: Span<UInt8>, between range: Range<Int>, locus: Locus, j: Int,
    _ scratch: inout Scratch
  ) -> GermlineDescription.Segment? {
    guard
      let found = dSearch.best(
        in: codes, between: range, of: locus, withoutD2: isBeforeD2[j], tied: &scratch.tied)
    else { return nil }
    return GermlineDescription.Segment(
      alleles: scratch.dAlleles.alleles(of: scratch.tied, in: dTargets), codes: codes,
      quality: quality,
      sequence: found.place, germline: dSearch.bases(of: found.target),
      offset: found.start - found.place.lowerBound, text: &scratch.cigar)
  }

  /// The constant region whose first bases stand at a position, the one behind J, with its ties.
  ///
  /// It is laid as far as it explains the bases: a difference costs three equal bases. Where J was
  /// not laid to its end it may have lost or gained bases that too few follow to outweigh a gap:
  /// the region is looked for that many bases before and behind as well, the nearest place first.
  private func constantRegion(
    from end: Int, behind placed: Int, in codes: Span<UInt8>, quality: Span<UInt8>, locus: Locus,
    _ scratch: inout Scratch
  ) -> GermlineDescription.Segment? {
    for turn in 0...(end == placed ? 0 : 2 * BandedAlignment.reach) {
      // 0, -1, 1, -2, 2, ...
      let start = end + (turn % 2 == 0 ? turn / 2 : -(turn / 2 + 1))
      guard start >= placed,
        let found = constantRegions.best(in: codes, from: start, of: locus, tied: &scratch.tied)
      else { continue }
      return GermlineDescription.Segment(
        alleles: scratch.cAlleles.alleles(of: scratch.tied, in: index.c.targets), codes: codes,
        quality: quality, sequence: start..<start + found.length,
        germline: constantRegions.bases(of: found.target), offset: -start, text: &scratch.cigar)
    }
    return nil
  }
}
