internal import Germline
internal import Sequences
internal import VDJAlignment

/// What the first reads of a sample hold that the analysis does not look for.
///
/// Taken only when the account asks for advice, so that a good sample pays nothing. The first
/// reads of the input, whatever the threads and batches: the same on every run.
struct SecondLook: Codable, Equatable, Sendable {
  /// Reads (or pairs) that are looked at, at most; of long reads fewer, see ``StartKeeper/bases``.
  static let reads = 10_000
  /// A template of fewer bases holds hardly more than its primers.
  static let shortTemplate = 100

  /// Reads, or pairs, looked at.
  var reads = 0
  /// Rearrangements of the loci asked for, of all loci, and of all loci of the other species.
  var rearranged = 0
  var rearrangedAtAllLoci = 0
  var rearrangedInOtherSpecies = 0
  /// Rearrangements, of all loci, of one of the two species alone.
  var rearrangedInThisAlone = 0
  var rearrangedInOtherAlone = 0
  /// Of those of the other species, the ones of reads (or pairs with one) of which a third is for the most
  /// part unreadable: chance gives some of them, too.
  var partlyUnreadableInOtherAlone = 0
  /// Of the reads looked at, those that are pairs.
  var pairs = 0
  /// Reads without a rearrangement that hold words of B-cell receptors.
  var bCellReads = 0
  /// Readable reads without a rearrangement whose template ends, by an adapter or the end of the
  /// read, before 100 bases and three quarters of the longest read.
  var shortTemplates = 0
  /// Reads with a V or a J gene but no rearrangement that hold a recombination signal.
  var recombinationSignals = 0
  /// Reads with 40 % of their bases unknown or below Q10.
  var unreadable = 0
  /// Reads with a V or a J gene but no rearrangement of which a third is for the most part so.
  var partlyUnreadable = 0
  /// Rearrangements in the first mate by its strand.
  var firstMateForward = 0
  var firstMateReverse = 0
  /// Pairs whose mates show rearrangements on one strand, though mates lie on opposite ones.
  var matesOnOneStrand = 0

  /// Looks at the first reads of a sample.
  ///
  /// - Throws: 65 or 66 when a file was changed since it was analyzed, `CancellationError`.
  static func of(_ start: InputStart) throws -> SecondLook {
    let sample = try start.reads(atMost: reads)
    var look = SecondLookReader(start.plan.settings)
    for batch in sample.batches {
      try Task.checkCancellation()
      look.add(batch, atMost: sample.count - look.counts.reads)
    }
    return look.finished
  }

  /// Rearrangements, of all loci, of either species.
  var inEither: Int { rearrangedAtAllLoci + rearrangedInOtherAlone }

  /// A share of the reads looked at.
  func share(_ count: Int) -> Double { reads > 0 ? Double(count) / Double(reads) : 0 }
}
