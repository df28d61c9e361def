public import Sequences

/// One read of a molecule, or a whole molecule, in 72 bytes that can lie in a file as they are.
///
/// Entries and V/J sets are numbers in a table, so a record means nothing without it.
public struct MoleculeRecord: BitwiseCopyable, Sendable {
  /// The molecular identifier.
  public internal(set) var umi: UMI
  /// Reads behind the record.
  public internal(set) var reads: UInt32
  /// Entry of its family's root; known once the families are.
  public internal(set) var family: UInt32
  /// Two bits a base of the identifier.
  var umiQuality: UInt64
  /// Scores of the junction's bases.
  var quality: PackedQuality
  /// Entry of the junction in the table.
  var entry: UInt32
  /// V and J sets in the table.
  var v: UInt32
  var j: UInt32
  /// Which of several unrelated junctions with one identifier, 0-based.
  var cluster: UInt32
  /// The most reads of another junction with the identifier; 0 without one.
  var rivalReads: UInt32
}
