/// Why a value is missing or a class is lower than it might be; the words of the `note` columns.
public enum TrackingNote: String, CaseIterable, Sendable, Comparable {
  /// A clone was joined over V or J calls that share no gene.
  case ambiguousV = "ambiguous_v"
  /// No pre-treatment blood with counts.
  case noBaseline = "no_baseline"
  /// No post-treatment blood with counts.
  case noPostBlood = "no_post_blood"
  /// No pre-treatment biopsy with counts, so that newness in the tumor cannot be told.
  case noPreBiopsy = "no_pre_biopsy"
  /// No post-treatment biopsy with counts.
  case noPostBiopsy = "no_post_biopsy"
  /// The pre-treatment biopsies have too few counts for a test of gain.
  case preBiopsyTooSmall = "pre_biopsy_too_small"
  /// A sample without productive counts.
  case emptySample = "empty_sample"
  /// Samples left out because they count something else than the rest.
  case countUnitsDiffer = "count_units_differ"
  /// The samples of a comparison are of different kits: chemistry may look like expansion.
  case kitsDiffer = "kits_differ"
  /// Reads without molecular identifiers: capped unless confirmed.
  case readsWithoutUMI = "reads_without_umi"
  /// The effect failed: the interval of the fold change reaches one.
  case foldChangeUncertain = "fold_change_uncertain"
  /// The effect failed: fewer effective cells than required.
  case fewEffectiveCells = "few_effective_cells"
  /// The effect failed: the frequency is below the floor.
  case belowFrequencyFloor = "below_frequency_floor"
  /// The q value lies between the limits of significance and of candidates.
  case suggestiveOnly = "suggestive_only"
  /// A replicate does not show the rise.
  case replicateDiscordant = "replicate_discordant"
  /// Replicates were summed.
  case replicatesSummed = "replicates_summed"
  /// Fewer tested clones than a fit needs.
  case fewTestedClones = "few_tested_clones"
  /// Fewer clones seen on both sides than a fit needs.
  case fewSharedClones = "few_shared_clones"
  /// The fit ended at a bound of clumping, drift or bulk share.
  case fitAtBound = "fit_at_bound"
  /// The optimiser of the fit did not settle.
  case fitNotConverged = "fit_not_converged"
  /// The outlier share is at its cap and falls are as frequent as rises.
  case outliersAtCap = "outliers_at_cap"
  /// The repertoires before and after have little in common; expansion is relative to a reset.
  case repertoireReplaced = "repertoire_replaced"
  /// More than 1.5 counts a cell: significance rests on cells, not on counts.
  case manyCountsPerCell = "many_counts_per_cell"
  /// Clones were joined by amino acids because a table has no nucleotides.
  case joinedByAminoAcids = "joined_by_amino_acids"
  /// The blood test used built-in dispersion, which never enters the strict set.
  case builtinDispersion = "builtin_dispersion"
  /// Blood was tested by a published preset.
  case legacyTest = "legacy_test"
  /// The tumor test used built-in dispersion.
  case builtinTumorDispersion = "builtin_tumor_dispersion"
  /// A known receptor was passed over, because the patient has not the HLA molecule it reads.
  case hlaMismatch = "hla_mismatch"
  /// The same sequence is far more frequent in another sample of the run.
  case possibleContaminant = "possible_contaminant"
  /// Fewer than two molecules of the clone's biopsies, or of the blood that shows it expanded, are
  /// its own: a larger sample of the run shows the others too.
  case sharedMolecules = "shared_molecules"
  /// Too few identifiers to tell whether molecules that samples share are the same.
  case fewIdentifiers = "few_identifiers"
  /// A sample counts molecules but there is no table of them to compare with other samples.
  case moleculesUnlisted = "molecules_unlisted"
  /// A sample of the pair shares more with another patient than with its own.
  case swapSuspected = "swap_suspected"
  /// More than five calls in a pair of samples between which nothing can have changed.
  case negativeControl = "negative_control"
  /// Two blood samples of a comparison use V genes as libraries of different kinds do.
  case vUsageDiffers = "v_usage_differs"
  /// More T cells than the stated material can hold.
  case materialTooSmall = "material_contradicts_counts"
  /// Fewer patients than a test of the cohort needs.
  case tooFewPatients = "too_few_patients"
  /// No clone of the patient is expanded.
  case noExpandedClone = "no_expanded_clone"
  /// Too few matched control clones; the nearest by count were taken.
  case nearestControls = "nearest_controls"
  /// Too few expanded clones for the overlap to have power.
  case lowOverlapPower = "low_overlap_power"
  /// Fewer than two clones, so that evenness is undefined.
  case fewerThanTwoClones = "fewer_than_two_clones"
  /// Less material than metrics need: 20,000 effective cells of blood, 100 counts of a biopsy.
  case littleMaterial = "little_material"
  /// Less than half of the repertoire is covered by what was seen.
  case lowCoverage = "low_coverage"

  /// Orders notes by their text.
  public static func < (a: TrackingNote, b: TrackingNote) -> Bool { a.rawValue < b.rawValue }

  /// Notes as one cell: sorted, each once, parted by `;`.
  public static func cell(_ notes: some Sequence<TrackingNote>) -> String {
    Set(notes).sorted().map(\.rawValue).joined(separator: ";")
  }
}

extension [TrackingNote] {
  /// Adds a note where it belongs; sorted notes, each once, stay so.
  mutating func note(_ note: TrackingNote) { self = Set(self + [note]).sorted() }
}
