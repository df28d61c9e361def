internal import Germline
internal import Sequences
internal import VDJAlignment

extension TargetSet {
  /// The targets that stand in the head of a shard.
  init(_ targets: [ShardHeader.Target], settings: AnalysisSettings) {
    constructs = targets.map {
      Construct(name: $0.name, codes: Nucleotide.codes(of: $0.bases.utf8))
    }
    digest = Self.digest(of: targets)
    germlineWords = ConstructIndex(constructs).wordsShared(with: settings.reference)
  }
}
