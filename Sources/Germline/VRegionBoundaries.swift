/// Where the framework and complementarity-determining regions of a V allele lie.
///
/// 0-based half-open bases of the allele. The regions adjoin; FR3 ends after the codon of
/// position 104, and germline bases of CDR3 follow it.
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
  /// Nil if the positions are not ascending.
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
}
