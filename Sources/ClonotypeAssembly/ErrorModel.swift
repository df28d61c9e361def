import Glibc

/// How likely reads of one clonotype are to be error copies of another.
///
/// Everything is an integer in thousandths of a log10, so that sums have one value on every
/// machine and in every order.
struct ErrorModel: Sendable {
  /// A read of a given wrong base: one of three.
  private static let oneOfThree = 477
  /// A copy with one given wrong base that PCR makes, per duplication: 4e-7.
  ///
  /// Between a proof-reading polymerase (5e-7 in all) and Taq (2e-5). A family of a share f of its parent
  /// arises among the first 1/f copies.
  private static let pcrCopy = 6400
  /// Expected error copies above which a clonotype that differs in one base counts as an error of
  /// its parent: 2 in 100,000.
  ///
  /// The chance that an independent clonotype lies exactly there: a clonotype has a true neighbour
  /// at one base in about 1 of 200 cases, on one of 135 places.
  private static let neighbourChance = -4700
  /// What each further difference takes from that chance: the places at two bases are some 70 times
  /// as many, the true neighbours there about three times.
  static let chanceOfFurtherBase = -1500

  /// Expected error copies above which a clonotype that differs in so many bases is an error.
  static func foldAbove(differences: Int) -> Int {
    neighbourChance + chanceOfFurtherBase * (differences - 1)
  }

  private let logs: [Int]

  init() {
    logs = (0..<4096).map { Int((log10(Double(max(1, $0))) * 1000).rounded()) }
  }

  /// log10 of a count, in thousandths.
  func log(_ count: Int) -> Int {
    count < logs.count ? logs[count] : Int((log10(Double(count)) * 1000).rounded())
  }

  /// The mean Phred score behind a quality sum that stops at 255.
  static func meanQuality(sum: Int, reads: Int) -> Int {
    if sum < 255 { return sum / reads }
    // Stopped: the true mean is unknown above 255 / reads; most platforms give Q30 or better.
    return max(255 / reads, 30)
  }

  /// Evidence that `reads` reads are copies of a parent with `parentReads` reads, in thousandths
  /// of log10 of their expected number.
  ///
  /// - Parameters:
  ///   - loss: Sum over the differing bases of mean quality (times 100) and one-of-three.
  ///   - differences: Number of differing bases.
  func evidence(reads: Int, parentReads: Int, loss: Int, differences: Int) -> Int {
    // Sequencing: expected copies of a parent read with just these errors; the chance of as many
    // as were seen is about expected^n / n!.
    let expected = log(parentReads) - loss
    var sequencing = expected
    if reads > 1 {
      // Stirling's n log n - n log e bounds log n! from below by less than log10(n).
      let logFactorial = reads * log(reads) - reads * 434
      sequencing = expected * reads - logFactorial
      if expected >= log(reads) { sequencing = max(sequencing, 0) }
    }
    // PCR: a family of n of N reads is one of the first N/n copies.
    let pcr = differences == 1 ? log(parentReads) - log(reads) - Self.pcrCopy : Int.min
    return max(sequencing, pcr)
  }

  /// The loss of one differing base: either the child's or the parent's reads are wrong.
  static func loss(qualitySum: Int, reads: Int, parentQualitySum: Int) -> Int {
    let child = meanQuality(sum: qualitySum, reads: reads)
    // All reads of the parent would have to be wrong at once.
    return min(child, parentQualitySum) * 100 + oneOfThree
  }
}
