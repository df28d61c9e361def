/// What became of a pool's clones in one sample: the truth of its reads.
public struct SampleCounts: Sendable, Equatable {
  /// Cells of each clone in the library, by its position in the pool.
  public var cells: [Int]

  /// Reads of each clone's receptor.
  public var receptorReads: [Int]

  /// Reads of each clone's second, non-productive rearrangement.
  public var secondReads: [Int]

  /// Reads of both kinds, of all clones.
  public var reads: Int { receptorReads.reduce(0, +) + secondReads.reduce(0, +) }

  /// Counts of no clone yet.
  init(clones: Int) {
    cells = [Int](repeating: 0, count: clones)
    receptorReads = cells
    secondReads = cells
  }
}
