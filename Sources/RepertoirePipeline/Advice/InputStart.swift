/// The first reads of a sample: in its files, or kept while they went by where it comes from a pipe.
struct InputStart: Sendable {
  let plan: SamplePlan
  /// Nil where they can be read again.
  private let kept: ReadSample?

  init(_ plan: SamplePlan, kept keeper: StartKeeper? = nil) {
    self.plan = plan
    kept = keeper?.sample
  }

  /// So many of the first reads of all lanes in their order, at most ``StartKeeper/reads`` and none
  /// behind ``StartKeeper/bases``.
  ///
  /// - Throws: `SequenceIOError` when a file was changed since it was analyzed, `CancellationError`.
  func reads(atMost limit: Int) throws -> ReadSample {
    precondition(limit <= StartKeeper.reads, "no more are kept")
    return try kept?.prefix(limit)
      ?? ReadSample(r1: plan.r1, r2: plan.r2, atMost: limit, bases: StartKeeper.bases)
  }
}
