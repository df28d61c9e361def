import Repertoires

/// All that tracking tells of one patient; every list is in the order of its file.
public struct PatientTracking: Sendable, Equatable {
  /// The patient.
  public var patientID: String
  /// The samples, by locus, subset, tissue, day and name.
  public var samples: [TrackedSample] = []
  /// Clones tested on at least one day or seen in a biopsy (all when parameters ask for it).
  ///
  /// By locus and subset, then by p value, then by name.
  public var clones: [TrackedClone] = []
  /// One row a locus, subset and post-treatment blood day.
  public var comparisons: [BloodComparison] = []
  /// One row a locus and subset.
  public var summaries: [PatientSummary] = []
  /// Size, depth and evenness of each of the samples.
  public var metrics: [SampleMetrics] = []
  /// What each of the samples is made of.
  public var profiles: [SampleProfile] = []
  /// Likeness of every two samples of one locus and subset.
  public var samplePairs: [SamplePairMetrics] = []
  /// What became of the infusion product; empty without one.
  public var persistence: [ProductPersistence] = []

  /// Infused clones that later samples show; empty without a product.
  public var productClones: [ProductClone] = []

  /// A patient without samples.
  public init(patientID: String) { self.patientID = patientID }

  /// Clones for the headline table, the strongest first.
  ///
  /// Headline before the rest, then by class, p value and name.
  public var newlyExpandedInTumor: [TrackedClone] {
    clones.rows { $0.isNewlyExpandedInTumor }.sorted(by: TrackedClone.headlinePrecedes)
  }

  /// Every listed clone in every sample of its locus and subset: the rows of `timeline.tsv`.
  ///
  /// In the order of ``clones``, then of ``samples``; computed anew at each call of `body`.
  public func forEachTimelinePoint<Failure: Error>(
    _ body: (TimelinePoint) throws(Failure) -> Void
  ) throws(Failure) {
    try forEachTimelinePoint(of: clones.indices, body)
  }

  /// The same for some of the clones, by place.
  public func forEachTimelinePoint<Failure: Error>(
    of places: Range<Int>, _ body: (TimelinePoint) throws(Failure) -> Void
  ) throws(Failure) {
    // Limits depend on sample and count alone; most rows are of few counts.
    var limits: [[Int: Double]] = samples.map { _ in [:] }
    var members: [Int] = []
    for place in places {
      // Clones of one locus and subset stand together and share their samples.
      if place == places.lowerBound || clones[place].locus != clones[place - 1].locus
        || clones[place].cellSubset != clones[place - 1].cellSubset
      {
        members = samples.indices.filter {
          samples[$0].locus == clones[place].locus
            && samples[$0].sample.cellSubset == clones[place].cellSubset
        }
      }
      let counts = clones[place].counts
      precondition(members.count == counts.count, "a clone has one count a sample")
      for (sample, count) in zip(members, counts) {
        var point = TimelinePoint(clone: place, sample: sample, count: count)
        if samples[sample].total > 0 {
          point.frequency = Double(count) / Double(samples[sample].total)
          let limit = limits[sample][count] ?? samples[sample].frequencyUpper95(count: count)
          limits[sample][count] = limit
          point.frequencyUpper95 = limit
        }
        try body(point)
      }
    }
  }
}
