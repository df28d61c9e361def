internal import Sequences

/// Finds the conserved codons at the ends of the junction by what they and their neighbours encode.
///
/// On the embedded human and mouse alleles, without gaps or frames, both searches find every usable
/// anchor but those of human TRGVA (NYC) and mouse TRBV24*02 (stop before), and no wrong one.
enum AnchorSearch {
  /// Where the motif from 118 on starts when a J is complete, counted from its end, by locus.
  private static func usualTails(of locus: Locus) -> [Int] {
    switch locus {
    case .tra, .trd: [34]
    case .trb: [31]
    case .trg: [31, 37]
    }
  }

  /// The start of Cys104 in a V: the best Tyr-X-Cys of the last 60 bases; nil if none.
  ///
  /// A hydrophobic X, an open frame before and no stop after count for a place; of equals, the
  /// last. Phe and Leu stand for Tyr where the frame is open. Only places in `frame` are looked at,
  /// if it is given.
  static func cysteine(in codes: [UInt8], frame: Int?) -> Int? {
    var best: (score: Int, position: Int)?
    let last = codes.count - 3
    for position in stride(from: last, through: max(6, last - 57), by: -1) {
      if let frame, position % 3 != frame % 3 { continue }
      guard residue(codes, position) == UInt8(ascii: "C") else { continue }
      let isOpen = firstStop(in: codes, from: position % 3, to: position) == nil
      var score = isOpen ? 2 : 0
      switch residue(codes, position - 6) {
      case UInt8(ascii: "Y"): score += 2
      // Mouse TRBV1 and TRBV19.
      case UInt8(ascii: "F") where isOpen, UInt8(ascii: "L") where isOpen: break
      default: continue
      }
      switch residue(codes, position - 3) {
      case UInt8(ascii: "Y"), UInt8(ascii: "F"), UInt8(ascii: "L"), UInt8(ascii: "I"): score += 3
      case UInt8(ascii: "H"), UInt8(ascii: "R"), UInt8(ascii: "V"), UInt8(ascii: "S"): score += 1
      default: break
      }
      if firstStop(in: codes, from: position, to: codes.count) == nil { score += 1 }
      if score > best?.score ?? 0 { best = (score, position) }
    }
    return best?.position
  }

  /// The start of the codon of position 118 in a J; nil if nothing speaks for any place.
  ///
  /// Weighs F or W at 118, G (or A) at 119, G at 121, and the usual distance from the 3' end; of
  /// equals the last. Only places in `frame` are looked at, if it is given.
  static func motif(in codes: [UInt8], locus: Locus, frame: Int?) -> Int? {
    var best: (score: Int, position: Int)?
    let tails = usualTails(of: locus)
    for position in stride(from: codes.count - 12, through: 0, by: -1) {
      if let frame, position % 3 != frame % 3 { continue }
      var score = 0
      if [UInt8(ascii: "F"), UInt8(ascii: "W")].contains(residue(codes, position)) { score += 3 }
      switch residue(codes, position + 3) {
      case UInt8(ascii: "G"): score += 2
      case UInt8(ascii: "A"): score += 1
      default: break
      }
      if residue(codes, position + 9) == UInt8(ascii: "G") { score += 3 }
      if tails.contains(codes.count - position) { score += 4 }
      if score > best?.score ?? 3 { best = (score, position) }
    }
    return best?.position
  }

  /// Whether the codon at `position` is an anchor: Cys of V; F or W, then G or A, any, G of J.
  static func isAnchor(at position: Int, in codes: [UInt8], segment: Segment) -> Bool {
    guard position >= 0, position + 3 <= codes.count else { return false }
    let first = residue(codes, position)
    if segment == .v { return first == UInt8(ascii: "C") }
    guard position + 12 <= codes.count else { return false }
    let second = residue(codes, position + 3)
    return (first == UInt8(ascii: "F") || first == UInt8(ascii: "W"))
      && (second == UInt8(ascii: "G") || second == UInt8(ascii: "A"))
      && residue(codes, position + 9) == UInt8(ascii: "G")
  }

  /// The start of the first stop codon of a frame within bases `start..<end`; nil if it is open.
  static func firstStop(in codes: [UInt8], from start: Int, to end: Int) -> Int? {
    stride(from: start, to: end - 2, by: 3).first { residue(codes, $0) == GeneticCode.stop }
  }

  private static func residue(_ codes: [UInt8], _ at: Int) -> UInt8 {
    GeneticCode.residue(codes[at], codes[at + 1], codes[at + 2])
  }
}
