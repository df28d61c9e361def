import Glibc

/// What the counted copies say of the rates.
extension ErrorCensus {
  /// With fewer bases than this, wrong or right, the usual rates are better than counted ones.
  private static let leastBases = 100_000
  /// Copies count as single reads while so many are expected at each place, or fewer.
  private static let fewExpected = 0.5
  /// Clonotypes of the usual abundance that say what is usual.
  private static let leastClonotypes = 20.0
  /// So many times the usual neighbours at most, and where most clonotypes have few reads: counts are of
  /// few parents.
  private static let mostNeighbours = 10.0
  private static let mostNeighboursReadOnce = 50.0
  /// Fewer reads with another gene may be there by chance.
  private static let leastOfOtherGene = 5
  /// However many reads a molecule has, some have few.
  private static let leastAbundance = 0.02
  /// How many observations the usual rate of something rare counts for.
  private static let weightOfUsual = 0.5

  /// The rates that the sample's copies were made with.
  var rates: ErrorRates {
    var rates = ErrorRates()
    rates.parents = parents.count
    let reads = parents.reduce(0) { $0 + $1.reads }
    rates.bases = reads * Self.places
    guard rates.bases >= Self.leastBases else { return rates }
    rates.source = .data
    var byPlace = [Int](repeating: 0, count: Self.places)
    for copy in copies {
      guard let place = copy.place, isFew(copy) else { continue }
      byPlace[place] += copy.reads
      rates.copies += copy.reads
    }
    rates.wrongBases = Self.rounded(max(1e-5, Self.middle(byPlace) / Double(reads)))
    setHiddenErrors(in: &rates)
    setCopyErrors(in: &rates)
    setAbundances(in: &rates)
    setNeighbours(in: &rates)
    rates.otherV = share(readsOfOtherV)
    rates.otherJ = share(readsOfOtherJ)
    rates.indelCopies = indels.copies
    // Few parents may happen to have no long run; a rate as low as the usual one loses nothing.
    let usual = ErrorRates().indels
    rates.indels = Self.rounded(
      max(usual, (indels.errors + 1) / (Double(indels.bases) + 1 / usual)))
    return rates
  }

  /// The share of reads with another gene; 0 for so few that they tell nothing.
  private func share(_ reads: Int) -> Double {
    reads < Self.leastOfOtherGene ? 0 : Self.rounded(Double(reads) / Double(readsAskedForGenes))
  }

  private func isFew(_ copy: Copy) -> Bool { copy.reads * Self.leastRatio <= copy.parentReads }

  /// Errors that stand at bases as good as the others: of single reads, whose qualities are known.
  private func setHiddenErrors(in rates: inout ErrorRates) {
    var others = [Int](repeating: 0, count: 256)
    var wrong = [Int](repeating: 0, count: 256)
    var singles: [Copy] = []
    let most = 3 * Self.fewExpected / rates.wrongBases
    for copy in copies where copy.place != nil && copy.reads == 1 && isFew(copy) {
      guard Double(copy.parentReads) <= most else { continue }
      singles.append(copy)
      wrong[copy.qualitySum] += 1
      otherQualities(of: copy) { others[$0] += 1 }
    }
    let all = others.reduce(0, +)
    guard all > 0 else { return }
    // The better half of all bases.
    var good = 255
    var share = 0
    var foretold = 0.0
    while good > 0 && 2 * share < all {
      share += others[good]
      foretold += Double(others[good]) * pow(10, -Double(good) / 10)
      good -= 1
    }
    var byPlace = [Int](repeating: 0, count: Self.places)
    for copy in singles where copy.qualitySum > good {
      byPlace[copy.place ?? 0] += 1
    }
    var reads = 0.0
    for parent in parents where Double(parent.reads) <= most {
      // Where several reads bear one error they are no single reads.
      reads += Double(parent.reads) * exp(-Double(parent.reads) * rates.wrongBases / 3)
    }
    let bases = reads * Double(share) / Double(all)
    let usual = ErrorRates().hiddenErrors
    let hidden = max(0, Self.middle(byPlace) - bases * foretold / Double(share))
    rates.hiddenErrors = Self.rounded(
      (hidden * Double(Self.places) + Self.weightOfUsual)
        / (bases * Double(Self.places) + Self.weightOfUsual / usual))
    let count = wrong.reduce(0, +)
    if count >= 20 {
      rates.errorQuality = wrong.indices.reduce(0) { $0 + $1 * wrong[$1] } / count
    }
  }

  /// Families: more reads with one error than would err independently.
  ///
  /// The first N/n copies are those whose families have n of N reads.
  private func setCopyErrors(in rates: inout ErrorRates) {
    var byPlace = [Int](repeating: 0, count: Self.places)
    var copied = 0.0
    for parent in parents {
      let least = leastFamily(of: parent.reads, rates)
      guard least * Self.leastRatio <= parent.reads else { continue }
      copied += Double(parent.reads) / Double(least) - Double(Self.leastRatio)
      for copy in copies[parent.copies] {
        guard let place = copy.place, isFew(copy), copy.reads >= least,
          !isForetold(copy, rates)
        else { continue }
        byPlace[place] += 1
      }
    }
    // A place where nearly all families lie is another allele.
    let total = byPlace.reduce(0, +)
    let most = 2 + 2 * total / Self.places
    rates.families = byPlace.reduce(0) { $0 + min($1, most) }
    rates.copyErrors = Self.rounded(
      (Double(rates.families) + Self.weightOfUsual)
        / (copied * Double(Self.places) + Self.weightOfUsual / ErrorRates().copyErrors))
  }

  /// Whether a copy's own qualities explain that so many reads are alike.
  private func isForetold(_ copy: Copy, _ rates: ErrorRates) -> Bool {
    guard copy.qualitySum < ClonotypeCounter.mostQuality else { return false }
    let quality = Double(copy.qualitySum) / Double(copy.reads)
    let expected =
      Double(copy.parentReads) * (pow(10, -quality / 10) + rates.hiddenErrors) / 3
    return Double(copy.reads) <= expected
      || Self.logChance(of: copy.reads, expected: expected) > -6
  }

  /// The chance of a true neighbour at a given place, by locus.
  private func setNeighbours(in rates: inout ErrorRates) {
    // Where molecules were read several times, families of errors are taken for neighbours too.
    let isReadOnce =
      rates.abundances[0] == 1
      && Double(numbers(ofDoubling: 0).count) * sharesOfOwn[0] >= Self.leastClonotypes
    let most = isReadOnce ? Self.mostNeighboursReadOnce : Self.mostNeighbours
    // All loci in one pass: each look at an entry misses the cache.
    var byLocus = [[Int]](repeating: [], count: rates.neighbours.count)
    for number in 0..<folding.readsOf.countOfDescending(from: 3) {
      let locus = folding.table.entries[Int(folding.entryOf[number])].locus
      byLocus[Int(locus)].append(folding.readsOf[number])
    }
    // Where each molecule was read often few clonotypes have few reads, however much they crowd.
    if isReadOnce {
      rates.usualNeighbours = ErrorRates.usualNeighbours(
        of: InlineArray { clonotypesOfOwn(among: byLocus[$0]) })
    }
    for (locus, abundances) in byLocus.enumerated() {
      var found = 0.0
      var looked = 0.0
      for parent in parents where parent.locus == locus {
        let least = max(3, parent.reads / 10, leastFamily(of: parent.reads, rates))
        guard least <= parent.reads else { continue }
        let comparable =
          abundances.countOfDescending(from: least)
          - abundances.countOfDescending(from: parent.reads + 1)
        let places = 3 * (parent.length - Self.places)
        looked += Double(places) * Double(comparable) / Double(abundances.count)
        for copy in copies[parent.copies]
        where copy.place == nil && copy.reads >= least && !isForetold(copy, rates) { found += 1 }
        found -=
          rates.copyErrors / 3 * Double(places) * (Double(parent.reads) / Double(least) - 1)
      }
      let usual = rates.usualNeighbours[locus]
      let chance =
        (max(0, found) + Self.weightOfUsual) / (looked + Self.weightOfUsual / usual)
      rates.neighbours[locus] = Self.rounded(min(max(chance, usual / 10), usual * most))
    }
  }

  /// How many of abundances, which descend from three on, are no copies.
  private func clonotypesOfOwn(among abundances: [Int]) -> Int {
    var own = Double(abundances.countOfDescending(from: 3 << ErrorRates.doublings))
    for doubling in 0..<ErrorRates.doublings {
      let count =
        abundances.countOfDescending(from: 3 << doubling)
        - abundances.countOfDescending(from: 6 << doubling)
      own += Double(count) * sharesOfOwn[doubling]
    }
    return Int(own)
  }

  /// How many clonotypes have few reads: where each molecule was read often, true ones have many.
  private func setAbundances(in rates: inout ErrorRates) {
    var own = InlineArray<8, Double>(repeating: 0)
    for doubling in own.indices {
      own[doubling] = Double(numbers(ofDoubling: doubling).count) * sharesOfOwn[doubling]
    }
    var usual = 0
    for doubling in own.indices where own[doubling] > own[usual] { usual = doubling }
    guard own[usual] >= Self.leastClonotypes else { return }
    for doubling in 0..<usual {
      rates.abundances[doubling] = Self.rounded(
        max(own[doubling] / own[usual], Self.leastAbundance))
    }
  }

  /// Reads of a copy that hardly any parent with so many reads has by errors alone.
  private func leastFamily(of reads: Int, _ rates: ErrorRates) -> Int {
    let expected = Double(reads) * rates.wrongBases / 3
    var least = max(2, Int(expected.rounded(.up)))
    while Self.logChance(of: least, expected: expected) > -6 { least += 1 }
    return least
  }

  /// log10 of Poisson's chance, by Stirling's formula.
  private static func logChance(of count: Int, expected: Double) -> Double {
    let n = Double(count)
    let natural =
      n * log(max(expected, 1e-12)) - expected - n * log(n) + n - 0.5 * log(2 * .pi * n)
    return natural / log(10)
  }

  /// The mean but for the three highest and the three lowest values: places where a jackpot of the
  /// polymerase or another allele lies do not count.
  private static func middle(_ values: [Int]) -> Double {
    let kept = values.sorted().dropFirst(3).dropLast(3)
    return Double(kept.reduce(0, +)) / Double(max(1, kept.count))
  }

  /// Three digits, so that the last bits of a logarithm never show.
  static func rounded(_ rate: Double) -> Double {
    guard rate > 0 else { return 0 }
    let scale = pow(10, 2 - log10(rate).rounded(.down))
    return (rate * scale).rounded() / scale
  }
}
