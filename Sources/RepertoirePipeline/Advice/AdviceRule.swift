/// A rule of advice: a share of reads, and from where on it warns and fails.
struct AdviceRule: Sendable {
  let code: Advice.Code
  /// What the share is of.
  let measure: String
  /// From this share on it warns.
  let warns: Double
  /// From this share on it fails; nil where it only warns.
  let fails: Double?
  /// What to do, one sentence.
  let message: String

  /// All rules in the order in which they are told: what explains most comes first.
  static let all: [AdviceRule] = [
    AdviceRule(
      code: .wrongSpecies,
      measure: "reads of the second look that are rearrangements with the germline of the other "
        + "species, where they are more than one and a half times those of this one, or more "
        + "than those while V genes of this one fit below 96 %",
      warns: 0.05, fails: 0.20,
      message: "The reads fit the germline of the other species better: analyze again with "
        + "--species {other}."),
    AdviceRule(
      code: .mixedSpecies,
      measure: "rearrangements of the second look that are such with the germline of the other "
        + "species alone, where 50 or more are found and 5 % or more with this one's alone",
      warns: 0.01, fails: 0.20,
      message: "Receptors of two species are in the reads, and those of {other} in part counted "
        + "with wrong genes and junctions: take them out before the analysis; they fit V "
        + "below 90 % (v_identity)."),
    AdviceRule(
      code: .wrongLoci,
      measure: "reads of the second look that are rearrangements of loci that were not asked for",
      warns: 0.10, fails: 0.40,
      message: "Receptors of other loci are in the reads: analyze again without --loci, or with "
        + "those of the library."),
    AdviceRule(
      code: .bCells,
      measure: "reads of the second look without a rearrangement that hold immunoglobulin sequence",
      warns: 0.05, fails: 0.20,
      message:
        "These are B-cell receptors: check that the library was made with T-cell primers and "
        + "that the files were not exchanged."),
    AdviceRule(
      code: .swappedMates,
      measure: "rearrangements of the second look with the first mate on the strand that the kit "
        + "does not have",
      warns: 0.20, fails: 0.80,
      message: "R1 lies on the other strand than the kit says: exchange r1 and r2, or name the "
        + "right kit."),
    AdviceRule(
      code: .matesOutOfStep,
      measure:
        "pairs that could be held against each other whose mates show two receptors (another "
        + "locus, junction or V, or an overlap that ends in two sequences), where those are 20 or "
        + "more",
      warns: 0.20, fails: 0.50,
      message: "The files are out of step: mates of a pair are of different molecules, so that V, "
        + "identifiers and counts are mixed up; give both files as the sequencer wrote them, or "
        + "filter them together, since names made anew hide it."),
    AdviceRule(
      code: .mateOrientation,
      measure: "pairs whose mates lie on one strand of the receptor or point away from each other",
      warns: 0.10, fails: 0.50,
      message: "The mates of a pair do not face each other: give both files as the sequencer wrote "
        + "them, neither reverse-complemented nor paired anew."),
    AdviceRule(
      code: .wrongKit,
      measure: "reads without the UMI that the kit promises; all, where identifiers or loci are "
        + "not as they should be and the first reads contradict the kit",
      warns: 0.20, fails: 0.50,
      message: "The reads do not have the layout of the kit{contradictions}: check the kit's name "
        + "and the order of the mates; `clonova detect` finds the right one."),
    AdviceRule(
      code: .identifierNotRandom,
      measure: "bases of the UMI at which one base prevails, few are as frequent as chance would "
        + "have them, or which go with their neighbours, over all molecules",
      warns: 0.30, fails: 0.60,
      message:
        "The bases where the kit has its identifier are no random ones, so molecules are not "
        + "told apart: wrong kit or read structure; `clonova detect` finds the right one."),
    AdviceRule(
      code: .unusedIdentifier,
      measure: "first reads that bear an identifier, which the kit has none of",
      warns: 0.20, fails: nil,
      message: "The reads bear identifiers that the kit does not use, so that copies of one "
        + "molecule are counted: analyze again with {options}; `clonova detect` shows why."),
    AdviceRule(
      code: .genomicReads,
      measure: "reads of the second look that hold V or J beside a recombination signal, so come "
        + "from a gene that did not rearrange",
      warns: 0.05, fails: 0.20,
      message: "Genes that did not rearrange were amplified: check for genomic DNA in an RNA "
        + "library, or for V or J primers that anneal in introns."),
    AdviceRule(
      code: .primerDimers,
      measure: "reads of the second look without a rearrangement whose template ends before 100 "
        + "bases and before three quarters of the longest read",
      warns: 0.05, fails: 0.30,
      message: "Primer dimers take up reads: purify the library by size or use less primer; the "
        + "other reads can be used."),
    AdviceRule(
      code: .lowQuality,
      measure: "reads with too many unknown or worthless bases, or such a base in the junction or "
        + "the UMI, and of those of the second look that are no rearrangement but hold V or J and "
        + "a third that cannot be read",
      warns: 0.05, fails: 0.20,
      message: "Many reads cannot be read: look at the quality of the run, and sequence again if "
        + "the rest is too little."),
    AdviceRule(
      code: .junctionNotCovered,
      measure: "reads with V or J, or a constant region, that end before the junction does",
      warns: 0.15, fails: 0.40,
      message: "Reads end before the junction: check that the mate that covers it is given, that "
        + "the reads are long enough, and the kit's name."),
  ]

  func advice(_ value: Double?, filling blanks: [String: String]) -> Advice {
    let severity: QualityCheck.Status =
      switch value {
      case let share? where share >= fails ?? .infinity: .fail
      case let share? where share >= warns: .warn
      default: .ok
      }
    return Advice(
      code: code.rawValue, severity: severity.rawValue, value: value,
      rule:
        "share of \(measure): WARN from \(Self.percent(warns))"
        + (fails.map { ", FAIL from \(Self.percent($0))" } ?? ""),
      message: severity == .ok
        ? "" : blanks.reduce(message) { $0.replacing("{\($1.key)}", with: $1.value) })
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
