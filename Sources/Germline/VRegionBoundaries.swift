/// Where the framework and complementarity-determining regions of a V allele lie.
///
/// 0-based half-open bases of the allele. The regions adjoin; FR3 ends after the codon of
/// position 104, and germline bases of CDR3 follow it. Regions that an allele which is partial in
/// 5' lacks or holds in part are empty, and stand where the first whole one begins.
public struct VRegionBoundaries: Hashable, Sendable {
  /// Framework 1, positions 1 to 26.
  public let fr1: Range<Int>

  /// Positions 27 to 38.
  public let cdr1: Range<Int>

  /// Framework 2, positions 39 to 55.
  public let fr2: Range<Int>

  /// Positions 56 to 65.
  public let cdr2: Range<Int>

  /// Framework 3, positions 66 to 104: its last codon is the anchor position.
  public let fr3: Range<Int>

  /// Creates the regions from the five positions where they end; FR1 starts at `start`.
  ///
  /// Nil if the positions are not ascending. A `start` behind the first base of the allele leaves
  /// out the bases of a region that is not whole.
  public init?(start: Int, ends: [Int]) {
    guard ends.count == 5, start >= 0 else { return nil }
    let limits = [start] + ends
    for i in 0..<5 where limits[i] > limits[i + 1] { return nil }
    fr1 = limits[0]..<limits[1]
    cdr1 = limits[1]..<limits[2]
    fr2 = limits[2]..<limits[3]
    cdr2 = limits[3]..<limits[4]
    fr3 = limits[4]..<limits[5]
  }

  /// Regions of which the first `cut` are not whole, and therefore empty.
  init?(cut: Int, ends: [Int]) {
    guard ends.count == 5, cut < 5 else { return nil }
    let start = cut == 0 ? 0 : ends[cut - 1]
    self.init(start: start, ends: ends.map { max($0, start) })
  }

  /// Whether the allele holds framework 1 whole, which takes 60 bases.
  ///
  /// It has 78 in IMGT's numbering and fewer where T-cell receptors lack a codon. Coordinates
  /// without gaps tell by nothing else that it is cut.
  public var holdsFR1: Bool { fr1.count >= 60 }

  /// Whether the allele holds CDR1 whole, which one that begins with it cannot tell.
  public var holdsCDR1: Bool { !cdr1.isEmpty && cdr1.lowerBound > 0 }
}
