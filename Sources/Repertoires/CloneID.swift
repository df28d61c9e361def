/// The name of a clone of one patient, the same in every file and run.
///
/// Nine bytes, since a study has millions; the text is made when it is asked for.
public struct CloneID: Sendable, Hashable, Comparable {
  /// The receptor locus.
  public let locus: Locus
  /// The ``StableHash`` of junction, tab, V genes, tab and J genes (each joined by commas), in ASCII.
  public let hash: UInt64

  /// Locus, `-`, and the hash as 16 hexadecimal digits.
  public var text: String { locus.rawValue + "-" + StableHash.hexadecimal(hash) }

  /// The name of a junction with its patient-level V and J genes; `junction` is the amino-acid
  /// junction where a table has no nucleotides.
  @inlinable public init(
    locus: Locus, junction: some Sequence<UInt8>, vGenes: [String], jGenes: [String]
  ) {
    var hash = StableHash()
    hash.combine(junction)
    hash.combine(0x09)
    Self.combine(vGenes, into: &hash)
    hash.combine(0x09)
    Self.combine(jGenes, into: &hash)
    self.locus = locus
    self.hash = hash.value
  }

  @inlinable static func combine(_ genes: [String], into hash: inout StableHash) {
    for (place, gene) in genes.enumerated() {
      if place > 0 { hash.combine(UInt8(ascii: ",")) }
      hash.combine(gene.utf8)
    }
  }

  /// Orders names by their text.
  public static func < (a: CloneID, b: CloneID) -> Bool {
    a.locus == b.locus ? a.hash < b.hash : a.locus.rawValue < b.locus.rawValue
  }
}
