/// A sequence in IUPAC letters that must stand in a read, or one of several of them.
public struct Motif: Equatable, Sendable {
  /// The alternatives as upper-case IUPAC letters; of equally good ones the first named is taken.
  public let sequences: [String]
  /// How many bases may differ; an unknown base of the read differs from all but N.
  public let mismatches: Int

  /// Where the masks of one alternative lie in a structure.
  struct Alternative: Equatable, Sendable {
    let start: Int
    let count: Int
  }

  /// The mask of an IUPAC letter: bit 0 A, 1 C, 2 G, 3 T; nil for other bytes.
  static func mask(ofLetter letter: UInt8) -> UInt8? {
    switch letter & ~0x20 {
    case UInt8(ascii: "A"): 0b0001
    case UInt8(ascii: "C"): 0b0010
    case UInt8(ascii: "G"): 0b0100
    case UInt8(ascii: "T"), UInt8(ascii: "U"): 0b1000
    case UInt8(ascii: "R"): 0b0101
    case UInt8(ascii: "Y"): 0b1010
    case UInt8(ascii: "S"): 0b0110
    case UInt8(ascii: "W"): 0b1001
    case UInt8(ascii: "K"): 0b1100
    case UInt8(ascii: "M"): 0b0011
    case UInt8(ascii: "B"): 0b1110
    case UInt8(ascii: "D"): 0b1101
    case UInt8(ascii: "H"): 0b1011
    case UInt8(ascii: "V"): 0b0111
    case UInt8(ascii: "N"): 0b1111
    default: nil
    }
  }

  /// Whether a mask is one base, which a pattern checks and does not collect.
  static func isFixed(_ mask: UInt8) -> Bool { mask & (mask &- 1) == 0 }

  /// Whether each letter of a pattern, which has one sequence, is collected.
  var collected: [Bool] {
    sequences[0].utf8.map { Motif.mask(ofLetter: $0).map { !Motif.isFixed($0) } ?? false }
  }

  /// Whether a pattern says where it lies.
  var hasFixedBase: Bool { collected.contains(false) }
}

extension Motif: CustomStringConvertible {
  /// The text after `anchor:`.
  public var description: String {
    sequences.joined(separator: "|") + (mismatches > 0 ? "/\(mismatches)" : "")
  }
}
