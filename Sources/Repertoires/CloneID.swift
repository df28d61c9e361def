/// The name of a clone of one patient, the same in every file and run.
public struct CloneID: Sendable, Hashable, Comparable {
  /// Locus, `-`, and 16 hexadecimal digits: the ``StableHash`` of junction, tab, V genes, tab and
  /// J genes (each joined by commas), in ASCII.
  public let text: String

  /// The name of a junction with its patient-level V and J genes; `junction` is the amino-acid
  /// junction where a table has no nucleotides.
  public init(locus: Locus, junction: some Sequence<UInt8>, vGenes: [String], jGenes: [String]) {
    var hash = StableHash()
    hash.combine(junction)
    hash.combine(0x09)
    hash.combine(vGenes.joined(separator: ",").utf8)
    hash.combine(0x09)
    hash.combine(jGenes.joined(separator: ",").utf8)
    text = locus.rawValue + "-" + hash.hexadecimal
  }

  /// Orders names by their text.
  public static func < (a: CloneID, b: CloneID) -> Bool { a.text < b.text }
}
