import Sequences

/// The rates that error folding rests on: estimated from a sample's own clonotypes, or assumed.
///
/// All are of molecules that are not told apart: shares of the reads of a clonotype.
public struct ErrorRates: Sendable, Equatable {
  /// Where the rates come from.
  public enum Source: String, Sendable {
    /// Copies of the sample's own clonotypes were counted.
    case data
    /// Too few of them were read, or molecules are counted: the usual values, but for the neighbours.
    case assumed
  }

  /// Where the rates come from.
  public var source = Source.assumed
  /// Wrong bases per base, of any quality.
  public var wrongBases = 0.005
  /// Wrong bases per base that their qualities do not foretell: what the polymerase wrote in all
  /// cycles, and what an instrument is too sure of.
  public var hiddenErrors = 0.000_05
  /// Wrong bases per base and duplication: what grows families of reads that share an error.
  ///
  /// The usual value lies between a proof-reading polymerase (5e-7) and Taq (2e-5).
  public var copyErrors = 0.000_001_2
  /// Bases lost or gained per base.
  public var indels = 0.000_002
  /// Reads of a clonotype that show another V: chimeras that begin before the junction, mostly; 0 where
  /// the sample shows none.
  public var otherV = 0.0
  /// The same for J.
  public var otherJ = 0.0
  /// Phred score of a wrong base in the mean.
  public var errorQuality = 20
  /// Expected clonotypes of their own at one given neighbour of a clonotype, by `Locus.index`: of three
  /// reads or more where rates are from data.
  public var neighbours = usualNeighbours(of: [0, 0, 0, 0])
  /// The same as it is where a sample does not tell otherwise.
  public var usualNeighbours = usualNeighbours(of: [0, 0, 0, 0])
  /// The share of clonotypes of their own that have one read (or molecule), by `Locus.index`; 1 where
  /// it is not counted.
  public var singles: InlineArray<4, Double> = [1, 1, 1, 1]
  /// How many clonotypes of their own have so few reads, for one of the usual number, by doublings: 3 to 5
  /// reads or fewer, 6 to 11, and so on; 1 from the usual number on.
  public var abundances = InlineArray<8, Double>(repeating: 1)

  /// Clonotypes whose copies were counted.
  public var parents = 0
  /// Their reads times the bases looked at.
  public var bases = 0
  /// Reads with one wrong base among these.
  public var copies = 0
  /// Families of reads that share an error of the polymerase.
  public var families = 0
  /// Reads that lost or gained a base.
  public var indelCopies = 0

  /// The usual rates.
  public init() {}

  /// Equal in all figures.
  public static func == (a: ErrorRates, b: ErrorRates) -> Bool {
    a.source == b.source && a.wrongBases == b.wrongBases && a.hiddenErrors == b.hiddenErrors
      && a.copyErrors == b.copyErrors && a.indels == b.indels && a.errorQuality == b.errorQuality
      && a.otherV == b.otherV && a.otherJ == b.otherJ
      && a.neighbours.indices.allSatisfy { a.neighbours[$0] == b.neighbours[$0] }
      && a.usualNeighbours.indices.allSatisfy { a.usualNeighbours[$0] == b.usualNeighbours[$0] }
      && a.singles.indices.allSatisfy { a.singles[$0] == b.singles[$0] }
      && a.abundances.indices.allSatisfy { a.abundances[$0] == b.abundances[$0] }
      && a.parents == b.parents && a.bases == b.bases && a.copies == b.copies
      && a.families == b.families && a.indelCopies == b.indelCopies
  }

  /// The usual chance where clonotypes do not crowd.
  static let leastUsualNeighbours = 2e-5

  /// The usual chance of a clonotype of its own at one given neighbour, by `Locus.index`, in a sample
  /// with so many clonotypes of each locus.
  ///
  /// Of most loci 2 in 100,000: a clonotype of TRB has a neighbour one base away in about 1 of 200 cases,
  /// on one of 135 places. TRG has no D and few V and J, so its clonotypes crowd: 5 in a million for each
  /// other one of the sample (3 to 7 among 100 to 1,000 simulated ones), up to where they are as dense
  /// as they come.
  static func usualNeighbours(of clonotypes: InlineArray<4, Int>) -> InlineArray<4, Double> {
    var chances = InlineArray<4, Double>(repeating: leastUsualNeighbours)
    let crowded = 5e-6 * Double(clonotypes[Locus.trg.index])
    chances[Locus.trg.index] = min(max(chances[Locus.trg.index], crowded), 5e-3)
    return chances
  }

  /// Places in ``abundances``.
  static let doublings = 8

  /// The place of a number of reads in ``abundances``.
  static func doubling(of reads: Int) -> Int {
    var doubling = 0
    while doubling < doublings - 1 && reads >= 6 << doubling { doubling += 1 }
    return doubling
  }

  /// The cycles in which hidden errors would arise at ``copyErrors``; nil where the data do not tell.
  public var cycles: Double? {
    source == .data && families >= 3 && copyErrors > 0 ? 2 * hiddenErrors / copyErrors : nil
  }
}
