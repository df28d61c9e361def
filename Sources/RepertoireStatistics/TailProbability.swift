import Glibc

/// A probability kept by its natural logarithm, because tails of real clones underflow.
public struct TailProbability: Sendable, Hashable, Comparable {
  /// The natural logarithm, at most 0; minus infinity is impossibility.
  public let log: Double

  /// The probability itself; 0 where it is below what a `Double` can hold.
  public var value: Double { exp(log) }

  /// Creates the probability of a logarithm; rounding above 0 is cut off.
  public init(log: Double) { self.log = min(0, log) }

  /// Certainty.
  public static let one = TailProbability(log: 0)

  /// Impossibility.
  public static let zero = TailProbability(log: -.infinity)

  /// Orders by size, also below the smallest `Double`.
  public static func < (a: TailProbability, b: TailProbability) -> Bool { a.log < b.log }
}
