/// What was planted with a clone: the column `planted` of `truth.tsv`.
public enum PlantedClass: String, CaseIterable, Sendable {
  /// Absent or nearly so at baseline, expanded in blood on at least two days after treatment, and
  /// in both biopsies after treatment but not before: the clones to be found.
  case tumorHoming = "tumor_homing"

  /// The same in blood, but in no biopsy.
  case newlyExpanded = "newly_expanded"

  /// Decoy: expanded on one blood day only; in the biopsies after treatment.
  case transient

  /// Decoy: large and steady in blood, in all biopsies.
  case stableInTumor = "stable_in_tumor"

  /// Decoy: a large part of every biopsy, before treatment too; rare and steady in blood.
  case tumorResident = "tumor_resident"

  /// Decoy: large in blood at baseline, small afterwards.
  case contracted

  /// Steady in blood, by a power law.
  case background

  /// Whether a clone of the class is newly expanded in blood.
  public var isNewlyExpanded: Bool { self == .tumorHoming || self == .newlyExpanded }
}
