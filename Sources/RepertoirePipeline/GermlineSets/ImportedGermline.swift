public import Germline
internal import SequenceIO
public import Sequences

/// A germline reference from files, with everything there is to say about their records.
public struct ImportedGermline: Sendable {
  /// The alleles that could be placed.
  public let reference: GermlineReference
  /// What was left out, and what is unusual, in the order of the records.
  public let findings: [GermlineFinding]
  /// How many records the files hold.
  public let recordCount: Int
  /// The files, as given.
  public let paths: [String]

  /// Imports FASTA and AIRR-C JSON files as one reference of a species named as in `--species`.
  ///
  /// Throws a `PipelineError` for a file of another kind and when no locus gets an anchored V and
  /// J, `SequenceIOError` for files that cannot be read.
  public init(importing paths: [String], speciesName: String) throws {
    guard !paths.isEmpty else {
      throw SequenceIOError(.noInput, at: InputLocation(path: "germline import"))
    }
    var gathered = GermlineImport(species: try Self.species(named: speciesName))
    for path in paths {
      switch try GermlineFile(path: path).kind {
      case .fasta: try gathered.addFASTA(path: path)
      case .airrJSON: try Self.add(path, to: &gathered)
      case .table:
        throw PipelineError(
          .badData, at: path, found: "a germline table of clonova",
          expected: "FASTA or AIRR-C JSON to import",
          remedy: "Give the table to --germline as it is")
      }
    }
    try self.init(
      reference: gathered.reference(), findings: gathered.findings,
      recordCount: gathered.recordCount, paths: paths)
  }

  /// Reads what `--germline` names: clonova's own table, or a file to import.
  public init(reading path: String, speciesName: String) throws {
    guard try GermlineFile(path: path).kind == .table else {
      try self.init(importing: [path], speciesName: speciesName)
      return
    }
    let species = try Self.species(named: speciesName)
    let reference = try GermlineReference(tableAt: path)
    guard reference.species == species else {
      throw PipelineError(
        .usage, at: "--germline \(path)", found: "alleles of \(reference.species.rawValue)",
        expected: "alleles of \(species.rawValue), the species of this run",
        remedy: "Add --species \(reference.species.rawValue), or give another file")
    }
    try self.init(
      reference: reference, findings: [], recordCount: reference.alleles.count, paths: [path])
  }

  /// The reference for an analysis of some loci; throws when it can place a junction of none.
  public func reference(for loci: [Locus]) throws(PipelineError) -> GermlineReference {
    let complete = reference.completeLoci
    guard loci.contains(where: complete.contains) else {
      throw PipelineError(
        .usage, at: "--germline \(paths.joined(separator: ", "))",
        found: "V and J of \(complete.map(\.rawValue).joined(separator: ", ")) alone",
        expected: "V and J of \(loci.map(\.rawValue).joined(separator: ", "))",
        remedy: "Give a germline of these loci, or other --loci")
    }
    return reference
  }

  private init(
    reference: GermlineReference, findings: [GermlineFinding], recordCount: Int, paths: [String]
  ) throws(PipelineError) {
    self.reference = reference
    self.findings = findings
    self.recordCount = recordCount
    self.paths = paths
    guard !reference.completeLoci.isEmpty else { throw incomplete }
  }

  private static func species(named name: String) throws(PipelineError) -> Species {
    guard let species = Species(rawValue: name) else {
      throw PipelineError(
        .usage, at: "--species", found: "'\(name)'",
        expected: "one of \(GermlineListing.species.joined(separator: ", "))",
        remedy: "Name one of them")
    }
    return species
  }

  private static func add(_ path: String, to gathered: inout GermlineImport) throws {
    for entry in try AIRRGermlineSet(reading: try WholeFile.read(path), path: path).entries {
      switch entry {
      case .record(let record): gathered.add(record, of: path)
      case .unreadable(let reason, let record, let name):
        gathered.add(unreadable: reason, record: record, name: name, of: path)
      }
    }
  }

  /// The fault of files that cannot place a single junction, with what stood in the way most.
  private var incomplete: PipelineError {
    let kinds = kindCounts(findings.filter { !$0.isKept })
    let cause = kinds.first.map { "; \($0.count) of \(recordCount) records are \($0.kind)" } ?? ""
    let first = findings.first.map { ". The first: " + $0.description.dropLast() } ?? ""
    return PipelineError(
      .badData, at: paths.joined(separator: ", "),
      found: "no locus has both a V and a J with an anchor (\(reference.alleles.count) alleles"
        + " of \(reference.species.latinName)\(cause))",
      expected: "V and J alleles of at least one locus",
      remedy: "Import the files of V and J together, and check --species" + first)
  }
}
