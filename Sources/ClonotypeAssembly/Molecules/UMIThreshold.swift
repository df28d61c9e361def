/// How many reads a molecule must have to count, and what other thresholds would give.
public struct UMIThreshold: Sendable, Equatable {
  /// Why it is what it is.
  public enum Reason: String, Sendable, Equatable {
    /// It was asked for.
    case given
    /// Errors and molecules are two groups; the valley between them.
    case valley
    /// The molecules are one group, so all of them count.
    case oneGroup = "one_group"
    /// Too few molecules to see groups, so all of them count.
    case fewMolecules = "few_molecules"
  }

  /// Below this many molecules their numbers say nothing.
  private static let leastMolecules = 1_000
  /// Groups lie apart when both are that many times as high as the valley.
  private static let leastDepth = 2
  /// The molecules above the valley hold at least this share of the reads, in percent.
  private static let leastShareOfReads = 80

  /// Reads that a molecule needs.
  public let reads: Int
  /// Why.
  public let reason: Reason

  /// The threshold that was asked for.
  public init(given reads: Int) {
    self.reads = reads
    reason = .given
  }

  /// The threshold that the numbers of reads of all molecules suggest.
  ///
  /// Correction leaves few errors, so all molecules count unless the histogram plainly has two
  /// groups: falling from one read to a valley, and rising again to the molecules.
  ///
  /// - Parameter histogram: Molecules by reads; position 0 is unused.
  public init(of histogram: [Int]) {
    guard histogram.reduce(0, +) >= Self.leastMolecules else {
      (reads, reason) = (1, .fewMolecules)
      return
    }
    let valley = Self.valley(of: histogram)
    (reads, reason) = valley.map { ($0, .valley) } ?? (1, .oneGroup)
  }

  private static func valley(of histogram: [Int]) -> Int? {
    // Bins that double, each by its mean height: large numbers are thinly sown.
    var bins: [(first: Int, height: Double)] = []
    var first = 1
    while first < histogram.count {
      let end = min(histogram.count, max(first + 1, first * 5 / 4))
      let sum = histogram[first..<end].reduce(0, +)
      bins.append((first, Double(sum) / Double(end - first)))
      first = end
    }
    guard
      let lowest = bins.indices.dropFirst().first(where: { i in
        i + 1 < bins.count && bins[i].height <= bins[i + 1].height
          && bins[i].height < bins[i - 1].height
      })
    else { return nil }
    let peak = bins[lowest...].map(\.height).max() ?? 0
    let depth = Double(leastDepth) * bins[lowest].height
    guard bins[0].height >= depth, peak >= depth else { return nil }
    let threshold = bins[lowest].first
    var all = 0
    var above = 0
    for (reads, molecules) in histogram.enumerated() {
      all += reads * molecules
      above += reads >= threshold ? reads * molecules : 0
    }
    return above * 100 >= all * leastShareOfReads ? threshold : nil
  }
}
