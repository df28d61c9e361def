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
    /// Chains of the HLA molecule that presents the epitope, each the alleles of which it is one.
    ///
    /// Empty where the file names none that can be compared with a typing.
    public var presentedBy: [[HLAAllele]]

    /// An entry.
    public init(
      locus: Locus, junctionAA: String, vGenes: [String], jGenes: [String], organism: String,
      epitope: String, isForeign: Bool, presentedBy: [[HLAAllele]] = []
    ) {
      self.locus = locus
      self.junctionAA = junctionAA
      self.vGenes = vGenes
      self.jGenes = jGenes
      self.organism = organism
      self.epitope = epitope
      self.isForeign = isForeign
      self.presentedBy = presentedBy
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

  /// What the database tells of a clone.
  struct Annotation: Equatable {
    /// What it recognises; nil where nothing is known.
    var specificity: String?
    /// What of it makes the clone a bystander.
    var bystander: String?
    /// Whether a known receptor was passed over, because the patient has not its HLA molecule.
    var isMismatched = false
  }

  /// What a clone recognises, and what of it makes it a bystander; nil where nothing is known.
  ///
  /// The junction must be equal, and V and J must share a gene where both sides name one. Of a
  /// patient with a typing, receptors count alone whose HLA molecule the patient may have.
  func annotation(of clone: TrackedClone, typing: HLATyping? = nil) -> Annotation? {
    let (v, j) = (GeneCall(airr: clone.vCall), GeneCall(airr: clone.jCall))
    let alike = (entries[clone.junctionAA] ?? []).filter {
      $0.locus == clone.locus && GeneCall(names: $0.vGenes).isCompatible(with: v)
        && GeneCall(names: $0.jGenes).isCompatible(with: j)
    }
    guard !alike.isEmpty else { return nil }
    let found = alike.filter { typing?.mayPresent($0.presentedBy) ?? true }
    let foreign = found.filter(\.isForeign)
    return Annotation(
      specificity: found.isEmpty ? nil : Self.cell(found),
      bystander: foreign.isEmpty ? nil : Self.cell(foreign),
      isMismatched: found.count < alike.count)
  }

  private static func cell(_ entries: [Entry]) -> String {
    let labels = Set(entries.map(\.label)).sorted()
    let hidden = labels.count - mostLabels
    return labels.prefix(mostLabels).joined(separator: ";") + (hidden > 0 ? ";+\(hidden)" : "")
  }
}
