/// Which test tracking uses.
public enum TrackingPreset: String, CaseIterable, Sendable {
  /// The contaminated beta-binomial test with effect rules.
  case standard = "default"
  /// Two-sided binomial over all rearrangements, as vendors and early papers did.
  case immunoseqLegacy = "immunoseq-legacy"
  /// The same over productive amino-acid junctions with at least five counts.
  case immunoseqLegacyAA = "immunoseq-legacy-aa"
}
