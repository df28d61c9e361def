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
    clones.expanded.filter(\.isNewlyExpandedInTumor).sorted(by: TrackedClone.headlinePrecedes)
  }

  /// The samples in which a listed clone has its counts, in their order: those of its locus and
  /// subset, by place in ``samples``.
  public func samples(ofClone place: Int) -> [Int] {
    let (locus, subset) = (clones[place].locus, clones[place].cellSubset)
    return samples.indices.filter {
      samples[$0].locus == locus && samples[$0].sample.cellSubset == subset
    }
  }

  /// Whether two listed clones, by place, are of one locus and subset.
  public func shareSamples(_ a: Int, _ b: Int) -> Bool {
    clones[a].locus == clones[b].locus && clones[a].cellSubset == clones[b].cellSubset
  }

  /// Every listed clone in every sample of its locus and subset: the rows of `timeline.tsv`, in the
  /// order of ``clones``, then of ``samples``; computed anew at each call of `body`.
  public func forEachTimelinePoint<Failure: Error>(
    _ body: (TimelinePoint) throws(Failure) -> Void
  ) throws(Failure) {
    for place in clones.indices {
      for (sample, count) in zip(samples(ofClone: place), clones[place].counts) {
        try body(timelinePoint(ofClone: place, sample: sample, count: count))
      }
    }
  }

  /// What `count` counts of a listed clone in a sample say, both by place: a row of `timeline.tsv`.
  public func timelinePoint(ofClone place: Int, sample: Int, count: Int) -> TimelinePoint {
    var point = TimelinePoint(clone: place, sample: sample, count: count)
    if samples[sample].total > 0 {
      point.frequency = Double(count) / Double(samples[sample].total)
      point.frequencyUpper95 = samples[sample].frequencyUpper95(count: count)
    }
    return point
  }
}
