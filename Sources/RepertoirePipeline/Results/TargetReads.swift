internal import Glibc
internal import RepertoireStatistics
internal import VDJAlignment

/// The reads of target sequences in `<id>.qc.json`.
///
/// An account beside that of the rearrangements, which it never changes: one read may be in both.
struct TargetReads: Codable, Equatable {
  /// One target.
  struct Target: Codable, Equatable {
    var name: String
    /// Bases.
    var length: Int
    var reads: Int
    /// Reads that fit it and another target equally well; they are in no target's reads.
    var ambiguousReads: Int
    /// Of the reads that are long enough to show a target.
    var readsPerMillion: Double?
    /// The lower end of the 95 % interval of Clopper and Pearson.
    var readsPerMillionLower95: Double?
    /// Its upper end, which takes in the ambiguous reads, as all of them may be the target's.
    ///
    /// Without a read it is the one-sided 95 % limit, since nothing lies below.
    var readsPerMillionUpper95: Double?
    /// Bases that an exact word of any read covers.
    var coveredBases: Int
    /// Words that the germline has too, in stretches that suffice to count.
    var germlineWords: Int
  }

  /// Reads, or pairs, that were looked at.
  var reads: Int
  /// Those too short for any target to be seen in them, which no share is of.
  var tooShortReads: Int
  /// Reads that fit several targets equally well and count for none.
  var ambiguousReads: Int
  /// The share of random reads that would be counted, at most.
  var chanceOfRandomRead: Double
  var sequences: [Target]
  var warnings: [String]

  init(_ account: ConstructAccount, of targets: TargetSet) {
    reads = account.reads
    tooShortReads = account.tooShortReads
    ambiguousReads = account.ambiguousReads
    let index = ConstructIndex(targets.constructs)
    chanceOfRandomRead = Self.rounded(
      index.chance(readLength: account.longestRead) + index.chance(readLength: account.longestMate))
    let total = Double(account.reads - account.tooShortReads)
    sequences = targets.constructs.indices.map { number in
      let construct = targets.constructs[number]
      let reads = account.readsOfConstruct[number]
      let atMost = reads + account.ambiguousOfConstruct[number]
      func perMillion(_ share: Double) -> Double? {
        total > 0 ? Self.rounded(1_000_000 * share) : nil
      }
      return Target(
        name: construct.name, length: construct.codes.count, reads: reads,
        ambiguousReads: account.ambiguousOfConstruct[number],
        readsPerMillion: perMillion(Double(reads) / total),
        readsPerMillionLower95: perMillion(
          ClopperPearson.lower(n: Double(reads), N: total, confidence: 0.975)),
        readsPerMillionUpper95: perMillion(
          ClopperPearson.upper(
            n: Double(atMost), N: total, confidence: atMost == 0 ? 0.95 : 0.975)),
        coveredBases: account.coveredBases(of: number),
        germlineWords: targets.germlineWords[number])
    }
    warnings = targets.warnings
    warnings += notes
  }

  /// Reads that are long enough to show a target.
  var readsLongEnough: Int { reads - tooShortReads }

  /// What the reads themselves say against the numbers, one sentence each.
  var notes: [String] {
    var notes: [String] = []
    if tooShortReads > 0 {
      notes.append(
        "\(tooShortReads) of \(reads) reads have fewer than \(ConstructIndex.shortestRead) bases, "
          + "too few to show a target, and are left out of the shares")
    }
    if ambiguousReads > 0 {
      notes.append(
        "\(ambiguousReads) of \(reads) reads fit several targets equally well and count for none; "
          + "the upper limits take them in. Leave out of the targets what they share, or give that "
          + "as a target of its own")
    }
    return notes
  }

  /// Six significant digits.
  private static func rounded(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value }
    let scale = pow(10, 5 - floor(log10(value)))
    return (value * scale).rounded() / scale
  }
}
