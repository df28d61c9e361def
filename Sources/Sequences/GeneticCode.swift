/// The standard genetic code (NCBI translation table 1).
public enum GeneticCode {
  /// ASCII `*`, the residue of a stop codon.
  public static let stop: UInt8 = 0x2A

  /// ASCII `X`, the residue of a codon with an unknown base.
  public static let unknownResidue: UInt8 = 0x58

  /// Residues of the 64 codons in the order of their 2-bit codes, A C G T, first base slowest.
  @usableFromInline static let residues: [UInt8] = Array(
    "KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF".utf8)

  /// The ASCII residue of a codon of nucleotide codes.
  @inlinable public static func residue(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> UInt8 {
    guard (a | b | c) < 4 else { return unknownResidue }
    return residues[Int(a) &* 16 &+ Int(b) &* 4 &+ Int(c)]
  }

  /// The ASCII residues of all whole codons of `codes`, from its first base; a last partial codon
  /// is left out.
  public static func translation(ofCodes codes: Span<UInt8>) -> [UInt8] {
    var aminoAcids: [UInt8] = []
    append(translationOfCodes: codes, to: &aminoAcids)
    return aminoAcids
  }

  /// Appends what ``translation(ofCodes:)`` gives.
  public static func append(translationOfCodes codes: Span<UInt8>, to aminoAcids: inout [UInt8]) {
    aminoAcids.append(addingCapacity: codes.count / 3) { (out: inout OutputSpan<UInt8>) in
      var i = 0
      while i + 3 <= codes.count {
        out.append(residue(codes[i], codes[i + 1], codes[i + 2]))
        i += 3
      }
    }
  }
}
