/// What is to be said about one record of a germline file: why it was left out, or what is unusual
/// about the allele it gave.
public struct GermlineFinding: Equatable, Sendable {
  /// What was found.
  public enum Reason: Error, Equatable, Sendable {
    /// The record names no allele.
    case noName
    /// The name is not that of an allele of a T-cell receptor.
    case unusableName
    /// The gene belongs to another receptor, such as `IGH`.
    case otherLocus(String)
    /// The record is of another species than the one asked for.
    case otherSpecies(found: String, wanted: Species)
    /// The sequence covers another part of the gene.
    case otherRegion(found: String)
    /// The file states a segment or locus that contradicts the name.
    case contradiction(stated: String)
    /// The functionality is none that databases use.
    case unknownFunctionality(String)
    /// A letter other than A, C, G and T stands at a 1-based place of the ungapped sequence.
    case unknownLetter(UInt8, position: Int)
    /// The record has fewer bases than the segment needs.
    case tooShort(bases: Int, least: Int)
    /// A gapped V stops before the end of codon 104.
    case endsBeforeAnchor
    /// Nothing that looks like the anchor was found.
    case noAnchor
    /// The name came before, in the record of that number.
    case duplicateName(path: String, record: Int, hasSameSequence: Bool)
    /// A field of the record cannot be read; `field` and what it should be.
    case malformedField(field: String, expected: String)
    /// The record is marked as withdrawn or retired.
    case withdrawn(status: String)
    /// Kept: codon 104 or the motif from 118 holds these residues, which are no anchor.
    case unusableAnchor(residues: String)
    /// Kept: the anchor is not where gaps or coordinates put it (1-based), but at this base.
    case movedAnchor(from: Int, to: Int)
    /// Kept: a functional V has a stop codon before its anchor, at this 1-based codon.
    case stopCodon(codon: Int)
    /// Kept: where the regions of a V lie is not stated, or contradicts its anchor.
    case withoutRegions
    /// Kept: a V lacks bases of these regions at its start.
    case partialStart(cut: String)
  }

  /// The file.
  public let path: String
  /// The record in the file, 1-based.
  public let record: Int
  /// The name of the allele as the file spells it; empty if it has none.
  public let name: String
  /// What was found.
  public let reason: Reason

  /// A finding about one record.
  public init(path: String, record: Int, name: String, reason: Reason) {
    self.path = path
    self.record = record
    self.name = name
    self.reason = reason
  }

  /// Whether the allele is in the reference nevertheless.
  public var isKept: Bool {
    switch reason {
    case .unusableAnchor, .movedAnchor, .stopCodon, .withoutRegions, .partialStart: true
    default: false
    }
  }
}
