public import Repertoires

/// Receptors of known specificity, as a user's VDJdb or McPAS file lists them.
public struct SpecificityDatabase: Sendable, Equatable {
  /// One receptor chain with what it recognises.
  public struct Entry: Sendable, Hashable {
    /// The locus.
    public var locus: Locus
    /// Junction amino acids.
    public var junctionAA: String
    /// V genes; empty where the file names none.
    public var vGenes: [String]
    /// J genes; empty where the file names none.
    public var jGenes: [String]
    /// The organism or disease of the antigen.
    public var organism: String
    /// The epitope, else the antigen; may be empty.
    public var epitope: String
    /// Whether the antigen is of another organism than the host: a virus, a microbe, a plant.
    public var isForeign: Bool

    /// An entry.
    public init(
      locus: Locus, junctionAA: String, vGenes: [String], jGenes: [String], organism: String,
      epitope: String, isForeign: Bool
    ) {
      self.locus = locus
      self.junctionAA = junctionAA
      self.vGenes = vGenes
      self.jGenes = jGenes
      self.organism = organism
      self.epitope = epitope
      self.isForeign = isForeign
    }

    /// Orders entries by all that they say.
    fileprivate var orderKey: String {
      [locus.rawValue, label, vGenes.joined(separator: ","), jGenes.joined(separator: ",")]
        .joined(separator: "\t")
    }

    /// How the entry is named in a cell: organism, a colon, and the epitope where it is known.
    var label: String { epitope.isEmpty ? organism : organism + ":" + epitope }
  }

  // A receptor of a hundred epitopes says little: the cell stays readable.
  private static let mostLabels = 5
  private let entries: [String: [Entry]]

  /// Entries held.
  public var count: Int { entries.values.reduce(0) { $0 + $1.count } }

  /// A database of entries in any order; equal ones are held once.
  public init(_ entries: [Entry]) {
    var held: [String: [Entry]] = [:]
    for entry in Set(entries) { held[entry.junctionAA, default: []].append(entry) }
    self.entries = held.mapValues { list in
      list.sorted { $0.orderKey < $1.orderKey }
    }
  }

  /// What a clone recognises, and what of it makes it a bystander; nil where nothing is known.
  ///
  /// The junction must be equal, and V and J must share a gene where both sides name one.
  func annotation(of clone: TrackedClone) -> (specificity: String, bystander: String?)? {
    let (v, j) = (GeneCall(airr: clone.vCall), GeneCall(airr: clone.jCall))
    let found = (entries[clone.junctionAA] ?? []).filter {
      $0.locus == clone.locus && GeneCall(names: $0.vGenes).isCompatible(with: v)
        && GeneCall(names: $0.jGenes).isCompatible(with: j)
    }
    guard !found.isEmpty else { return nil }
    let foreign = found.filter(\.isForeign)
    return (Self.cell(found), foreign.isEmpty ? nil : Self.cell(foreign))
  }

  private static func cell(_ entries: [Entry]) -> String {
    let labels = Set(entries.map(\.label)).sorted()
    let hidden = labels.count - mostLabels
    return labels.prefix(mostLabels).joined(separator: ";") + (hidden > 0 ? ";+\(hidden)" : "")
  }
}
