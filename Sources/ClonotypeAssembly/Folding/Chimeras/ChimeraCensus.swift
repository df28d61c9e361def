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
          locus: sample.locus(of: node), v: sample.v(of: node), j: sample.j(of: node)))
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
    var words: [UInt64] = []
    for first in clonotypes {
      Self.forEachWord(of: first.codes) { at, word in
        for place in places[word] {
          let second = clonotypes[place.clonotype]
          guard second.node != first.node, second.locus == first.locus else { continue }
          let isStart =
            at == 0 || place.at == 0 || first.codes[at - 1] != second.codes[place.at - 1]
          if isStart { join(first, at, second, place.at, &words) }
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
    _ first: Clonotype, _ at: Int, _ second: Clonotype, _ other: Int, _ words: inout [UInt64]
  ) {
    var shared = Self.wordLength
    while at + shared < first.codes.count, other + shared < second.codes.count,
      first.codes[at + shared] == second.codes[other + shared]
    {
      shared += 1
    }
    guard let stretch = ChimeraRates.stretch(of: shared) else { return }
    let length = at + second.codes.count - other
    words.removeAll(keepingCapacity: true)
    words.append(contentsOf: repeatElement(0, count: (length + 31) / 32))
    var differences = (first.codes.count == length ? 0 : Self.leastDifferences)
    var differencesOfSecond = (second.codes.count == length ? 0 : Self.leastDifferences)
    for place in 0..<length {
      let code = place < at ? first.codes[place] : second.codes[other + place - at]
      words[place / 32] |= UInt64(code) << UInt64(place % 32 * 2)
      if place < first.codes.count, first.codes[place] != code { differences += 1 }
      if place < second.codes.count, second.codes[place] != code { differencesOfSecond += 1 }
    }
    guard min(differences, differencesOfSecond) >= Self.leastDifferences else { return }
    joins += 1
    let locus = UInt8(first.locus)
    if let entry = sample.table.find(words, length: length, locus: locus) {
      let node = Int(sample.mainNode[entry])
      let fewest = min(first.reads, second.reads)
      // What is abundant is no join of these; what is an error of another was not asked.
      guard node >= 0, sample.roots[node] == node, sample.reads[node] * Self.leastRatio <= fewest
      else { return }
      if sample.v(of: node) == first.v, sample.j(of: node) == second.j {
        found[node] = max(found[node] ?? 0, stretch)
      }
    }
    expected[stretch] += Double(first.reads) * (Double(second.reads) / Double(sample.total))
  }
}
