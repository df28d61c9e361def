import Glibc
import Sequences

/// Counts the error copies of a sample's clonotypes, to learn its error rates.
///
/// Parents are clonotypes with no more abundant neighbour. Copies with a wrong base are counted at the
/// ends of the junction, which V and J write: real clonotypes of the same V and J do not differ there,
/// so what is found are errors, however many true neighbours a repertoire holds. These are counted in
/// the middle, where they are as abundant as no error can be.
struct ErrorCensus {
  /// Bases that V writes at the start of a junction, and J at its end, whatever was trimmed.
  static let vBases = 7
  static let jBases = 11
  static let places = vBases + jBases
  /// Parents have so many reads, or more.
  static let leastReads = 10
  /// The most abundant parents, and as many of the others as reach so far in even steps.
  private static let mostAbundant = 300
  private static let mostOthers = 600
  /// Clonotypes of each abundance that are asked whether they stand alone.
  private static let mostAsked = 60
  /// Indels are looked for in every second of them: there are more ways to lose or gain a base.
  private static let indelStep = 2
  /// Copies are at most a fourth of their parent; a parent is no copy of a clonotype of four times its
  /// reads.
  static let leastRatio = 4

  /// A clonotype one base from a parent.
  struct Copy {
    var parentReads: Int
    var reads: Int
    var qualitySum: Int
    /// Which of the ends' bases differs; nil in the middle.
    var place: Int?
    var position: Int
    var node: Int
  }
  /// A clonotype whose copies were counted.
  struct Parent {
    var reads: Int
    var length: Int
    var locus: Int
    var copies: Range<Int>
  }

  let folding: ErrorFolding
  private(set) var parents: [Parent] = []
  private(set) var copies: [Copy] = []
  /// Reads with one base more or less than a parent, and the bases of these parents' reads.
  private(set) var indelCopies = 0
  private(set) var indelBases = 0
  /// Reads of the parents whose V, and whose J, is another than all others say.
  private(set) var readsOfOtherV = 0
  private(set) var readsOfOtherJ = 0
  private(set) var readsAskedForGenes = 0

  /// Counts around the parents of a sample; what is found does not depend on threads or order of reads.
  init(of folding: ErrorFolding) {
    self.folding = folding
    var words: [UInt64] = []
    var variants = IndelVariants()
    for (place, number) in Self.chosen(of: folding).enumerated() where look(at: number, &words) {
      if place % Self.indelStep == 0 { lookForIndels(of: number, &variants) }
      lookForOtherGenes(of: number)
    }
  }

  private static func chosen(of folding: ErrorFolding) -> [Int] {
    let count = folding.readsOf.countOfDescending(from: leastReads)
    let step = max(1, (count - min(count, mostAbundant)) / mostOthers)
    return (0..<count).filter { number in
      (number < mostAbundant || (number - mostAbundant) % step == 0)
        && folding.nodes[number].isMain
        && folding.table.entries[folding.nodes[number].entry].length >= places + 6
    }
  }

  /// Shares of the clonotypes with so many reads that have no neighbour they could be copies of.
  func shareOfOwn(in numbers: Range<Int>) -> Double {
    var own = 0
    var looked = 0
    var words: [UInt64] = []
    for number in stride(
      from: numbers.lowerBound, to: numbers.upperBound, by: max(1, numbers.count / Self.mostAsked))
    {
      looked += 1
      own += hasAbundantNeighbour(number, &words) ? 0 : 1
    }
    return looked > 0 ? Double(own) / Double(looked) : 0
  }

  private func hasAbundantNeighbour(_ number: Int, _ words: inout [UInt64]) -> Bool {
    let table = folding.table
    let entry = table.entries[Int(folding.entryOf[number])]
    let least = Self.leastRatio * folding.readsOf[number]
    return !table.oneBaseNeighbours(of: entry, at: 0..<Int(entry.length), scratch: &words) {
      found, _ in table.entries[found].reads <= least
    }
  }

  /// Notes the clonotypes one base from a node; false for one that may be an error itself.
  private mutating func look(at number: Int, _ words: inout [UInt64]) -> Bool {
    let table = folding.table
    let entry = table.entries[folding.nodes[number].entry]
    let length = Int(entry.length)
    let reads = folding.readsOf[number]
    let first = copies.count
    let standsAlone = table.oneBaseNeighbours(
      of: entry, at: 0..<length, scratch: &words
    ) { found, position in
      let node = Int(folding.mainNode[found])
      guard node >= 0, folding.agree(node, number) else { return true }
      if folding.readsOf[node] > Self.leastRatio * reads { return false }
      guard node > number else { return true }
      let place =
        position < Self.vBases
        ? position
        : position >= length - Self.jBases ? position - length + Self.places : nil
      let copy = table.entries[found]
      copies.append(
        Copy(
          parentReads: reads, reads: folding.readsOf[node],
          qualitySum: Int(table.qualitySums[copy.qualities + position]), place: place,
          position: position, node: node))
      return true
    }
    guard standsAlone else {
      copies.removeSubrange(first...)
      return false
    }
    parents.append(
      Parent(
        reads: reads, length: length, locus: Int(entry.locus), copies: first..<copies.count))
    return true
  }

  private mutating func lookForOtherGenes(of number: Int) {
    let (node, table) = (folding.nodes[number], folding.table)
    let entry = table.entries[node.entry]
    // Where several clonotypes have the junction, their reads are not another's chimeras.
    guard node.reads == entry.reads else { return }
    readsAskedForGenes += node.reads
    guard entry.tie.next >= 0 else { return }
    for tie in table.ties(of: entry) {
      if !folding.kinship.agreeInV(table.vTies.targets(of: tie.v), node.v) {
        readsOfOtherV += tie.reads
      }
      if !folding.kinship.agreeInJ(table.jTies.targets(of: tie.j), node.j) {
        readsOfOtherJ += tie.reads
      }
    }
  }

  private mutating func lookForIndels(of number: Int, _ variants: inout IndelVariants) {
    let table = folding.table
    let entry = table.entries[folding.nodes[number].entry]
    let reads = folding.readsOf[number]
    // A clonotype of its own with an indel is more abundant than its copies would be.
    let most = max(3, reads / 50)
    indelBases += reads * Int(entry.length)
    variants.take(entry, in: table)
    var changes: [IndelVariants.Change] = []
    variants.forEachHash { _, change in changes.append(change) }
    for change in changes {
      let length = variants.pack(change)
      guard let found = table.find(variants.words, length: length, locus: entry.locus) else {
        continue
      }
      let node = Int(folding.mainNode[found])
      guard node >= 0, folding.readsOf[node] <= most, folding.agree(node, number) else { continue }
      indelCopies += folding.readsOf[node]
    }
  }

  /// The quality sums of a copy's junction but for the base that differs.
  func otherQualities(of copy: Copy, _ body: (Int) -> Void) {
    let entry = folding.table.entries[folding.nodes[copy.node].entry]
    for position in 0..<Int(entry.length) where position != copy.position {
      body(Int(folding.table.qualitySums[entry.qualities + position]))
    }
  }
}
