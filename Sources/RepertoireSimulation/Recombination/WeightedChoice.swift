public import RepertoireStatistics

/// Draws positions in proportion to integer weights.
///
/// Integers only: a simulated trial must be the same on every machine, and the logarithms and
/// powers of C libraries differ in their last bits.
public struct WeightedChoice: Sendable {
  private let upTo: [Int]

  /// The sum of the weights.
  public var total: Int { upTo.last ?? 0 }

  /// Creates the choice among `weights.count` positions; weights are not negative, their sum is
  /// positive.
  public init(_ weights: [Int]) {
    var sum = 0
    var upTo: [Int] = []
    upTo.reserveCapacity(weights.count)
    for weight in weights {
      precondition(weight >= 0, "a weight is not negative")
      sum += weight
      upTo.append(sum)
    }
    precondition(sum > 0, "some weight is positive")
    self.upTo = upTo
  }

  /// A position, each with probability weight / `total`.
  public func draw(using random: inout SplitMix64) -> Int {
    let target = random.integer(below: total)
    var low = 0
    var high = upTo.count - 1
    while low < high {
      let middle = (low + high) / 2
      if upTo[middle] > target { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
