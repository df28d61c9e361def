internal import SequenceIO
internal import VDJAlignment

extension MateMerger {
  /// Merges the mates of one pair of a batch, whole as they stand in the files; nil where they do
  /// not overlap.
  ///
  /// For looks at a library whose structure is not known: what stands before a template lies outside
  /// the overlap, or in both mates of a short fragment.
  mutating func merge(_ batch: borrowing PairedReadBatch, _ i: Int) -> MateOverlap? {
    merge(
      sequence: batch.first.sequence(i), quality: batch.first.quality(i),
      mateSequence: batch.second.sequence(i), mateQuality: batch.second.quality(i))
  }
}
