import Germline
import Sequences

/// The constant regions of all loci, told by their first bases.
struct ConstantRegionSearch: Sendable {
  /// Bases behind J that must equal the start of a constant region.
  private static let leastMatches = 10
  /// A difference costs three equal bases, and beyond three of them nothing is read.
  private static let loss = 3
  private static let mostMismatches = 3

  private let bases: TargetBases
  /// By constant region: bit `Locus.index` is set for each locus that has it.
  private let loci: [UInt8]

  init(_ targets: [SearchTarget]) {
    bases = TargetBases(targets)
    loci = targets.map(\.locusMask)
  }

  /// The constant region of a locus that begins at a position, and as how many bases.
  ///
  /// - Parameter tied: Set to the constant regions that fit as well, ascending.
  func best(
    in codes: Span<UInt8>, from start: Int, of locus: Locus, tied: inout [UInt16]
  ) -> (target: Int, length: Int)? {
    tied.removeAll(keepingCapacity: true)
    guard start + Self.leastMatches <= codes.count else { return nil }
    var best = Self.leastMatches
    var found = (target: 0, length: 0)
    for target in loci.indices where loci[target] & locus.bit != 0 {
      let (score, length) = fit(of: target, on: codes, from: start)
      guard score >= best else { continue }
      if score > best || tied.isEmpty {
        tied.removeAll(keepingCapacity: true)
        found = (target, length)
      }
      best = score
      tied.append(UInt16(target))
    }
    return tied.isEmpty ? nil : found
  }

  /// The highest score of the first bases, and how many these are.
  ///
  /// Bases behind, of an indel or where the read turns bad, take nothing from it.
  private func fit(
    of target: Int, on codes: Span<UInt8>, from start: Int
  ) -> (score: Int, length: Int) {
    let other = bases.bases(of: target)
    let longest = min(codes.count - start, other.count)
    var (compared, mismatches) = (0, 0)
    var (highest, length) = (0, 0)
    while mismatches < Self.mostMismatches {
      compared += EightBases.equalCount(
        codes, from: start + compared, other, from: compared, most: longest - compared)
      let score = compared - mismatches * (1 + Self.loss)
      if score > highest { (highest, length) = (score, compared) }
      if compared == longest { break }
      compared += 1
      mismatches += 1
    }
    return (highest, length)
  }

  /// The bases of a constant region.
  @_lifetime(borrow self)
  func bases(of target: Int) -> Span<UInt8> { bases.bases(of: target) }
}
