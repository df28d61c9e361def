internal import SequenceIO
internal import Sequences

/// Reads of which bases are unknown or below Q10.
extension SecondLookReader {
  /// Whether these are 40 % of a read.
  static func isUnreadable(_ batch: borrowing ReadBatch, _ i: Int) -> Bool {
    unreadable(batch, i, 0..<batch.length(i)) * 100 >= batch.length(i) * 40
  }

  /// Whether these are most of one of its thirds, as of the end that a run reads badly.
  static func isPartlyUnreadable(_ batch: borrowing ReadBatch, _ i: Int) -> Bool {
    let length = batch.length(i)
    return (0..<3).contains { third in
      let part = length * third / 3..<length * (third + 1) / 3
      return unreadable(batch, i, part) * 2 > part.count
    }
  }

  /// Whether these are most of a third of either mate of a pair, or of the single read.
  static func isPartlyUnreadable(_ batch: borrowing PairedReadBatch, _ i: Int) -> Bool {
    isPartlyUnreadable(batch.first, i) || batch.isPaired && isPartlyUnreadable(batch.second, i)
  }

  private static func unreadable(
    _ batch: borrowing ReadBatch, _ i: Int, _ part: Range<Int>
  ) -> Int {
    let (sequence, quality) = (batch.sequence(i), batch.quality(i))
    var bad = 0
    for place in part {
      let isUnknown = Nucleotide.code(ofASCII: sequence[place]) == Nucleotide.unknown
      if isUnknown || quality[place] < Phred.asciiOffset + 10 { bad += 1 }
    }
    return bad
  }
}
