internal import Germline
internal import Repertoires
internal import VDJAlignment

/// Judges the account of a sample, and its second look, by all rules.
struct SampleAdvice {
  let account: ReadAccount
  /// Share of V bases that are those of the called gene, over all counts; nil without any.
  let vIdentity: Double?
  let look: SecondLook?
  let identifierLook: IdentifierLook?
  /// What the first reads say against the kit, where that was asked.
  let kitContradictions: [String]
  /// Share of the UMI's bases that are no random ones; nil where it is not known.
  var fixedIdentifierPlaces: Double?
  let kit: Kit
  let settings: AnalysisSettings

  /// Genes without somatic hypermutation fit better than this, those of another species worse:
  /// .99 or more and .93 on real reads of human and mouse.
  static let fittingIdentity = 0.96

  /// Of another species' V four in five bases fit; of this one's so few only where reads are poor.
  private static let misfittingIdentity = 0.9
  /// Counts with so poor a V above this share ask for a second look.
  private static let fewMisfits = 0.01
  /// Rearrangements of the second look that tell one species or two, and the share that is of this
  /// species alone where they are two.
  private static let fewestOfSpecies = 50
  private static let leastOfSpecies = 0.05

  /// Pairs that must be held against each other to tell whether files are in step: one in a hundred
  /// sound ones disagrees.
  private static let fewestCompared = 20

  /// Rejected reads above this share ask for a second look: rules warn of as many.
  private static let fewRejected = 0.05

  /// Whether a sample asks for a second look: too few rearrangements, V genes that do not fit, or a
  /// kit whose strand tells whether the mates are in order.
  static func needsLook(_ result: AnalyzedSample, kit: Kit) -> Bool {
    let good = kit.quality[.rearrangedReads]?.good ?? 0.7
    let account = result.account
    guard account.reads > 0 else { return false }
    let least = kit.hasFreeEnds ? good : max(good, 1 - fewRejected)
    return kit.strand != .either || Double(account.rearrangements) < least * Double(account.reads)
      || vIdentity(of: result.repertoire).map { $0 < fittingIdentity } ?? false
      || misfits(of: result.repertoire) > fewMisfits
  }

  /// The share of counts whose V is hardly that of this species.
  private static func misfits(of repertoire: Repertoire) -> Double {
    var (misfits, counts) = (0, 0)
    for (clonotype, annotation) in zip(repertoire.clonotypes, repertoire.annotations) {
      counts += clonotype.duplicateCount
      if let identity = annotation.vIdentity, identity < misfittingIdentity {
        misfits += clonotype.duplicateCount
      }
    }
    return counts > 0 ? Double(misfits) / Double(counts) : 0
  }

  /// The mean identity of the V genes, weighted by counts.
  static func vIdentity(of repertoire: Repertoire) -> Double? {
    var sum = 0.0
    var counts = 0
    for (clonotype, annotation) in zip(repertoire.clonotypes, repertoire.annotations) {
      guard let identity = annotation.vIdentity else { continue }
      sum += identity * Double(clonotype.duplicateCount)
      counts += clonotype.duplicateCount
    }
    return counts > 0 ? sum / Double(counts) : nil
  }

  /// The outcome of every rule, `OK` ones among them, in their order.
  ///
  /// A sample that fails without any rule that explains it gets `unexplained`.
  var all: [Advice] {
    // Genes of another species are placed by halves, which looks like many other troubles.
    let isOfOther = [.wrongSpecies, .mixedSpecies].contains { (value(of: $0) ?? 0) >= 0.2 }
    let blanks = [
      "other": Species.allCases.first { $0 != settings.species }?.rawValue ?? "",
      "options": identifierLook?.options ?? "",
      "contradictions": kitContradictions.isEmpty
        ? "" : " (" + kitContradictions.prefix(2).joined(separator: "; ") + ")",
    ]
    var all = AdviceRule.all.map { rule in
      let isHidden = isOfOther && [.genomicReads, .junctionNotCovered].contains(rule.code)
      var advice = rule.advice(
        isHidden ? nil : value(of: rule.code).map(Self.rounded), filling: blanks)
      if rule.code == .swappedMates, let look, look.pairs == 0, !advice.message.isEmpty {
        advice.message =
          "R1 lies on the other strand than the kit says, and no R2 is given: give "
          + "both mates, or name the right kit."
      }
      return advice
    }
    let share = Self.share(account.rearrangements, of: account.reads)
    let poor = kit.quality[.rearrangedReads]?.poor ?? 0.3
    let isExplained = all.contains { $0.severity != QualityCheck.Status.ok.rawValue }
    if let share, share < poor, !isExplained {
      all.append(
        Advice(
          code: Advice.Code.unexplained.rawValue, severity: QualityCheck.Status.fail.rawValue,
          value: Self.rounded(1 - share),
          rule:
            "share of reads that are not rearranged above \(Int(((1 - poor) * 100).rounded())) %, "
            + "and no other rule holds",
          message: unexplained))
    }
    return all
  }

  /// What to do where no rule explains the lost reads, by the reason of most of them.
  private var unexplained: String {
    let reasons = Rejection.allCases.filter { account.rejections($0) > 0 }
    let most = reasons.max { account.rejections($0) < account.rejections($1) }
    switch most {
    case .umiChimera?, .umiBelowThreshold?:
      return "Most reads are receptors whose identifier stands for other junctions too, or for too "
        + "few reads: it is not where the kit has it, or too short; `clonova detect` finds the "
        + "right kit."
    case .chimera?, .wrongOrder?, .noAnchor?, .pcrChimera?, .unrearranged?:
      return "Most reads hold V and J that are no whole receptor (\(most?.rawValue ?? "")): look "
        + "some of them up, and ask how the library was made."
    case .noJ?:
      return "Most reads hold V and no J: they end before it, or its bases are too poor to be "
        + "read; `clonova explain` shows some of them."
    case .tooShort?:
      return "Most reads are too short for any gene (fewer than \(ReadAligner.shortestRead) bases "
        + "behind what the kit has before the template): check trimming and the kit."
    case .noV?:
      return "Most reads hold J and no V: they begin behind it, or are products without V (D-J, "
        + "transcripts from J on); `clonova explain` shows some of them."
    default:
      return "Most reads are no T-cell receptor and resemble nothing known here: look some of "
        + "them up, and check that these are the right files."
    }
  }

  private func value(of code: Advice.Code) -> Double? {
    switch code {
    case .wrongSpecies:
      look.map {
        if isOfTwoSpecies($0) { return 0 }
        let (other, own) = ($0.rearrangedInOtherSpecies, $0.rearrangedAtAllLoci)
        let fits = vIdentity.map { $0 >= Self.fittingIdentity } ?? true
        return other * 2 > own * 3 || !fits && other > own ? $0.share(other) : 0
      }
    case .mixedSpecies:
      look.map {
        isOfTwoSpecies($0) ? Self.share(ofOtherAlone($0), of: $0.inEither) ?? 0 : 0
      }
    case .wrongLoci: look.map { $0.share($0.rearrangedAtAllLoci - $0.rearranged) }
    case .bCells: look.map { $0.share($0.bCellReads) }
    case .swappedMates: look.flatMap(wrongStrand)
    case .matesOutOfStep:
      account.pairs.compared >= Self.fewestCompared
        ? Self.share(account.pairs.disagreeing, of: account.pairs.compared) : nil
    case .mateOrientation:
      // Of structured mates that lie apart one alone is looked at where it shows the junction.
      kit.isPlain
        ? Self.share(account.pairs.sameStrand + account.pairs.outward, of: account.pairs.pairs)
        : nil
    case .wrongKit: kitContradictions.isEmpty ? share(.umiMissing) : 1
    case .identifierNotRandom: fixedIdentifierPlaces
    case .unusedIdentifier: identifierLook?.share
    case .genomicReads: look.map { $0.share($0.recombinationSignals) }
    case .primerDimers:
      // Without a look reads of a few bases tell of dimers, and their lack tells nothing.
      look.map { $0.share($0.shortTemplates) }
        ?? (account.rejections(.tooShort) > 0 ? share(.tooShort) : nil)
    case .lowQuality:
      // Reads that V or J alone was found in are in the account for the other one, not for this.
      share(.lowQuality, .ambiguousJunction, .umiLowQuality).map {
        min(1, $0 + (look.map { $0.share($0.partlyUnreadable) } ?? 0))
      }
    case .junctionNotCovered: isShortAsExpected ? 0 : share(.junctionNotCovered, .constantOnly)
    case .unexplained: nil
    }
  }

  /// Rearrangements of the other species alone.
  ///
  /// Those of reads that are poor in part count where they are more than the one or two in a hundred that
  /// chance gives.
  private func ofOtherAlone(_ look: SecondLook) -> Int {
    let poor = look.partlyUnreadableInOtherAlone
    return Double(poor) < Self.leastOfSpecies * Double(look.inEither)
      ? look.rearrangedInOtherAlone - poor : look.rearrangedInOtherAlone
  }

  /// Whether enough rearrangements are of either species alone.
  private func isOfTwoSpecies(_ look: SecondLook) -> Bool {
    look.inEither >= Self.fewestOfSpecies && ofOtherAlone(look) > 0
      && Double(look.rearrangedInThisAlone) >= Self.leastOfSpecies * Double(look.inEither)
  }

  /// Whether the kit's fragments begin anywhere, and as many reach the junction as of a good one.
  private var isShortAsExpected: Bool {
    let good = kit.quality[.rearrangedReads]?.good ?? 0.7
    return kit.hasFreeEnds && Double(account.rearrangements) >= good * Double(account.reads)
  }

  private func wrongStrand(_ look: SecondLook) -> Double? {
    let all = look.firstMateForward + look.firstMateReverse
    return switch kit.strand {
    case .either: nil
    case .forward: Self.share(look.firstMateReverse, of: all)
    case .reverse: Self.share(look.firstMateForward, of: all)
    }
  }

  private func share(_ reasons: Rejection...) -> Double? {
    Self.share(reasons.reduce(0) { $0 + account.rejections($1) }, of: account.reads)
  }

  private static func share(_ part: Int, of whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }

  private static func rounded(_ share: Double) -> Double {
    (share * 1_000_000).rounded() / 1_000_000
  }
}
