import Glibc
import Sequences

/// Counts the true neighbours of clonotypes where errors are too few, or too little is read, to learn
/// more: of molecules, and of small samples.
///
/// Errors are as likely at the ends of the junction, which V and J write, as in the middle; true
/// neighbours differ in the middle alone. So what the middle has more, place by place, are true ones.
/// Only clonotypes of like abundance that stand alone are counted, among which errors are few: copies
/// of one abundant clonotype are neighbours too.
struct NeighbourCensus {
  /// Clonotypes of each locus whose neighbours are looked for, in even steps.
  private static let mostAsked = 1000
  /// So many standard deviations from what is counted the sample contradicts what is usual.
  private static let certain = 2.0

  /// Clonotypes that are no copies, by locus.
  private var clonotypes: InlineArray<4, Int> = [0, 0, 0, 0]
  /// The share of these that have one read.
  private var singles: InlineArray<4, Double> = [1, 1, 1, 1]
  private var counts = [Count](repeating: Count(), count: 4)

  /// Counts around the clonotypes of a sample; nothing depends on the order of its reads.
  init(of folding: ErrorFolding) {
    var numbers = [[Int]](repeating: [], count: counts.count)
    for number in folding.nodes.indices where folding.nodes[number].isMain {
      let entry = folding.table.entries[folding.nodes[number].entry]
      guard numbers.indices.contains(Int(entry.locus)) else { continue }
      numbers[Int(entry.locus)].append(number)
    }
    var words: [UInt64] = []
    for (locus, numbers) in numbers.enumerated() {
      let reads = numbers.map { folding.readsOf[$0] }
      var (looked, own, single) = (0, 0, 0)
      for place in stride(from: 0, to: numbers.count, by: numbers.count / Self.mostAsked + 1) {
        looked += 1
        guard folding.standsAlone(numbers[place], &words) else { continue }
        own += 1
        single += reads[place] == 1 ? 1 : 0
        let like = Count.like(reads[place])
        let later = reads.countOfDescending(from: like.lowerBound) - place - 1
        counts[locus].look(
          around: numbers[place], like, share: Double(later) / Double(numbers.count), in: folding,
          &words)
      }
      clonotypes[locus] = numbers.count * own / max(1, looked)
      singles[locus] = ErrorCensus.rounded(Double(single + 1) / Double(own + 1))
    }
  }

  /// Sets the chance of a true neighbour: the usual one, but where what is counted contradicts it.
  func setNeighbours(in rates: inout ErrorRates) {
    rates.usualNeighbours = ErrorRates.usualNeighbours(of: clonotypes)
    for locus in counts.indices {
      rates.neighbours[locus] = chance(in: counts[locus], usual: rates.usualNeighbours[locus])
      // The least that is usual is of single ones too.
      rates.singles[locus] = max(
        singles[locus], min(1, ErrorRates.leastUsualNeighbours / rates.neighbours[locus]))
    }
  }

  /// The usual chance, or what is nearest to it and not contradicted by a count.
  private func chance(in count: Count, usual: Double) -> Double {
    guard count.possible > 0 else { return usual }
    let ratio = Double(count.middle) / Double(count.asked * ErrorCensus.places)
    let found = max(0, Double(count.inMiddle) - ratio * Double(count.atEnds))
    let deviation = sqrt(Double(count.inMiddle) + ratio * ratio * Double(count.atEnds))
    let least = max(0, found - Self.certain * deviation) / count.possible
    // Where none was found, three could have been there.
    let most = (found + Self.certain * deviation + 3) / count.possible
    return ErrorCensus.rounded(min(max(usual, least), most))
  }
}

extension NeighbourCensus {
  /// What was found around the clonotypes of a locus.
  private struct Count {
    var asked = 0
    /// Bases of these between the ends.
    var middle = 0
    /// Pairs that differ at the ends of one that has them whole.
    var atEnds = 0
    /// Pairs that differ in the middle, each from the one that stands first.
    var inMiddle = 0
    /// Such pairs if all that stand behind, and are of like abundance, were neighbours.
    var possible = 0.0

    /// Abundances of which neither has more than four times the other's reads.
    static func like(_ reads: Int) -> ClosedRange<Int> {
      (reads + ErrorCensus.leastRatio - 1) / ErrorCensus.leastRatio...reads
        * ErrorCensus.leastRatio
    }

    /// Counts the neighbours of a clonotype that stands alone, of those that have `like` many reads.
    mutating func look(
      around number: Int, _ like: ClosedRange<Int>, share: Double, in folding: ErrorFolding,
      _ words: inout [UInt64]
    ) {
      let (table, entry) = (folding.table, folding.table.entries[folding.nodes[number].entry])
      let length = Int(entry.length)
      guard length >= ErrorCensus.places + 6, folding.hasWholeEnds(number) else { return }
      asked += 1
      middle += length - ErrorCensus.places
      possible += 3 * Double(length - ErrorCensus.places) * share
      var near: [(node: Int, isAtEnd: Bool)] = []
      table.oneBaseNeighbours(
        of: entry, at: 0..<length, among: folding.junctions, scratch: &words
      ) { found, place in
        let node = Int(folding.mainNode[found])
        let isAtEnd = place < GermlineEnds.vBases || place >= length - GermlineEnds.jBases
        if node >= 0, isAtEnd || node > number, like.contains(folding.readsOf[node]),
          folding.agree(node, number)
        {
          near.append((node, isAtEnd))
        }
        return true
      }
      for (node, isAtEnd) in near where folding.standsAlone(node, &words) {
        if isAtEnd { atEnds += 1 } else { inMiddle += 1 }
      }
    }
  }
}
