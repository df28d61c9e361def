public import Germline
public import Sequences

/// Everything that decides what the analysis of one sample gives, and how many threads it may use.
public struct AnalysisSettings: Sendable, Equatable {
  /// Whose germline the reads are compared with.
  public var species: Species
  /// An imported germline of that species; nil for the embedded one.
  public var germline: GermlineReference?
  /// Loci to look for.
  public var loci: [Locus]
  /// Sequences whose reads are counted beside the rearrangements; nil for none.
  public var targets: TargetSet?
  /// Whether every rearranged read is written to a table.
  public var writesRearrangements = false
  /// What the mates hold, as `r1=STRUCTURE`, for kits that leave it open.
  public var readStructures: [String] = []
  /// Reads that a molecule needs to count; nil takes it from the sample.
  public var minReadsPerUMI: Int?
  /// Bytes for the records of molecules, above which they go to files; never changes a result.
  public var memory = 1 << 30
  /// Worker tasks; never changes a result.
  public var threads: Int
  /// Records a batch; never changes a result.
  ///
  /// A few batches of 512 reads of 150 bases fit in a second-level cache beside the index: 2,048 took
  /// 6 % more time, 256 no less.
  public var batchSize: Int

  /// The germline that reads are compared with, of all loci.
  public var reference: GermlineReference { germline ?? .embedded(species) }

  /// Settings for a species; all loci, one thread, batches of 512 reads unless told otherwise.
  public init(species: Species = .human, loci: [Locus] = Locus.allCases, threads: Int = 1) {
    self.species = species
    self.loci = loci
    self.threads = threads
    self.batchSize = 512
  }
}
