import RepertoireStatistics

/// What one sample is made of, for one locus: the rows of `rarefaction.tsv`, `gene_usage.tsv` and
/// `spectratype.tsv`.
public struct SampleProfile: Sendable, Equatable {
  /// Segments whose usage is told.
  public enum Segment: String, CaseIterable, Sendable {
    /// V genes.
    case v = "V"
    /// J genes.
    case j = "J"
  }

  /// One gene of one segment.
  public struct GeneUsage: Sendable, Equatable {
    /// The segment.
    public var segment: Segment
    /// The gene or family as the calls name it; blank for rows without a call.
    public var gene: String
    /// Clonotypes that bear it; a tie of k genes gives each 1/k.
    public var clones: Double
    /// Their counts, parted alike.
    public var counts: Double
  }

  /// Diversity of subsamples of one depth, over seeded draws.
  public struct RarefactionPoint: Sendable, Equatable {
    /// Counts drawn.
    public var depth: Int
    /// Draws; one at full depth.
    public var draws: Int
    /// Mean number of clones, and its 2.5 and 97.5 % points.
    public var clones: Double
    /// The 2.5 % point.
    public var clonesLow: Double
    /// The 97.5 % point.
    public var clonesHigh: Double
    /// Mean Hill number of order 1.
    public var hill1: Double
    /// Mean Hill number of order 2.
    public var hill2: Double

    init(_ diversity: RarefiedDiversity) {
      depth = diversity.depth
      draws = diversity.draws
      clones = diversity.clones
      clonesLow = diversity.clonesLow
      clonesHigh = diversity.clonesHigh
      hill1 = diversity.hill1
      hill2 = diversity.hill2
    }
  }

  /// The clonotypes of one junction length.
  public struct LengthBin: Sendable, Equatable {
    /// Junction nucleotides, both anchor codons included.
    public var length: Int
    /// Clonotypes.
    public var clones: Int
    /// Their counts.
    public var counts: Int
  }

  /// Place in ``PatientTracking/samples``.
  public var sample: Int
  /// Diversity of subsamples, by rising depth.
  public var rarefaction: [RarefactionPoint] = []
  /// Usage of V, then of J genes, by name.
  public var genes: [GeneUsage] = []
  /// Junction lengths, rising; rows without a junction are in none.
  public var lengths: [LengthBin] = []

  /// The profile of a sample, nothing known yet.
  public init(sample: Int) { self.sample = sample }

  /// Clonotypes by V gene.
  var vClones: [String: Double] {
    var clones: [String: Double] = [:]
    for usage in genes where usage.segment == .v { clones[usage.gene] = usage.clones }
    return clones
  }

  /// The Jensen-Shannon divergence of V usage by clonotypes, in bits; nil if either has none.
  ///
  /// By clonotypes, so that one large clone is no other primer mix.
  static func vDivergence(_ a: SampleProfile, _ b: SampleProfile) -> Double? {
    let (x, y) = (a.vClones, b.vClones)
    let genes = Set(x.keys).union(y.keys).filter { !$0.isEmpty }.sorted()
    let (p, q) = (genes.map { x[$0] ?? 0 }, genes.map { y[$0] ?? 0 })
    return RepertoireOverlap.jensenShannonDivergence(weights: p, q)
  }
}
