import SequenceIO
import Synchronization

/// Tells the progress of one sample's input, batch by batch.
final class ReadMeter: Sendable {
  private let source: MateSource
  private let report: (@Sendable (_ share: Double?, _ reads: Int) -> Void)?
  private let reads = Atomic<Int>(0)

  init(source: MateSource, report: (@Sendable (_ share: Double?, _ reads: Int) -> Void)?) {
    self.source = source
    self.report = report
  }

  /// Counts reads that are done.
  func add(reads count: Int) {
    guard let report else { return }
    let after = reads.wrappingAdd(count, ordering: .relaxed).newValue
    let share = source.progress.totalBytes.map { total in
      total > 0 ? Double(source.progress.bytesConsumed) / Double(total) : 1
    }
    report(share, after)
  }
}
