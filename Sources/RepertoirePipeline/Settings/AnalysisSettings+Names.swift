internal import Germline
public import Sequences

extension AnalysisSettings {
  /// Settings for a species by its name; nil when no such species is embedded.
  public init?(speciesName: String, loci: [Locus], threads: Int) {
    guard let species = Species(rawValue: speciesName) else { return nil }
    self.init(species: species, loci: loci, threads: threads)
  }
}
