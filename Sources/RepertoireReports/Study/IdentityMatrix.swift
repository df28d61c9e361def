/// How much every pair of samples shares, in one locus: what tells swapped and mixed samples.
public struct IdentityMatrix: Sendable, Equatable {
  /// A sample with its patient.
  public struct Member: Sendable, Hashable {
    /// The patient.
    public var patientID: String
    /// The sample.
    public var sampleID: String

    /// A member.
    public init(patientID: String, sampleID: String) {
      self.patientID = patientID
      self.sampleID = sampleID
    }
  }

  /// A pair of samples.
  public struct Pair: Sendable, Equatable {
    /// Places among the members.
    public var first: Int
    /// The other.
    public var second: Int
    /// Clonotypes that both show.
    public var shared: Int?
    /// Shared clonotypes by pairs of clonotypes; nil where one sample is empty.
    public var density: Double?
    /// The density that parts one patient from two.
    public var limit: Double?
    /// Whether the tables suspect a swap.
    public var isSuspected: Bool

    /// A pair.
    public init(
      first: Int, second: Int, shared: Int?, density: Double?, limit: Double?, isSuspected: Bool
    ) {
      self.first = first
      self.second = second
      self.shared = shared
      self.density = density
      self.limit = limit
      self.isSuspected = isSuspected
    }
  }

  /// The locus.
  public var locus: String
  /// The samples; those of a patient stand together.
  public var members: [Member]
  /// Each pair once.
  public var pairs: [Pair]

  /// A matrix.
  public init(locus: String, members: [Member], pairs: [Pair]) {
    self.locus = locus
    self.members = members
    self.pairs = pairs
  }
}
