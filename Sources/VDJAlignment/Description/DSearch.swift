import Germline
import Sequences

/// The D segments of all loci, sought by their words of six bases.
///
/// Between V and J lie some twenty bases, most words of which no D has: comparing each base with
/// each of every D took a quarter of the time of a description.
struct DSearch: Sendable {
  /// Least D: 6 bases, found by chance in about one junction in 25.
  static let leastMatches = 6
  /// Bases between V and J up to which that is enough.
  ///
  /// Each further base that must match allows four times as many. With 6 in all, 20 % of junctions
  /// without D had one by chance where 100 bases lie there.
  private static let usualRange = 24
  private static let wordCount = 1 << (2 * leastMatches)

  /// The longest exact match.
  struct Match {
    /// Number of the D.
    var target: Int
    /// The bases of the sequence.
    var place: Range<Int>
    /// Position in the D of the first of them.
    var start: Int
  }

  /// Position of a word.
  private struct Place {
    var target: UInt16
    var start: Int32
  }

  private let bases: TargetBases
  /// By D: bit `Locus.index` is set for each locus that has it.
  private let loci: [UInt8]
  /// By D: whether it is TRBD2.
  private let isD2: [Bool]
  /// By word the first of its places; those of the last end with the list.
  private let firstPlaces: [Int32]
  /// Ascending by D and position.
  private let places: [Place]

  init(_ targets: [SearchTarget], _ reference: GermlineReference) {
    bases = TargetBases(targets)
    loci = targets.map(\.locusMask)
    isD2 = targets.map { reference[$0.alleles[0]].gene == "TRBD2" }
    var byWord = [[Place]](repeating: [], count: targets.isEmpty ? 0 : Self.wordCount)
    for (number, target) in targets.enumerated() {
      var word = 0
      for (position, code) in target.codes.enumerated() {
        word = Self.word(word, then: code)
        let start = position + 1 - Self.leastMatches
        if start >= 0 {
          byWord[word].append(Place(target: UInt16(number), start: Int32(start)))
        }
      }
    }
    var firstPlaces: [Int32] = [0]
    for some in byWord {
      firstPlaces.append(firstPlaces[firstPlaces.count - 1] + Int32(some.count))
    }
    self.firstPlaces = firstPlaces
    places = byWord.flatMap { $0 }
  }

  /// An unknown base stands with A: what a word finds is compared base by base.
  @inline(__always)
  private static func word(_ word: Int, then code: UInt8) -> Int {
    (word &<< 2 | Int(code & 3)) & (wordCount &- 1)
  }

  /// Bases that must match where so many lie between V and J.
  static func leastMatches(among bases: Int) -> Int {
    var (least, most) = (leastMatches, usualRange)
    while bases > most {
      least += 1
      most *= 4
    }
    return least
  }

  /// The D of a locus with the longest exact match inside a range, of equal ones the first and
  /// leftmost.
  ///
  /// - Parameters:
  ///   - withoutD2: Whether TRBD2 cannot be meant.
  ///   - tied: Set to the D that match in as many bases, ascending.
  func best(
    in codes: Span<UInt8>, between range: Range<Int>, of locus: Locus, withoutD2: Bool,
    tied: inout [UInt16]
  ) -> Match? {
    tied.removeAll(keepingCapacity: true)
    guard !places.isEmpty, range.count >= Self.leastMatches else { return nil }
    let least = Self.leastMatches(among: range.count)
    let (firstPlaces, places) = (firstPlaces.span, places.span)
    var best = Match(target: 0, place: 0..<0, start: 0)
    var word = 0
    var next = range.lowerBound
    while next < range.upperBound {
      word = Self.word(word, then: codes[next])
      next &+= 1
      let start = next &- Self.leastMatches
      var at = Int(firstPlaces[word])
      let end = Int(firstPlaces[word &+ 1])
      while at < end {
        let target = places[at].target
        let offset = Int(places[at].start)
        at &+= 1
        if start < range.lowerBound || loci[Int(target)] & locus.bit == 0 { continue }
        // TRBD2 lies behind the TRBJ1 cluster, so deletion cannot join the two.
        if withoutD2 && isD2[Int(target)] { continue }
        let other = bases.bases(of: Int(target))
        let count = EightBases.equalCount(
          codes, from: start, other, from: offset,
          most: min(range.upperBound - start, other.count - offset))
        guard count >= least, count >= best.place.count else { continue }
        if count > best.place.count { tied.removeAll(keepingCapacity: true) }
        if tied.isEmpty || target < best.target {
          best = Match(target: Int(target), place: start..<start + count, start: offset)
        }
        if !tied.contains(target) { tied.append(target) }
      }
    }
    guard !tied.isEmpty else { return nil }
    tied.sort()
    return best
  }

  /// The bases of a D.
  @_lifetime(borrow self)
  func bases(of target: Int) -> Span<UInt8> { bases.bases(of: target) }
}
