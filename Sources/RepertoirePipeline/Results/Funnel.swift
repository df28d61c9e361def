internal import VDJAlignment

/// What became of the reads of a sample, as rows from the first step to the last.
struct Funnel: Codable, Equatable, Sendable {
  struct Step: Codable, Equatable, Sendable {
    /// `reads_in`, `rearranged`, or the key of a rejection.
    var outcome: String
    var reads: Int
    /// Of all reads, in [0, 1]; nil without reads.
    var share: Double?
  }

  var steps: [Step]

  init(_ account: ReadAccount) {
    let total = account.reads
    func step(_ outcome: String, _ reads: Int) -> Step {
      Step(
        outcome: outcome, reads: reads,
        share: total > 0
          ? (Double(reads) / Double(total) * 1_000_000).rounded() / 1_000_000 : nil)
    }
    steps =
      [step("reads_in", total)]
      + Rejection.allCases.map { step($0.rawValue, account.rejections($0)) }
      + [step("rearranged", account.rearrangements)]
  }

  /// The funnel for people, one line an outcome that occurred.
  var lines: [String] {
    let shown = steps.filter { $0.reads > 0 || $0.outcome == "rearranged" }
    let names = shown.map { Self.words[$0.outcome] ?? $0.outcome }
    let counts = shown.map { ProgressMeter.grouped($0.reads) }
    let width = names.map(\.count).max() ?? 0
    let countWidth = counts.map(\.count).max() ?? 0
    return shown.indices.map { i in
      let share = shown[i].share.map { Self.percent($0) } ?? ""
      return "  " + names[i] + String(repeating: " ", count: width - names[i].count + 2)
        + String(repeating: " ", count: countWidth - counts[i].count) + counts[i]
        + String(repeating: " ", count: 9 - share.count) + share
    }
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }

  static let words = [
    "reads_in": "reads in", "rearranged": "= rearranged",
    "too_short": "- too short", "low_quality": "- low quality", "umi_missing": "- UMI missing",
    "umi_low_quality": "- UMI of low quality", "umi_chimera": "- UMI of another junction",
    "umi_below_threshold": "- molecule of too few reads",
    "unrearranged": "- V and J as in the genome",
    "not_a_receptor": "- not a receptor", "constant_only": "- constant region alone",
    "no_v": "- J without V", "no_j": "- V without J", "wrong_order": "- V and J in wrong order",
    "chimera_of_loci": "- V and J of different loci",
    "junction_not_covered": "- junction not covered", "no_anchor": "- gene without anchor",
    "ambiguous_junction": "- unknown base in junction",
    "pcr_chimera": "- chimera of two clonotypes",
  ]
}
