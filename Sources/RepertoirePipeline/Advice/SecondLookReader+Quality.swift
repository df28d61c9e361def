internal import SequenceIO
internal import VDJAlignment

/// Reads of which bases are unknown or below Q10.
extension SecondLookReader {
  /// Whether these are most of one of a read's thirds, as of the end that a run reads badly.
  static func isPartlyUnreadable(_ batch: borrowing ReadBatch, _ i: Int) -> Bool {
    let length = batch.length(i)
    return (0..<3).contains { third in
      let part = length * third / 3..<length * (third + 1) / 3
      let bad = ReadAligner.worthlessBases(
        batch.sequence(i).extracting(part), batch.quality(i).extracting(part))
      return bad * 2 > part.count
    }
  }

  /// Whether these are most of a third of either mate of a pair, or of the single read.
  static func isPartlyUnreadable(_ batch: borrowing PairedReadBatch, _ i: Int) -> Bool {
    isPartlyUnreadable(batch.first, i) || batch.isPaired && isPartlyUnreadable(batch.second, i)
  }
}
