/// How many productive junctions of a table have the conserved residues at their ends: Cys 104 at
/// the start, Phe or Trp 118 at the end.
///
/// A tool's CDR3 may stand without them where a junction is meant, and then equals no junction of
/// another table. In 45 tables of eight tools at least 97 % of the productive ones began with Cys and
/// at least 95 % ended with Phe or Trp; without the residues no CDR3 begins with Cys, but up to half
/// of them (TRBJ1-1, 1-4, 2-1 and 2-2) end with Phe.
public struct JunctionAnchors: Sendable, Equatable {
  /// Rows with a productive junction.
  public private(set) var rows = 0
  /// Those that begin with Cys.
  public private(set) var beginning = 0
  /// Those that end with Phe or Trp.
  public private(set) var ending = 0

  /// No row yet.
  public init() {}

  /// Takes in the amino acids of a productive junction.
  mutating func count(_ junctionAA: [UInt8]) {
    guard let first = junctionAA.first, let last = junctionAA.last else { return }
    rows += 1
    if first == UInt8(ascii: "C") { beginning += 1 }
    if last == UInt8(ascii: "F") || last == UInt8(ascii: "W") { ending += 1 }
  }

  /// What a table holds as its junctions.
  public enum Content: Sendable {
    /// Junctions with both residues.
    case whole
    /// Some or all without: a share that no real set of junctions has.
    case lacking
    /// Too few rows to say.
    case unknown
  }

  /// What the shares tell.
  public var content: Content {
    if rows < 5 { return .unknown }
    // Of few rows a third may lack them by chance, and half of all CDR3s end with Phe.
    let isLacking =
      rows < 20 ? beginning * 2 < rows : min(beginning, ending) * 4 < rows * 3
    return isLacking ? .lacking : .whole
  }

  /// Whether these can be no junctions: of many, next to none begins with Cys.
  public var isSurelyLacking: Bool { rows >= 50 && beginning * 50 <= rows }

  /// Rows without one of the residues; 0 for a table of whole junctions, of which a few have others.
  var rowsToTell: Int { content == .lacking ? rows - min(beginning, ending) : 0 }
}
