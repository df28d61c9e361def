import Germline
import Sequences

/// What a pair needs of its mates beyond single reads: no reasons where the other mate may answer, and
/// V alone where the other one has shown the junction.
extension ReadAligner {
  /// Aligns one read as ``align(sequence:quality:)`` does; nil where that would reject it, or would
  /// have to search longer, whose reason is not looked for.
  public mutating func rearrangement(
    sequence: Span<UInt8>, quality: Span<UInt8>
  ) -> Rearrangement? {
    isReceptorReverse = nil
    guard sequence.count >= Self.shortestRead else { return nil }
    oriented.load(sequence)
    guard placeJ(quality: quality) else { return nil }
    isReceptorReverse = oriented.isReverse
    let j = jSearch.best
    let locus = index.locus(ofJ: j.target)
    let mask = UInt8(1) &<< UInt8(truncatingIfNeeded: locus.index)
    guard
      placeV(before: j, locusMask: mask, quality: quality)
        || rescueV(before: j, locusMask: mask, quality: quality),
      !isChance(j: j, behind: vSearch.best, isSought: false)
    else { return nil }
    guard case .rearranged(let found) = finished(locus: locus, mask: mask, quality: quality) else {
      return nil
    }
    return found
  }

  /// Narrows the tied V targets of the last rearranged read to those that its mate shows best.
  ///
  /// - Parameters:
  ///   - sequence: The mate as in the file.
  ///   - quality: Its qualities.
  ///   - isReverse: Whether the mate is on the other strand than the receptor.
  ///   - scratch: An aligner over the same index; what it holds of its last read is lost.
  public mutating func narrowV(
    byMate sequence: Span<UInt8>, quality: Span<UInt8>, isReverse: Bool,
    with scratch: inout ReadAligner
  ) {
    guard vSearch.ties.count > 1, sequence.count >= Self.shortestRead else { return }
    if scratch.placeV(sequence, quality: quality, isReverse: isReverse, among: vSearch.ties) {
      vSearch.narrow(to: scratch.vSearch.ties)
    }
  }

  /// Places the best V of some alone in a read of known strand; false when none is good enough.
  private mutating func placeV(
    _ sequence: Span<UInt8>, quality: Span<UInt8>, isReverse: Bool, among ties: [UInt16]
  ) -> Bool {
    if isReverse {
      opposite.load(sequence)
      oriented.loadReverseComplement(of: opposite)
    } else {
      oriented.load(sequence)
    }
    vSearch.begin()
    let seeds = index.v.seeds
    var position = 0
    let last = oriented.length - SeedIndex.seedLength
    while position <= last {
      let seed = UInt32(truncatingIfNeeded: oriented.window(at: position) & SeedIndex.seedMask)
      for at in seeds.places(of: seed) {
        let posting = seeds.postings[at]
        if ties.contains(UInt16(truncatingIfNeeded: posting.target)) {
          vSearch.propose(Int(posting.target), anchor: position - Int(posting.offset))
        }
      }
      position += 8
    }
    guard !vSearch.isEmpty else { return false }
    return vSearch.decide(limit: .max, in: oriented, quality: quality)
      && vSearch.best.score >= Self.leastLoneScore
  }
}
