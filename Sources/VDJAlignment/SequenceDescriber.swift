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
  private let dTargets: [SearchTarget]
  private let cTargets: [SearchTarget]
  private var read = PackedRead()

  /// A describer for the sequences that an index places.
  public init(index: AlignmentIndex) {
    self.index = index
    dTargets = index.reference.targets(.d)
    cTargets = index.reference.targets(.c)
  }

  /// Describes a sequence.
  ///
  /// - Parameters:
  ///   - codes: Its bases on the strand of the receptor.
  ///   - junction: Its junction, 0-based.
  ///   - v: Tied V targets, positions in ``AlignmentIndex/vTargets``; the first is laid out.
  ///   - j: Tied J targets.
  public mutating func describe(
    codes: [UInt8], junction: Range<Int>, v: [UInt16], j: [UInt16]
  ) -> GermlineDescription {
    let text = codes.map(Nucleotide.ascii(ofCode:))
    read.load(text.span)
    // The qualities of the read are not kept; each base counts as certain.
    let quality = [UInt8](repeating: Phred.ascii(ofQuality: 40), count: codes.count)
    let vPlaced = index.v.placement(
      of: Int(v[0]), anchor: junction.lowerBound, in: read, quality: quality.span)
    let jPlaced = index.j.placement(
      of: Int(j[0]), anchor: junction.upperBound - 3, in: read, quality: quality.span)
    // By chance both may claim a base; V keeps it.
    let vEnd = min(vPlaced.end, junction.upperBound - 3)
    let jStart = max(jPlaced.start, vEnd)
    let vSegment = segment(
      index.v, tied: v, codes: codes, placed: vPlaced.start..<vEnd, anchor: vPlaced.anchor)
    let jSegment = segment(
      index.j, tied: j, codes: codes, placed: jStart..<max(jStart, jPlaced.end),
      anchor: jPlaced.anchor)
    let locus = index.locus(ofJ: Int(j[0]))
    let d =
      locus.hasD
      ? bestD(in: codes, between: vEnd..<jStart, locus: locus, j: jSegment.alleles[0]) : nil
    return GermlineDescription(
      v: vSegment, d: d, j: jSegment,
      np1: vEnd..<(d?.sequence.lowerBound ?? jStart),
      np2: d.map { $0.sequence.upperBound..<jStart },
      c: constantRegion(behind: jSegment, in: codes, locus: locus))
  }

  private func segment(
    _ targets: PackedTargets, tied: [UInt16], codes: [UInt8], placed: Range<Int>, anchor: Int
  ) -> GermlineDescription.Segment {
    let first = Int(tied[0])
    return GermlineDescription.Segment(
      alleles: tied.flatMap { targets.targets[Int($0)].alleles }.sorted(), codes: codes,
      sequence: placed, germline: targets.targets[first].codes,
      offset: -targets.lower[first] - anchor)
  }

  /// The D with the longest exact match between V and J, with its ties; the leftmost place.
  private func bestD(
    in codes: [UInt8], between range: Range<Int>, locus: Locus, j: AlleleID
  ) -> GermlineDescription.Segment? {
    var best = 0
    var tied: [AlleleID] = []
    var place = 0..<0
    var germlineStart = 0
    var germline: [UInt8] = []
    for target in dTargets where target.loci.contains(locus) && isReachable(target, from: j) {
      for start in range {
        for offset in target.codes.indices {
          var count = 0
          while start + count < range.upperBound && offset + count < target.codes.count
            && codes[start + count] == target.codes[offset + count]
          {
            count += 1
          }
          guard count >= Self.leastDMatches, count >= best else { continue }
          if count > best {
            best = count
            tied = target.alleles
            place = start..<start + count
            germlineStart = offset
            germline = target.codes
          } else if !tied.contains(target.alleles[0]) {
            tied += target.alleles
          }
        }
      }
    }
    guard best > 0 else { return nil }
    return GermlineDescription.Segment(
      alleles: tied.sorted(), codes: codes, sequence: place, germline: germline,
      offset: germlineStart - place.lowerBound)
  }

  /// TRBD2 lies behind the TRBJ1 cluster, so deletion cannot join the two.
  private func isReachable(_ d: SearchTarget, from j: AlleleID) -> Bool {
    let isD2 = index.reference[d.alleles[0]].gene == "TRBD2"
    return !(isD2 && index.reference[j].gene.hasPrefix("TRBJ1"))
  }

  /// The constant regions whose first bases follow the end of J.
  private func constantRegion(
    behind j: GermlineDescription.Segment, in codes: [UInt8], locus: Locus
  ) -> [AlleleID] {
    let start =
      j.sequence.upperBound + index.reference[j.alleles[0]].codes.count
      - j.germline.upperBound
    guard start + Self.leastCMatches <= codes.count else { return [] }
    var best = 0
    var tied: [AlleleID] = []
    for target in cTargets where target.loci.contains(locus) {
      var matches = 0
      var mismatches = 0
      var i = 0
      while start + i < codes.count && i < target.codes.count && mismatches <= 2 {
        if codes[start + i] == target.codes[i] { matches += 1 } else { mismatches += 1 }
        i += 1
      }
      let score = matches - 3 * mismatches
      guard score >= Self.leastCMatches, score >= best else { continue }
      if score > best { tied = [] }
      best = score
      tied += target.alleles
    }
    return tied.sorted()
  }
}
