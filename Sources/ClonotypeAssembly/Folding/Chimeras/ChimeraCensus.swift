import Glibc
import Sequences

/// Joins a sample's most abundant clonotypes with each other and looks up how many of the joined
/// junctions were read, to learn how often chimeras arise.
///
/// Joined are two at each stretch of bases they share. Recombination alone makes hardly any of
/// these junctions, so a sample without chimeras shows next to none of them.
struct ChimeraCensus {
  /// So many of the most abundant clonotypes are joined, more while they have less than half the reads.
  private static let fewestJoined = 40
  private static let mostJoined = 128
  /// A clonotype with fewer reads has no chimeras to speak of.
  private static let leastReads = 10
  /// Bases of a word that both must have.
  private static let wordLength = ChimeraRates.leastShared[0]
  /// A join is at most a half of either of the two.
  static let leastRatio = 2
  /// A join that differs from one of the two in fewer bases may be an error of it.
  private static let leastDifferences = 3
  /// Fewer different joins may be there by chance.
  private static let leastClonotypes = 3
  /// A join that recombination makes more often than this in a sample is not counted.
  private static let leastChance = -3.0

  private struct Clonotype {
    var node: Int
    var reads: Int
    var codes: [UInt8]
    /// The same, packed.
    var words: [UInt64]
    var locus: Int
    var v: Int
    var j: Int
  }

  private let sample: FoldedClonotypes
  private let chance: RecombinationChance
  private var clonotypes: [Clonotype] = []
  /// Reads that would be chimeras if each join of two reads made one, by class.
  private var expected: InlineArray<3, Double> = [0, 0, 0]
  /// Classes of the joins that were read, by node.
  private var found: [Int: Int] = [:]
  private var joins = 0

  /// Joins and looks up.
  init(of sample: FoldedClonotypes, chance: RecombinationChance) {
    self.sample = sample
    self.chance = chance
    var reads = 0
    let ordered = sample.kept.filter { sample.reads[$0] >= Self.leastReads }.sorted {
      (sample.reads[$1], $0) < (sample.reads[$0], $1)
    }
    for node in ordered.prefix(Self.mostJoined) {
      if clonotypes.count >= Self.fewestJoined && 2 * reads >= sample.total { break }
      reads += sample.reads[node]
      clonotypes.append(
        Clonotype(
          node: node, reads: sample.reads[node], codes: sample.junction(of: node),
          words: sample.words(of: node), locus: sample.locus(of: node), v: sample.v(of: node),
          j: sample.j(of: node)))
    }
    joinAll()
  }

  /// The rates that the joins tell.
  var rates: ChimeraRates {
    var rates = ChimeraRates()
    rates.joins = joins
    var clonotypes: InlineArray<3, Int> = [0, 0, 0]
    var reads: InlineArray<3, Int> = [0, 0, 0]
    for (node, stretch) in found where isImprobable(node) {
      clonotypes[stretch] += 1
      reads[stretch] += sample.reads[node]
    }
    for stretch in clonotypes.indices {
      rates.clonotypes += clonotypes[stretch]
      rates.reads += reads[stretch]
    }
    guard rates.clonotypes >= Self.leastClonotypes else { return rates }
    // Of few joins in all no class has enough for a rate of its own.
    let isPooled = clonotypes.indices.allSatisfy { clonotypes[$0] < Self.leastClonotypes }
    let pooled = Double(rates.reads) / (expected[0] + expected[1] + expected[2])
    for stretch in clonotypes.indices {
      if isPooled {
        rates.rates[stretch] = ErrorCensus.rounded(pooled)
      } else if clonotypes[stretch] >= Self.leastClonotypes {
        rates.rates[stretch] = ErrorCensus.rounded(Double(reads[stretch]) / expected[stretch])
      }
      // What more bases of are paired is no less likely.
      if stretch > 0 { rates.rates[stretch] = max(rates.rates[stretch], rates.rates[stretch - 1]) }
    }
    return rates
  }

  /// Whether recombination would hardly have made a clonotype.
  private func isImprobable(_ node: Int) -> Bool {
    let log = chance.log(
      ofJunction: sample.junction(of: node), locus: sample.locus(of: node),
      v: sample.nodes[node].v, j: sample.nodes[node].j, in: sample.table)
    return log + log10(Double(sample.kept.count)) < Self.leastChance
  }

  private mutating func joinAll() {
    // Where each word of four bases lies.
    var places = [[(clonotype: Int, at: Int)]](repeating: [], count: 1 << (2 * Self.wordLength))
    for number in clonotypes.indices {
      Self.forEachWord(of: clonotypes[number].codes) { at, word in
        places[word].append((number, at))
      }
    }
    let clonotypes = clonotypes
    var words: [UInt64] = []
    // By number: a copy of each of the two would count its references for each word they share.
    for first in clonotypes.indices {
      Self.forEachWord(of: clonotypes[first].codes) { at, word in
        for number in places[word].indices {
          let (second, other) = places[word][number]
          guard second != first, clonotypes[second].locus == clonotypes[first].locus else {
            continue
          }
          let isStart =
            at == 0 || other == 0
            || clonotypes[first].codes[at - 1] != clonotypes[second].codes[other - 1]
          if isStart { join(clonotypes, first, at, second, other, &words) }
        }
      }
    }
  }

  private static func forEachWord(of codes: [UInt8], _ body: (_ at: Int, _ word: Int) -> Void) {
    var word = 0
    for end in codes.indices {
      word = (word << 2 | Int(codes[end])) & (1 << (2 * wordLength) - 1)
      if end + 1 >= wordLength { body(end + 1 - wordLength, word) }
    }
  }

  /// Joins two clonotypes at a stretch that begins at these bases.
  private mutating func join(
    _ clonotypes: [Clonotype], _ first: Int, _ at: Int, _ second: Int, _ other: Int,
    _ words: inout [UInt64]
  ) {
    guard let join = Self.joined(clonotypes, first, at, second, other, &words) else { return }
    joins += 1
    let reads = (first: clonotypes[first].reads, second: clonotypes[second].reads)
    let locus = UInt8(clonotypes[first].locus)
    if let entry = sample.table.find(words, length: join.length, locus: locus) {
      let node = Int(sample.mainNode[entry])
      // What is abundant is no join of these; what is an error of another was not asked.
      guard node >= 0, sample.roots[node] == node,
        sample.reads[node] * Self.leastRatio <= min(reads.first, reads.second)
      else { return }
      if sample.v(of: node) == clonotypes[first].v, sample.j(of: node) == clonotypes[second].j {
        found[node] = max(found[node] ?? 0, join.stretch)
      }
    }
    expected[join.stretch] += Double(reads.first) * (Double(reads.second) / Double(sample.total))
  }

  /// Packs the join of two junctions; its length and the class of what they share, or nil where they
  /// share too little or where it may be an error of one of them.
  private static func joined(
    _ clonotypes: [Clonotype], _ first: Int, _ at: Int, _ second: Int, _ other: Int,
    _ words: inout [UInt64]
  ) -> (length: Int, stretch: Int)? {
    let firstCount = clonotypes[first].codes.count
    let secondCount = clonotypes[second].codes.count
    var shared = wordLength
    while at + shared < firstCount, other + shared < secondCount,
      clonotypes[first].codes[at + shared] == clonotypes[second].codes[other + shared]
    {
      shared += 1
    }
    guard let stretch = ChimeraRates.stretch(of: shared) else { return nil }
    let length = at + secondCount - other
    words.removeAll(keepingCapacity: true)
    var differences = (firstCount == length ? 0 : leastDifferences)
    var differencesOfSecond = (secondCount == length ? 0 : leastDifferences)
    // Word by word: base by base it took 45 instructions for each.
    for number in 0..<(length + 31) / 32 {
      let start = number * 32
      let lanes = PackedWord.lanes(from: 0, to: at - start)
      let ofFirst = lanes | lanes << 1
      let own = bases(of: clonotypes[first].words, from: start)
      let others = bases(of: clonotypes[second].words, from: start)
      let moved = bases(of: clonotypes[second].words, from: start + other - at)
      let word = own & ofFirst | moved & ~ofFirst
      words.append(word)
      let count = length - start
      differences +=
        (PackedWord.differences(word, own)
        & PackedWord.lanes(from: 0, to: min(count, firstCount - start))).nonzeroBitCount
      differencesOfSecond +=
        (PackedWord.differences(word, others)
        & PackedWord.lanes(from: 0, to: min(count, secondCount - start))).nonzeroBitCount
    }
    guard min(differences, differencesOfSecond) >= leastDifferences else { return nil }
    return (length, stretch)
  }

  /// 32 bases from one on, which may stand before the first; A where there is none.
  private static func bases(of words: [UInt64], from start: Int) -> UInt64 {
    let (number, shift) = (start >> 5, UInt64(start & 31) * 2)
    let low = words.indices.contains(number) ? words[number] >> shift : 0
    let high = words.indices.contains(number + 1) ? words[number + 1] << (64 - shift) : 0
    return low | high
  }
}
