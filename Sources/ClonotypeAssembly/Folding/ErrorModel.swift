import Glibc

/// How likely reads of one clonotype are to be error copies of another.
///
/// What is added up is an integer in thousandths of a log10, so that sums have one value in every
/// order.
struct ErrorModel: Sendable {
  /// What each further difference takes from the usual chance of a neighbour: the places at two bases
  /// are some 70 times as many, the true neighbours there about three times.
  private static let chanceOfFurtherBase = -1500
  /// A single read is at most so much likelier a true neighbour than usual, in thousandths of log10: where
  /// all rates are learnt, neighbours are counted from three reads on and say little of it, and of single
  /// reads there are the most errors.
  private static let mostOfSingle = 1000
  /// What a difference in the bases that V or J write takes from the chance of a neighbour: other
  /// clonotypes of the same V and J seldom differ there.
  static let germlineBase = 1300
  /// Losses are kept for qualities up to this; no base has a higher one.
  private static let mostLossQuality = 255

  /// What the model rests on.
  let rates: ErrorRates
  private let logs: [Int]
  /// Minus log10 of the chance of one given wrong base, by its quality.
  private let losses: [Int]
  /// A copy with one given wrong base, per duplication.
  private let copyLoss: Int
  /// One base lost or gained at a given place: of reads, and per duplication.
  private let indelLoss: Int
  private let indelCopyLoss: Int
  /// Expected error copies above which a clonotype that differs in one base is an error, by locus:
  /// the chance that an independent clonotype lies exactly there.
  private let neighbourChance: InlineArray<4, Int>
  /// The same further away, where a sample's neighbours are not counted.
  private let usualChance: InlineArray<4, Int>
  /// What having one read takes from the chance, by locus.
  private let rarityOfSingle: InlineArray<4, Int>
  /// From so many reads on a stopped quality sum says nothing.
  private let stoppedReads: Int
  private let qualityOfAll: Int
  /// The loss of a base of which no quality is known.
  let lossOfAnyBase: Int
  /// The loss of another V, and of another J, than the parent's.
  let lossOfV: Int
  let lossOfJ: Int
  /// What the abundance of a clonotype takes from the chance, by doublings from three reads on.
  private let rarity: InlineArray<8, Int>

  init(_ rates: ErrorRates = ErrorRates()) {
    self.rates = rates
    logs = (0..<4096).map { Self.thousandths(Double(max(1, $0))) }
    losses = (0...Self.mostLossQuality).map { quality in
      let wrong = min(1, pow(10, -Double(quality) / 10) + rates.hiddenErrors)
      return -Self.thousandths(wrong / 3)
    }
    copyLoss = -Self.thousandths(rates.copyErrors / 3)
    indelLoss = -Self.thousandths(rates.indels)
    indelCopyLoss =
      indelLoss - Self.thousandths(min(1, rates.copyErrors / max(rates.hiddenErrors, 1e-9)))
    var chances = InlineArray<4, Int>(repeating: 0)
    var (usual, single) = (chances, chances)
    for locus in chances.indices {
      chances[locus] = Self.thousandths(rates.neighbours[locus])
      usual[locus] = Self.thousandths(rates.usualNeighbours[locus])
      single[locus] = Self.thousandths(rates.singles[locus])
    }
    rarityOfSingle = single
    neighbourChance = chances
    usualChance = usual
    stoppedReads = ClonotypeCounter.mostQuality / max(2, rates.errorQuality)
    lossOfAnyBase = -Self.thousandths(max(rates.wrongBases, 1e-6) / 3)
    lossOfV = -Self.thousandths(rates.otherV)
    lossOfJ = -Self.thousandths(rates.otherJ)
    var rarity = InlineArray<8, Int>(repeating: 0)
    for doubling in rarity.indices {
      rarity[doubling] = Self.thousandths(rates.abundances[doubling])
    }
    self.rarity = rarity
    qualityOfAll = max(2, Int((-10 * log10(max(rates.wrongBases, 1e-6))).rounded(.down)))
  }

  private static func thousandths(_ value: Double) -> Int {
    Int((log10(max(value, 1e-30)) * 1000).rounded())
  }

  /// log10 of a count, in thousandths.
  func log(_ count: Int) -> Int {
    count < logs.count ? logs[count] : Self.thousandths(Double(count))
  }

  /// Expected error copies above which a clonotype of so many reads that differs in so many bases is an
  /// error.
  func foldAbove(differences: Int, locus: UInt8, reads: Int) -> Int {
    let (counted, usual) = (neighbourChance[Int(locus)], usualChance[Int(locus)])
    let isCountedAmongMore = reads == 1 && rates.source == .data
    let near = isCountedAmongMore ? min(counted, usual + Self.mostOfSingle) : counted
    let chance =
      differences == 1
      ? near : min(near, usual) + Self.chanceOfFurtherBase * (differences - 1)
    return chance + rarity[ErrorRates.doubling(of: reads)]
      + (reads == 1 ? rarityOfSingle[Int(locus)] : 0)
  }

  /// The least loss of a further difference that makes an error less likely, not more.
  func furtherBase(locus: UInt8) -> Int {
    foldAbove(differences: 1, locus: locus, reads: 1)
      - foldAbove(differences: 2, locus: locus, reads: 1)
  }

  /// The mean Phred score behind a quality sum that stops at ``ClonotypeCounter/mostQuality``.
  func meanQuality(sum: Int, reads: Int) -> Int {
    let most = ClonotypeCounter.mostQuality
    if sum < most { return sum / reads }
    // Stopped: errors of so few reads would not have come so far, so the bases are good; of more
    // reads the sum tells little, and they may be of the usual quality of errors.
    return max(most / reads, reads < stoppedReads ? 30 : min(30, qualityOfAll))
  }

  /// Evidence that `reads` reads are copies of a parent with `parentReads` reads, in thousandths
  /// of log10 of their expected number.
  ///
  /// - Parameters:
  ///   - loss: Sum over the differing bases of what ``loss(qualitySum:reads:parentQualitySum:)`` says.
  ///   - differences: Number of differing bases.
  func evidence(reads: Int, parentReads: Int, loss: Int, differences: Int) -> Int {
    let alone = independent(reads: reads, expected: log(parentReads) - loss)
    // PCR: a family of n of N reads is one of the first N/n copies.
    let family = differences == 1 ? log(parentReads) - log(reads) - copyLoss : Int.min
    return max(alone, family)
  }

  /// The same for reads that lost or gained a base of a run of `run` equal ones.
  func indelEvidence(reads: Int, parentReads: Int, run: Int) -> Int {
    let start = log(parentReads) + log(run)
    return max(
      independent(reads: reads, expected: start - indelLoss), start - log(reads) - indelCopyLoss)
  }

  /// log10 of the chance that so many reads err independently, given the logarithm of how many are
  /// expected: about expected^n / n!.
  private func independent(reads: Int, expected: Int) -> Int {
    guard reads > 1 else { return expected }
    // Stirling's n log n - n log e bounds log n! from below by less than log10(n).
    let chance = expected * reads - (reads * log(reads) - reads * 434)
    return expected >= log(reads) ? max(chance, 0) : chance
  }

  /// The loss of one differing base: either the child's or the parent's reads are wrong.
  func loss(qualitySum: Int, reads: Int, parentQualitySum: Int) -> Int {
    let child = meanQuality(sum: qualitySum, reads: reads)
    // All reads of the parent would have to be wrong at once.
    return loss(quality: min(child, parentQualitySum))
  }

  /// The loss of a base of which the child's mean quality or the parent's quality sum, whichever is
  /// less, is this; it never falls with quality.
  @inline(__always)
  func loss(quality: Int) -> Int { losses[min(quality, Self.mostLossQuality)] }
}
