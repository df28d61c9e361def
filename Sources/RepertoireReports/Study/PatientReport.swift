/// One patient, locus and cell subset in the report.
public struct PatientReport: Sendable, Equatable {
  /// What the overlap of blood and tumor is, and what chance would make it.
  public struct Overlap: Sendable, Equatable {
    /// Expanded clones that the biopsies show.
    public var observed: Double
    /// What matched control clones show on average.
    public var expected: Double
    /// Of so many expanded clones.
    public var expanded: Double
    /// One-sided p of the permutation.
    public var p: Double?
    /// The same of the share of the biopsies that these clones hold; nil in older tables.
    public var share: Share?

    /// What the clones hold together.
    public struct Share: Sendable, Equatable {
      /// Share of the counts of the biopsies that expanded clones hold, in [0, 1].
      public var observed: Double
      /// What matched control clones hold on average.
      public var expected: Double
      /// One-sided p of the permutation.
      public var p: Double?

      /// A share.
      public init(observed: Double, expected: Double, p: Double?) {
        self.observed = observed
        self.expected = expected
        self.p = p
      }
    }

    /// An overlap.
    public init(
      observed: Double, expected: Double, expanded: Double, p: Double?, share: Share? = nil
    ) {
      self.observed = observed
      self.expected = expected
      self.expanded = expanded
      self.p = p
      self.share = share
    }
  }

  /// The patient.
  public var patientID: String
  /// Locus and, where the sheet states one, cell subset.
  public var group: String
  /// Clones tested in blood.
  public var tested: Int
  /// Clones expanded in blood.
  public var expanded: Int
  /// Of them, seen in a post-treatment biopsy.
  public var expandedInTumor: Int
  /// Size of the headline set.
  public var headline: Int
  /// Size of the strict set.
  public var strict: Int
  /// Headline clones that no database names as bystanders; nil where none is one.
  public var headlineWithoutBystanders: Int?
  /// Headline clones of the infusion product; nil without product samples.
  public var headlineInProduct: Int?
  /// What is missing, as the tables say it.
  public var notes: [String]
  /// The headline table; nil when no expanded clone is in the tumor.
  public var clones: PageTable?
  /// The timelines of the strongest clones.
  public var timelines: [CloneTimeline] = []
  /// The clones in blood.
  public var scatter = BloodScatter()
  /// The samples by tissue and day.
  public var samples: [ReportSample] = []
  /// The overlap; nil without a post-treatment biopsy or an expanded clone.
  public var overlap: Overlap?
  /// Clones of the infusion product; 0 without product.
  public var productClones = 0

  /// A patient with its numbers; all else starts empty.
  public init(
    patientID: String, group: String, tested: Int, expanded: Int, expandedInTumor: Int,
    headline: Int, strict: Int, notes: [String]
  ) {
    self.patientID = patientID
    self.group = group
    self.tested = tested
    self.expanded = expanded
    self.expandedInTumor = expandedInTumor
    self.headline = headline
    self.strict = strict
    self.notes = notes
  }

  /// Patient and group as one name.
  public var name: String { "\(patientID) \(group)" }
}
