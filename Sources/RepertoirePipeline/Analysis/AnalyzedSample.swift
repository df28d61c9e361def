public import ClonotypeAssembly
public import Repertoires
public import VDJAlignment

/// What the analysis of one sample gives.
public struct AnalyzedSample: Sendable {
  /// Its clonotypes, sorted, with annotations.
  public var repertoire: Repertoire
  /// What became of every read.
  public var account: ReadAccount
  /// What error correction did.
  public var folding: FoldingSummary
  /// What was counted of the target sequences; nil without any.
  public var targets: ConstructAccount?
  /// What became of molecular identifiers; nil for kits without.
  var molecules: MoleculeSummary?
  /// The input files, such as "R1 file 2", that lack the empty block at the end of BGZF.
  public var inputsWithoutEndMarker: [String] = []
}
