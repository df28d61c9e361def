/// What became of a sample's reads, as its `qc.json` tells.
public struct SampleAccount: Sendable, Equatable {
  /// Reads that ended in one way.
  public struct Outcome: Sendable, Equatable {
    /// The way, as in `qc.json`.
    public var key: String
    /// Reads.
    public var reads: Int

    /// An outcome.
    public init(key: String, reads: Int) {
      self.key = key
      self.reads = reads
    }
  }

  /// A check or a piece of advice.
  public struct Check: Sendable, Equatable {
    /// What was checked.
    public var name: String
    /// The measured share; nil where nothing could be measured.
    public var value: Double?
    /// `OK`, `WARN` or `FAIL`.
    public var status: String
    /// What to do; empty where all is well.
    public var advice: String

    /// A check.
    public init(name: String, value: Double?, status: String, advice: String) {
      self.name = name
      self.value = value
      self.status = status
      self.advice = advice
    }
  }

  /// What identifiers tell of molecules.
  public struct Molecules: Sendable, Equatable {
    /// Molecules of so many reads.
    public struct Bin: Sendable, Equatable {
      /// Reads of one molecule.
      public var reads: Int
      /// Molecules that have so many.
      public var molecules: Int

      /// A bin.
      public init(reads: Int, molecules: Int) {
        self.reads = reads
        self.molecules = molecules
      }
    }

    /// Molecules that count.
    public var counted: Int
    /// Their reads.
    public var reads: Int
    /// Reads that a molecule needs to count.
    public var leastReads: Int
    /// All molecules by their reads, before the threshold, ascending.
    public var histogram: [Bin]

    /// Molecules of a sample.
    public init(counted: Int, reads: Int, leastReads: Int, histogram: [Bin]) {
      self.counted = counted
      self.reads = reads
      self.leastReads = leastReads
      self.histogram = histogram
    }
  }

  /// The reads of one target sequence, a transgene or a spike-in.
  public struct Target: Sendable, Equatable {
    /// The target.
    public var name: String
    /// Its reads.
    public var reads: Int
    /// Reads, or pairs, that are long enough to show it.
    public var readsLongEnough: Int
    /// Its reads a million of these; nil without any, as are the limits.
    public var perMillion: Double?
    /// The lower end of the 95 % interval.
    public var lower: Double?
    /// The upper end of the 95 % interval.
    public var upper: Double?
    /// What stands against the numbers; empty where nothing does.
    public var note: String

    /// Reads of a target.
    public init(
      name: String, reads: Int, readsLongEnough: Int, perMillion: Double?, lower: Double?,
      upper: Double?, note: String = ""
    ) {
      self.name = name
      self.reads = reads
      self.readsLongEnough = readsLongEnough
      self.perMillion = perMillion
      self.lower = lower
      self.upper = upper
      self.note = note
    }
  }

  /// The sample.
  public var sampleID: String
  /// The kit.
  public var kit: String
  /// All reads.
  public var reads: Int
  /// Reads that are rearrangements.
  public var rearranged: Int
  /// Rejections in the order in which reads meet them.
  public var rejections: [Outcome]
  /// Clonotypes of all loci.
  public var clonotypes: Int
  /// Checks, then advice.
  public var checks: [Check]
  /// What else is to be known.
  public var warnings: [String]
  /// Molecules; nil for kits without identifiers.
  public var molecules: Molecules?
  /// Reads of target sequences; empty where none were asked for.
  public var targets: [Target]

  /// An account.
  public init(
    sampleID: String, kit: String, reads: Int, rearranged: Int, rejections: [Outcome],
    clonotypes: Int, checks: [Check], warnings: [String], molecules: Molecules? = nil,
    targets: [Target] = []
  ) {
    self.sampleID = sampleID
    self.kit = kit
    self.reads = reads
    self.rearranged = rearranged
    self.rejections = rejections
    self.clonotypes = clonotypes
    self.checks = checks
    self.warnings = warnings
    self.molecules = molecules
    self.targets = targets
  }

  /// The worst of checks and advice.
  public var status: String {
    let found = Set(checks.map(\.status))
    return found.contains("FAIL")
      ? "FAIL" : found.contains("WARN") || !warnings.isEmpty ? "WARN" : "OK"
  }
}
