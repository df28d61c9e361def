internal import Germline
internal import Sequences

/// Finds the V, J and C allele that is nearest to a stretch of a read, whether or not it is near
/// enough to be called.
///
/// Slower than the aligner and apart from it: what it shows explains a rejection, it never decides
/// one. Words of nine bases give diagonals, of which the best are compared base by base.
struct GermlineNeighbours: Sendable {
  /// An allele laid on a read without gaps.
  struct Neighbour: Sendable, Equatable {
    var allele: Allele
    /// Bases of the read, on the strand that was searched.
    var read: Range<Int>
    /// The first of these bases in the allele.
    var germline: Int
    /// Bases that are equal.
    var matches: Int
    /// Matches less two for each difference.
    var score: Int

    /// Where the anchor codon begins on the read; it may lie outside.
    var anchor: Int? { allele.anchorPosition.map { read.lowerBound - germline + $0 } }
    /// `120 of 124 bases`.
    var text: String { "\(matches) of \(read.count) bases equal" }
  }

  private static let wordLength = 9
  /// Diagonals that are compared base by base.
  private static let mostDiagonals = 64

  private struct Place {
    var allele: UInt16
    var offset: Int16
  }

  private let alleles: [Allele]
  private var places: [Segment: [UInt32: [Place]]] = [:]

  init(_ reference: GermlineReference) {
    alleles = reference.alleles
    for (number, allele) in alleles.enumerated() where allele.segment != .d {
      for (word, at) in WordWindow.words(of: allele.codes, length: Self.wordLength) {
        places[allele.segment, default: [:]][word, default: []].append(
          Place(allele: UInt16(number), offset: Int16(at)))
      }
    }
  }

  /// The least score that is no chance: what the longest word that a random read of 300 bases
  /// shares with the segment's alleles rarely reaches.
  private static func leastScore(_ segment: Segment) -> Int { segment == .j ? 13 : 15 }

  /// The nearest allele of a segment in a read of codes; nil when none is nearer than by chance.
  func nearest(_ segment: Segment, in codes: [UInt8]) -> Neighbour? {
    guard let places = places[segment] else { return nil }
    struct Diagonal: Hashable {
      var allele: UInt16
      var shift: Int
    }
    var votes: [Diagonal: Int] = [:]
    for (word, at) in WordWindow.words(of: codes, length: Self.wordLength) {
      for place in places[word] ?? [] {
        votes[Diagonal(allele: place.allele, shift: at - Int(place.offset)), default: 0] += 1
      }
    }
    let best = votes.sorted {
      ($1.value, $0.key.allele, $0.key.shift) < ($0.value, $1.key.allele, $1.key.shift)
    }
    var nearest: Neighbour?
    for (diagonal, _) in best.prefix(Self.mostDiagonals) {
      let found = laid(alleles[Int(diagonal.allele)], at: diagonal.shift, on: codes)
      if found.score > nearest?.score ?? Self.leastScore(segment) - 1 { nearest = found }
    }
    return nearest
  }

  /// The best stretch of an allele whose first base is at a position of the read.
  private func laid(_ allele: Allele, at shift: Int, on codes: [UInt8]) -> Neighbour {
    var best = Neighbour(allele: allele, read: 0..<0, germline: 0, matches: 0, score: 0)
    var start = max(0, shift)
    var score = 0
    var matches = 0
    for at in max(0, shift)..<max(max(0, shift), min(codes.count, shift + allele.codes.count)) {
      if codes[at] == allele.codes[at - shift] {
        score += 1
        matches += 1
      } else if codes[at] < 4 {
        score -= 2
      }
      if score <= 0 {
        start = at + 1
        score = 0
        matches = 0
      } else if score > best.score {
        best.read = start..<at + 1
        best.germline = start - shift
        best.matches = matches
        best.score = score
      }
    }
    return best
  }
}
