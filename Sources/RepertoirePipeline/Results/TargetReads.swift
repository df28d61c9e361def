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
    var readsPerMillion: Double?
    /// The 95 % interval of Clopper and Pearson; without a read its upper end is the one-sided
    /// 95 % limit, since nothing lies below.
    var readsPerMillionLower95: Double?
    var readsPerMillionUpper95: Double?
    /// Bases that an exact word of any read covers.
    var coveredBases: Int
    /// Words that the germline has too, in stretches that suffice to count.
    var germlineWords: Int
  }

  /// Reads, or pairs, that were looked at.
  var reads: Int
  /// Reads that fit several targets equally well and count for none.
  var ambiguousReads: Int
  /// The share of random reads that would be counted, at most.
  var chanceOfRandomRead: Double
  var sequences: [Target]
  var warnings: [String]

  init(_ account: ConstructAccount, of targets: TargetSet) {
    reads = account.reads
    ambiguousReads = account.ambiguousReads
    let index = ConstructIndex(targets.constructs)
    chanceOfRandomRead = Self.rounded(
      index.chance(readLength: account.longestRead) + index.chance(readLength: account.longestMate))
    let total = Double(account.reads)
    sequences = targets.constructs.indices.map { number in
      let construct = targets.constructs[number]
      let reads = account.readsOfConstruct[number]
      func perMillion(_ share: (Double, Double) -> Double) -> Double? {
        total > 0 ? Self.rounded(1_000_000 * share(Double(reads), total)) : nil
      }
      return Target(
        name: construct.name, length: construct.codes.count, reads: reads,
        readsPerMillion: perMillion { $0 / $1 },
        readsPerMillionLower95: perMillion {
          ClopperPearson.lower(n: $0, N: $1, confidence: 0.975)
        },
        readsPerMillionUpper95: perMillion {
          ClopperPearson.upper(n: $0, N: $1, confidence: reads == 0 ? 0.95 : 0.975)
        },
        coveredBases: account.coveredBases(of: number),
        germlineWords: targets.germlineWords[number])
    }
    warnings = targets.warnings
  }

  /// Six significant digits.
  private static func rounded(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value }
    let scale = pow(10, 5 - floor(log10(value)))
    return (value * scale).rounded() / scale
  }
}
