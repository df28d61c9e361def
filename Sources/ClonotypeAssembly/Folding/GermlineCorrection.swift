import Germline
import VDJAlignment

/// Replaces uncertain bases of a junction that stand inside its germline ends.
///
/// Receptors of T cells do not mutate: a bad base that differs from V, where the bases behind it are
/// V's again, is an error. The same counts from the other end for J. That V ended before and three
/// bases or more were added that are V's by chance is a hundred times less probable.
struct GermlineCorrection: Sendable {
  /// Bases with a score below this are uncertain.
  private static let certainScore = 16
  /// Matching bases that must follow.
  private static let following = 3

  /// For each V target its bases from the anchor on; for each J target its bases from the end of the
  /// anchor codon back.
  private let v: [[UInt8]]
  private let j: [[UInt8]]

  init(index: AlignmentIndex) {
    let reference = index.reference
    v = index.vTargets.map { target in
      reference[target.alleles[0]].anchorPosition.map { Array(target.codes[$0...]) } ?? []
    }
    j = index.jTargets.map { target in
      reference[target.alleles[0]].anchorPosition.map { target.codes[..<($0 + 3)].reversed() } ?? []
    }
  }

  /// Corrects a junction in place; false when there was nothing to correct.
  ///
  /// - Parameters:
  ///   - junction: Its bases, as codes.
  ///   - quality: Their scores.
  ///   - v: Tied V targets; where they differ nothing is corrected.
  ///   - j: Tied J targets.
  func correct(
    _ junction: inout [UInt8], quality: PackedQuality, v vTies: [UInt16], j jTies: [UInt16]
  ) -> Bool {
    let last = junction.count - 1
    let isVChanged = correct(&junction, ties: vTies, of: v, at: { $0 }, quality: quality)
    let isJChanged = correct(&junction, ties: jTies, of: j, at: { last - $0 }, quality: quality)
    return isVChanged || isJChanged
  }

  private func correct(
    _ junction: inout [UInt8], ties: [UInt16], of targets: [[UInt8]], at place: (Int) -> Int,
    quality: PackedQuality
  ) -> Bool {
    guard let first = ties.first else { return false }
    let germline = targets[Int(first)]
    let longest = min(germline.count, junction.count)
    // The stretch up to the first certain difference.
    var end = 0
    while end < longest {
      let at = place(end)
      if junction[at] != germline[end] && quality.score(at: at) >= Self.certainScore { break }
      end += 1
    }
    var matches = 0
    var isChanged = false
    for position in stride(from: end - 1, through: 0, by: -1) {
      let at = place(position)
      if junction[at] == germline[position] {
        matches += 1
      } else if matches >= Self.following, agree(ties, of: targets, at: position) {
        junction[at] = germline[position]
        isChanged = true
      } else {
        matches = 0
      }
    }
    return isChanged
  }

  private func agree(_ ties: [UInt16], of targets: [[UInt8]], at position: Int) -> Bool {
    let base = targets[Int(ties[0])][position]
    return ties.allSatisfy { tie in
      let codes = targets[Int(tie)]
      return position < codes.count && codes[position] == base
    }
  }
}
