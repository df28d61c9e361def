internal import SequenceIO

/// Reads one lane of a sample, alone or with its mate, to its end or to the end of its start.
struct LaneScan {
  /// Reads whose lengths are looked at.
  static let start = 1000

  let r1: String
  let r2: String?
  private(set) var reads = 0
  /// The longest read among the first ones.
  private(set) var longest = 0
  private(set) var fault: Fault?

  /// Scans files; a fault is kept, not thrown.
  ///
  /// Gzip is checked to its trailer, mates to their last name, unless only the start is read.
  init(r1: String, r2: String?, isWhole: Bool) throws {
    self.r1 = r1
    self.r2 = r2
    do {
      let source = try MateSource(
        first: [r1], second: r2.map { [$0] } ?? [],
        capacities: ReaderCapacities(records: isWhole ? 4096 : Self.start))
      var batch = PairedReadBatch()
      while try source.next(into: &batch) {
        try Task.checkCancellation()
        if reads < Self.start { look(at: batch.first) }
        reads += batch.count
        if !isWhole { return }
      }
    } catch let error as SequenceIOError {
      fault = Fault.all(of: error).first
    }
  }

  private mutating func look(at batch: borrowing ReadBatch) {
    for i in 0..<min(batch.count, Self.start - reads) {
      longest = max(longest, batch.length(i))
    }
  }
}
