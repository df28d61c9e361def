import Germline
import Sequences

@testable import VDJAlignment

/// Plain placement of every allele at every position of a read; slow, and free of seeds and words.
struct NaiveAligner {
  struct Best {
    var score = Int.min
    var leftScore = 0
    var anchor = 0
    var alleles: [AlleleID] = []
  }

  let reference: GermlineReference
  let codes: [UInt8]
  let quality: [UInt8]

  /// The best placement of the alleles of a segment that recombine with `locus`.
  ///
  /// An orphon counts only where no gene of the locus comes within the margin of a tie.
  func best(_ segment: Segment, locus: Locus, before end: Int) -> Best {
    let all = best(segment, locus: locus, before: end, orphons: true)
    let regular = best(segment, locus: locus, before: end, orphons: false)
    let isTied =
      regular.anchor == all.anchor && regular.score >= all.score - SegmentSearch.tieMargin
    return isTied ? regular : all
  }

  private func best(
    _ segment: Segment, locus: Locus, before end: Int, orphons: Bool
  ) -> Best {
    var best = Best()
    for allele in reference.alleles where allele.segment == segment {
      if !orphons && allele.name.contains("/OR") { continue }
      guard segment == .v ? allele.canRecombine(withJOf: locus) : allele.locus == locus,
        let origin = allele.anchorPosition
      else { continue }
      for anchor in -origin..<end {
        var (score, left) = score(allele.codes, origin: origin, anchor: anchor)
        if allele.anchor == nil && allele.functionality != .functional {
          score -= PackedTargets.unanchoredHandicap
        }
        if (score, left) > (best.score, best.leftScore) {
          best = Best(score: score, leftScore: left, anchor: anchor, alleles: [allele.id])
        } else if (score, left, anchor) == (best.score, best.leftScore, best.anchor) {
          best.alleles.append(allele.id)
        }
      }
    }
    return best
  }

  /// Best sum of matches and losses to the left and to the right of the end of the anchor codon.
  private func score(_ germline: [UInt8], origin: Int, anchor: Int) -> (score: Int, left: Int) {
    let split = min(anchor + 3, codes.count, anchor - origin + germline.count)
    let left = extent(from: split - 1, by: -1, germline, origin - anchor)
    return (left + extent(from: split, by: 1, germline, origin - anchor), left)
  }

  private func extent(from first: Int, by step: Int, _ germline: [UInt8], _ shift: Int) -> Int {
    var sum = 0
    var best = 0
    var at = first
    while at >= 0 && at < codes.count && at + shift >= 0 && at + shift < germline.count {
      if codes[at] == germline[at + shift] {
        sum += PlacementScore.match
        best = max(best, sum)
      } else {
        sum -= PlacementScore.loss(qualityASCII: quality[at])
        // Further than the aligner's own limit, so that one is checked too.
        if sum < best - 25 * PlacementScore.match { break }
      }
      at += step
    }
    return best
  }
}

/// A random recombination and a read of it with errors; the truth is the construction.
struct RandomRecombination {
  let locus: Locus
  let v: Allele
  let j: Allele
  /// On the strand of the receptor.
  var codes: [UInt8]
  var quality: [UInt8]
  let junction: Range<Int>

  init(
    _ reference: GermlineReference, errorsPerThousand: Int, length: Int,
    using generator: inout some RandomNumberGenerator
  ) {
    func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let functional = reference.alleles.filter { $0.functionality == .functional }
    let js = functional.filter { $0.segment == .j && $0.anchor != nil }
    j = js[random(0...js.count - 1)]
    locus = j.locus
    let jLocus = j.locus
    let vs = functional.filter {
      $0.segment == .v && $0.anchor != nil && $0.canRecombine(withJOf: jLocus)
    }
    v = vs[random(0...vs.count - 1)]
    let vAnchor = v.anchor ?? 0
    let jAnchor = j.anchor ?? 0
    let vEnd = max(vAnchor + 3, v.codes.count - random(0...7))
    let jStart = min(jAnchor, random(0...8))
    var whole = Array(v.codes[..<vEnd])
    for _ in 0..<random(0...14) { whole.append(UInt8(random(0...3))) }
    let jPlace = whole.count
    whole += j.codes[jStart...]
    let tail = random(0...40)
    for _ in 0..<tail { whole.append(UInt8(random(0...3))) }
    let whereJunction = vAnchor..<jPlace + jAnchor - jStart + 3
    // The read covers the junction and at least 30 bases of V.
    let latest = max(0, vAnchor - 30)
    let earliest = max(0, min(latest, whereJunction.upperBound + 10 - length))
    let start = random(earliest...latest)
    let end = min(whole.count, start + length)
    codes = Array(whole[start..<end])
    junction = whereJunction.lowerBound - start..<whereJunction.upperBound - start
    quality = []
    for i in codes.indices {
      let isError = random(0...999) < errorsPerThousand
      if isError { codes[i] = (codes[i] + UInt8(random(1...3))) & 3 }
      quality.append(Phred.ascii(ofQuality: UInt8(isError ? random(2...37) : random(20...40))))
    }
  }
}
