public import Repertoires

/// The clones of one patient and locus over several samples, with their counts.
///
/// Rows with one junction are joined where their V sets and J sets each intersect, directly or
/// over other rows (STATISTICS 1): calls of one clone differ between samples, since short reads tie.
/// Numbers of clones follow the input and mean nothing outside: order by values.
public struct PatientClones: Sendable {
  /// Productive counts of the locus in each sample, rows without junction included.
  public internal(set) var totals: [Int]
  /// Clones seen in each sample.
  public internal(set) var richness: [Int]
  /// When rows are one clone.
  public let identity: CloneIdentity
  /// The receptor locus.
  public let locus: Locus

  // Members (rows) of clone c are starts[c]..<starts[c + 1], by sample.
  var starts: [UInt32] = [0]
  var memberSamples: [UInt16] = []
  var memberRows: [UInt32] = []
  var memberCounts: [Int] = []
  var ambiguous: [Bool] = []

  /// Distinct clones.
  public var count: Int { starts.count - 1 }

  /// Samples, in the order they were given.
  public var sampleCount: Int { totals.count }

  /// Whether the clone was joined over calls that share no gene.
  public func isAmbiguous(_ clone: Int) -> Bool { ambiguous[clone] }

  /// Counts of a clone in every sample.
  public func counts(of clone: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: sampleCount)
    for member in members(of: clone) {
      counts[Int(memberSamples[member])] += memberCounts[member]
    }
    return counts
  }

  /// Counts of every clone in some samples together.
  public func summed(over samples: [Int]) -> [Int] {
    var wanted = [Bool](repeating: false, count: sampleCount)
    for sample in samples { wanted[sample] = true }
    var sums = [Int](repeating: 0, count: count)
    for clone in 0..<count {
      var sum = 0
      for member in members(of: clone) where wanted[Int(memberSamples[member])] {
        sum += memberCounts[member]
      }
      sums[clone] = sum
    }
    return sums
  }

  func members(of clone: Int) -> Range<Int> { Int(starts[clone])..<Int(starts[clone + 1]) }
}
