import Glibc
import Sequences

/// Counts the error copies of a sample's clonotypes, to learn its error rates.
///
/// Parents are clonotypes with no more abundant neighbour. Copies with a wrong base are counted at the
/// ends of the junction, which V and J write: real clonotypes of the same V and J do not differ there,
/// so what is found are errors, however many true neighbours a repertoire holds. These are counted in
/// the middle, where they are as abundant as no error can be.
struct ErrorCensus {
  /// The bases of both ends; parents are clonotypes of which V and J write all of them.
  static let places = GermlineEnds.vBases + GermlineEnds.jBases
  /// Parents have so many reads, or more.
  static let leastReads = 10
  /// The most abundant parents, and as many of the others as reach so far in even steps.
  private static let mostAbundant = 300
  private static let mostOthers = 600
  /// Clonotypes of each abundance that are asked whether they stand alone.
  private static let mostAsked = 60
  /// Indels are looked for in every second of them: there are more ways to lose or gain a base.
  private static let indelStep = 2
  /// Parents that one task looks at.
  private static let share = 64
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
  /// Copies with one base more or less than a parent.
  private(set) var indels = IndelCensus()
  /// Reads of the parents whose V, and whose J, is another than all others say.
  private(set) var readsOfOtherV = 0
  private(set) var readsOfOtherJ = 0
  private(set) var readsAskedForGenes = 0
  /// For each doubling of reads from three on, the share of clonotypes that have no neighbour they
  /// could be copies of.
  private(set) var sharesOfOwn: [Double] = []

  private init(of folding: ErrorFolding) { self.folding = folding }

  /// Counts around the parents of a sample; what is found does not depend on threads or order of
  /// reads.
  ///
  /// Each look misses the cache, so tasks share them: one took 3 % of the wall time of a million
  /// reads.
  init(of folding: ErrorFolding, threads: Int) async {
    self.init(of: folding)
    let chosen = Self.chosen(of: folding)
    let parts = await OrderedParts.map(count: chosen.count, step: Self.share, threads: threads) {
      places in
      var part = Self(of: folding)
      part.count(around: chosen, places)
      return part
    }
    for part in parts { append(part) }
    let counted = self
    sharesOfOwn = await OrderedParts.map(
      count: ErrorRates.doublings, step: 1, threads: threads
    ) { counted.shareOfOwn(in: counted.numbers(ofDoubling: $0.lowerBound)) }
  }

  private mutating func count(around chosen: [Int], _ places: Range<Int>) {
    var words: [UInt64] = []
    var variants = IndelVariants()
    for place in places where look(at: chosen[place], &words) {
      if place % Self.indelStep == 0 { lookForIndels(of: chosen[place], &variants) }
      lookForOtherGenes(of: chosen[place])
    }
  }

  /// Adds what was counted around later parents.
  private mutating func append(_ part: Self) {
    let moved = copies.count
    for var parent in part.parents {
      parent.copies = parent.copies.lowerBound + moved..<parent.copies.upperBound + moved
      parents.append(parent)
    }
    copies += part.copies
    indels.append(part.indels)
    readsOfOtherV += part.readsOfOtherV
    readsOfOtherJ += part.readsOfOtherJ
    readsAskedForGenes += part.readsAskedForGenes
  }

  private static func chosen(of folding: ErrorFolding) -> [Int] {
    let count = folding.readsOf.countOfDescending(from: leastReads)
    let step = max(1, (count - min(count, mostAbundant)) / mostOthers)
    return (0..<count).filter { number in
      (number < mostAbundant || (number - mostAbundant) % step == 0)
        && folding.nodes[number].isMain
        && folding.table.entries[folding.nodes[number].entry].length >= places + 6
        && folding.hasWholeEnds(number)
    }
  }

  /// The clonotypes whose reads are of one doubling.
  func numbers(ofDoubling doubling: Int) -> Range<Int> {
    let reads = folding.readsOf
    return reads.countOfDescending(
      from: 6 << doubling)..<reads.countOfDescending(from: 3 << doubling)
  }

  private func shareOfOwn(in numbers: Range<Int>) -> Double {
    var own = 0
    var looked = 0
    var words: [UInt64] = []
    for number in stride(
      from: numbers.lowerBound, to: numbers.upperBound, by: max(1, numbers.count / Self.mostAsked))
    {
      looked += 1
      own += folding.standsAlone(number, &words) ? 1 : 0
    }
    return looked > 0 ? Double(own) / Double(looked) : 0
  }

  /// Notes the clonotypes one base from a node; false for one that may be an error itself.
  private mutating func look(at number: Int, _ words: inout [UInt64]) -> Bool {
    let table = folding.table
    let entry = table.entries[folding.nodes[number].entry]
    let length = Int(entry.length)
    let reads = folding.readsOf[number]
    let first = copies.count
    let standsAlone = table.oneBaseNeighbours(
      of: entry, at: 0..<length, among: folding.junctions, scratch: &words
    ) { found, position in
      let node = Int(folding.mainNode[found])
      guard node >= 0, folding.agree(node, number) else { return true }
      if folding.readsOf[node] > Self.leastRatio * reads { return false }
      guard node > number else { return true }
      let place =
        position < GermlineEnds.vBases
        ? position
        : position >= length - GermlineEnds.jBases ? position - length + Self.places : nil
      let copy = table.entries[found]
      copies.append(
        Copy(
          parentReads: reads, reads: folding.readsOf[node],
          qualitySum: table.qualitySum(of: copy, at: position), place: place,
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
      if !folding.kinship.agreeInV(tie.v, node.v, in: table) { readsOfOtherV += tie.reads }
      if !folding.kinship.agreeInJ(tie.j, node.j, in: table) { readsOfOtherJ += tie.reads }
    }
  }

  private mutating func lookForIndels(of number: Int, _ variants: inout IndelVariants) {
    let table = folding.table
    let entry = table.entries[folding.nodes[number].entry]
    let reads = folding.readsOf[number]
    // A clonotype of its own with an indel is more abundant than its copies would be.
    let most = max(3, reads / 50)
    indels.bases += reads * Int(entry.length)
    variants.take(entry, in: table)
    var changes: [IndelVariants.Change] = []
    variants.forEachHash { _, change in changes.append(change) }
    for change in changes {
      let place = IndelCensus.Place(of: change, in: variants)
      indels.looked[place] += 1
      let length = variants.pack(change)
      guard folding.junctions.mayContain(JunctionFilter.sum(of: variants.words)),
        let found = table.find(variants.words, length: length, locus: entry.locus)
      else { continue }
      let node = Int(folding.mainNode[found])
      guard node >= 0, folding.readsOf[node] <= most, folding.agree(node, number) else { continue }
      indels.found[place] += 1
      indels.copies += folding.readsOf[node]
    }
  }

  /// The quality sums of a copy's junction but for the base that differs.
  func otherQualities(of copy: Copy, _ body: (Int) -> Void) {
    let entry = folding.table.entries[folding.nodes[copy.node].entry]
    for position in 0..<Int(entry.length) where position != copy.position {
      body(folding.table.qualitySum(of: entry, at: position))
    }
  }
}

extension ErrorFolding {
  /// Whether a node has no neighbour so abundant that it could be its copy.
  func standsAlone(_ number: Int, _ words: inout [UInt64]) -> Bool {
    let entry = table.entries[Int(entryOf[number])]
    let least = ErrorCensus.leastRatio * readsOf[number]
    return table.oneBaseNeighbours(
      of: entry, at: 0..<Int(entry.length), among: junctions, scratch: &words
    ) { found, _ in table.entries[found].reads <= least }
  }
}
