internal import Germline
internal import Sequences

/// The alleles of a reference as a table.
public struct GermlineListing: Sendable {
  /// Names of the species that are embedded.
  public static var species: [String] { Species.allCases.map(\.rawValue) }

  /// Tab-separated rows with a header.
  public let text: String
  /// One line about the whole.
  public let note: String

  /// The listing of the species and loci of settings.
  public init(_ settings: AnalysisSettings) {
    let reference = settings.reference
    let alleles = reference.alleles.filter { allele in
      settings.loci.contains { allele.belongs(to: $0) }
    }
    var rows = ["allele\tlocus\tsegment\tfunctionality\tbases\tanchor"]
    for allele in alleles {
      let anchor = allele.anchor.map { "\($0 + 1)" } ?? ""
      rows.append(
        "\(allele.name)\t\(allele.locus.rawValue)\t\(allele.segment.letter)\t"
          + "\(allele.functionality.rawValue)\t\(allele.codes.count)\t\(anchor)")
    }
    text = rows.joined(separator: "\n") + "\n"
    note =
      "\(alleles.count) alleles of \(settings.species.latinName); reference \(reference.digest)"
  }
}
