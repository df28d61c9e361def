import Germline
import Sequences

@testable import VDJAlignment

/// A read that holds no rearrangement, by its construction.
struct BackgroundRead {
  var codes: [UInt8]
  var quality: [UInt8]

  func isRejected(by aligner: inout ReadAligner) -> Bool {
    let bases = codes.map(Nucleotide.ascii(ofCode:))
    if case .rejected = aligner.align(sequence: bases.span, quality: quality.span) { return true }
    return false
  }

  /// Independent bases, sometimes poor in quality or in letters.
  static func random(using generator: inout some RandomNumberGenerator) -> BackgroundRead {
    let length = Int.random(in: 75...250, using: &generator)
    let letters = UInt8.random(in: 1...3, using: &generator)
    let codes = (0..<length).map { _ in UInt8.random(in: 0...letters, using: &generator) }
    return BackgroundRead(codes: codes, quality: quality(length, using: &generator))
  }

  /// One in four holds a germline V, C, J or D, or a distant relative of one (a third of its bases
  /// changed), the others a repeat or nothing, in random surroundings, some with a poly-A
  /// tail; never a V and a J.
  static func transcript(
    _ reference: GermlineReference, using generator: inout some RandomNumberGenerator
  ) -> BackgroundRead {
    func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    func bases(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(random(0...3)) } }
    let segments: [Segment] = [.v, .j, .c, .d]
    let kind = random(0...31)
    var text = bases(random(0...150))
    if kind < 2 * segments.count {
      let alleles = reference.alleles.filter { $0.segment == segments[kind / 2] }
      var codes = alleles[random(0...alleles.count - 1)].codes
      if kind % 2 == 1 {
        for i in codes.indices where random(0...2) == 0 { codes[i] = UInt8(random(0...3)) }
      }
      text += codes
    } else if kind < 16 {
      let unit = bases(random(1...7))
      for _ in 0..<random(5...30) { text += unit }
    }
    text += bases(random(60...200))
    if random(0...3) == 0 { text += [UInt8](repeating: 0, count: 60) }
    for i in text.indices where random(0...199) == 0 { text[i] = UInt8(random(0...3)) }
    let length = min(text.count, random(75...250))
    let start = random(0...text.count - length)
    var codes = Array(text[start..<start + length])
    if random(0...1) == 0 { codes = Nucleotide.reverseComplement(ofCodes: codes) }
    return BackgroundRead(codes: codes, quality: quality(length, using: &generator))
  }

  private static func quality(
    _ count: Int, using generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    let isPoor = Int.random(in: 0...3, using: &generator) == 0
    return (0..<count).map { i in
      let lowest: UInt8 = isPoor && i > count / 2 ? 2 : 25
      return Phred.ascii(
        ofQuality: UInt8.random(in: lowest...(isPoor ? 30 : 38), using: &generator))
    }
  }
}
