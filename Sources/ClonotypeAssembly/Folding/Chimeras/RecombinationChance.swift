import Germline
import Glibc
import Sequences
import VDJAlignment

/// How likely recombination makes one given junction, seen from its added bases.
///
/// Rather too likely than not: it says how sure one can be that a junction is not a clonotype of
/// its own.
struct RecombinationChance: Sendable {
  /// The chance that of a junction's bases so many are V's and so many J's: a hundredth in models of
  /// human TRB and TRA, but one junction can be made in several ways.
  private static let trimming = 0.1
  /// A D is placed and trimmed in some 4^3 ways, so of its bases all but three are foretold.
  private static let basesThatPlaceD = 3

  private let v: [SearchTarget]
  private let j: [SearchTarget]
  private var d: [[[UInt8]]] = Locus.allCases.map { _ in [] }

  init(index: AlignmentIndex) {
    v = index.vTargets
    j = index.jTargets
    for locus in Locus.allCases {
      d[locus.index] = index.reference.alleles(of: locus, .d).map(\.codes)
    }
  }

  /// log10 of the chance of a junction among those of its length, V and J, which are sets of a
  /// table.
  func log(
    ofJunction codes: [UInt8], locus: Int, v vSet: UInt32, j jSet: UInt32,
    in table: borrowing ClonotypeCounter
  ) -> Double {
    let (vTies, jTies) = (table.vTies.targets(of: vSet), table.jTies.targets(of: jSet))
    var first = 0
    for target in vTies { first = max(first, bases(ofV: v[Int(target)], in: codes)) }
    var last = codes.count
    for target in jTies { last = min(last, codes.count - bases(ofJ: j[Int(target)], in: codes)) }
    var added = max(0, last - first)
    if added > Self.basesThatPlaceD {
      let inD = longestD(in: codes[first..<last], locus: locus)
      added -= max(0, inD - Self.basesThatPlaceD)
    }
    return log10(Self.trimming) - Double(added) * log10(4)
  }

  private func bases(ofV target: SearchTarget, in codes: [UInt8]) -> Int {
    guard let anchor = target.anchor else { return 0 }
    var count = 0
    while count < codes.count, anchor + count < target.codes.count,
      target.codes[anchor + count] == codes[count]
    {
      count += 1
    }
    return count
  }

  private func bases(ofJ target: SearchTarget, in codes: [UInt8]) -> Int {
    guard let anchor = target.anchor else { return 0 }
    var count = 0
    while count < codes.count, anchor + 2 >= count,
      target.codes[anchor + 2 - count] == codes[codes.count - 1 - count]
    {
      count += 1
    }
    return count
  }

  /// The longest stretch that a D of the locus has too.
  private func longestD(in middle: ArraySlice<UInt8>, locus: Int) -> Int {
    var longest = 0
    for gene in d[locus] {
      for start in middle.indices {
        for place in gene.indices {
          var count = 0
          while start + count < middle.endIndex, place + count < gene.count,
            middle[start + count] == gene[place + count]
          {
            count += 1
          }
          longest = max(longest, count)
        }
      }
    }
    return longest
  }
}
