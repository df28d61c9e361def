/// The reads of one batch: single, or the two mates of each fragment in step.
public struct PairedReadBatch: Sendable {
  /// The first mates, or the single reads.
  public var first = ReadBatch()
  /// The second mates, as many as first ones; empty for single reads.
  public var second = ReadBatch()
  /// Whether `second` holds mates.
  public var isPaired = false

  /// Creates an empty batch whose buffers are kept between calls.
  public init() {}

  /// The number of the batch in its input, 0-based.
  public var index: Int { first.index }

  /// The number of reads or read pairs.
  public var count: Int { first.count }
}
