/// How often a read of one clonotype goes on as another in the sample's amplification.
///
/// A copy that the polymerase left unfinished primes the next cycle on another molecule, where the
/// bases of its end are found again; so what counts is how many bases the two share there.
public struct ChimeraRates: Sendable, Equatable {
  /// Fewest bases that the two clonotypes share where the one goes over into the other, by class: 4
  /// or 5, 6 to 8, 9 or more.
  public static let leastShared: [Int] = [4, 6, 9]

  /// Chimeras per read of the one clonotype and share of the other among all reads, for each shared
  /// stretch, by class; 0 where the sample shows none.
  public var rates: InlineArray<3, Double> = [0, 0, 0]
  /// Ways that two abundant clonotypes can be joined, looked up to learn the rates.
  public var joins = 0
  /// Clonotypes that are such a join.
  public var clonotypes = 0
  /// Their reads.
  public var reads = 0

  /// No chimeras.
  public init() {}

  /// Whether the sample shows any.
  public var areAny: Bool { rates.indices.contains { rates[$0] > 0 } }

  /// The class of a shared stretch; nil for one that is too short.
  static func stretch(of bases: Int) -> Int? {
    leastShared.lastIndex { bases >= $0 }
  }

  /// Equal in all figures.
  public static func == (a: ChimeraRates, b: ChimeraRates) -> Bool {
    a.rates.indices.allSatisfy { a.rates[$0] == b.rates[$0] } && a.joins == b.joins
      && a.clonotypes == b.clonotypes && a.reads == b.reads
  }
}
