public import Sequences

/// Loci as the command line names them.
public enum LocusList {
  /// A locus.
  public typealias Element = Locus

  /// Reads `TRA,TRB`; sorted, each once; nil when a name is no locus or there is none.
  public static func parse(_ text: String) -> [Locus]? {
    var loci: Set<Locus> = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let locus = Locus(rawValue: name.uppercased()) else { return nil }
      loci.insert(locus)
    }
    return loci.isEmpty ? nil : loci.sorted()
  }
}
