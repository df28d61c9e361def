internal import Germline
internal import SequenceIO
internal import Sequences

/// What one mate of the first reads shows, told by the genes of one species.
struct MateFacts: Sendable {
  /// Genes with fewer reads do not tell where reads begin.
  private static let fewestOfGene = 8

  private(set) var lengths: [Int] = []
  /// Reads with a word of any gene, and of these on the strand of the receptor and on the other.
  private(set) var placed = 0
  private(set) var forward = 0
  private(set) var reverse = 0
  /// Reads with a word of J, and of C.
  private(set) var withJ = 0
  private(set) var withC = 0
  /// Reads that go on behind J by 40 bases or more, and those of them that show C.
  private(set) var goingOn = 0
  private(set) var goingOnInC = 0
  /// Where reads on the receptor's strand begin on V: from framework 1, and from the anchor codon.
  private(set) var fromV: [Int] = []
  private(set) var fromVAnchor: [Int] = []
  /// The first base that lies in a gene's word.
  private(set) var firstBases: [Int] = []
  /// Junctions that the aligner found in it.
  var junctions = 0
  /// The cycles of reads that hold a receptor, where there are enough of them, or else of all.
  var composition = CycleComposition()
  private var starts: [Int: [Int]] = [:]

  /// Counts a read and where it lies.
  mutating func add(_ read: Span<UInt8>, _ place: ReadPlacement?) {
    lengths.append(read.count)
    guard let place else { return }
    placed += 1
    if place.isReverse { reverse += 1 } else { forward += 1 }
    if place.hasJ { withJ += 1 }
    if place.hasC { withC += 1 }
    if let behind = place.behindJ, behind >= 40 {
      goingOn += 1
      if place.hasC { goingOnInC += 1 }
    }
    firstBases.append(place.firstBase)
    if !place.isReverse, let from = place.fromV, let fromAnchor = place.fromVAnchor {
      fromV.append(from)
      fromVAnchor.append(fromAnchor)
    }
    let group = Int(place.startGene) * 2 + (place.isReverse ? 1 : 0)
    starts[group, default: []].append(place.start)
  }

  /// Sorts what was counted; to be called once, at the end.
  mutating func finish() {
    lengths.sort()
    fromV.sort()
    fromVAnchor.sort()
    firstBases.sort()
    for key in starts.keys { starts[key]?.sort() }
  }

  /// The share of reads that begin at the place of their gene where most do, two bases more or
  /// less; nil with fewer than 60 reads of genes that have enough.
  ///
  /// Primers put it near 1, fragments of random ends below .1.
  var startShare: Double? {
    var at = 0
    var all = 0
    for group in starts.values where group.count >= Self.fewestOfGene {
      all += group.count
      var best = 0
      var low = 0
      for high in group.indices {
        while group[high] - group[low] > 4 { low += 1 }
        best = max(best, high - low + 1)
      }
      at += best
    }
    return all >= 60 ? Double(at) / Double(all) : nil
  }

  /// The middle of sorted numbers; nil without any.
  static func median(_ numbers: [Int]) -> Int? {
    numbers.isEmpty ? nil : numbers[numbers.count / 2]
  }

  /// The length that half the reads reach.
  var length: Int { Self.median(lengths) ?? 0 }

  /// The share of placed reads whose first word of a gene begins before a cycle.
  func shareInGene(before cycle: Int) -> Double {
    guard placed > 0 else { return 0 }
    return Double(firstBases.count { $0 < cycle }) / Double(placed)
  }

  /// The random cycles at the start of the mate, as an identifier makes them; empty when fewer than
  /// six, when they begin late or do not end, or lie in genes.
  var identifierCycles: Range<Int> {
    let kinds = composition.kinds
    guard let first = kinds.prefix(24).firstIndex(of: .random) else { return 0..<0 }
    // Fixed bases between random ones belong to a pattern.
    var end = first
    var at = first
    while at < kinds.count, kinds[at] == .random || at - end < 3 {
      if kinds[at] == .random { end = at + 1 }
      at += 1
    }
    let isEnded = end < CycleComposition.cycles - 4
    let count = kinds[first..<end].count { $0 == .random }
    let isInGene = placed * 5 > lengths.count && shareInGene(before: end - 4) > 0.3
    return count >= 6 && isEnded && !isInGene ? first..<end : 0..<0
  }

  /// The cycles at the start that hold the same bases in all reads and lie in no gene.
  var fixedStart: Int {
    let kinds = composition.kinds
    var end = 0
    while end < kinds.count, case .fixed = kinds[end] { end += 1 }
    guard placed * 5 > lengths.count else { return end }
    while end > 0, shareInGene(before: end - 4) > 0.3 { end -= 1 }
    return end
  }
}
