extension TrackingNote {
  /// What the word means, for people.
  public var meaning: String {
    switch self {
    case .ambiguousV:
      "a clone was joined over V or J calls that share no gene"
    case .noBaseline:
      "no pre-treatment blood with counts"
    case .noPostBlood:
      "no post-treatment blood with counts that can be compared"
    case .noPreBiopsy:
      "no pre-treatment biopsy with counts, so that newness in the tumor cannot be told"
    case .noPostBiopsy:
      "no post-treatment biopsy with counts"
    case .preBiopsyTooSmall:
      "the pre-treatment biopsies have too few counts for a test of gain"
    case .emptySample:
      "a sample without productive counts"
    case .countUnitsDiffer:
      "samples left out because they count something else than the rest"
    case .kitsDiffer:
      "the samples of a comparison are of different kits, as far as stated: chemistry would look "
        + "like expansion, so that nothing is tested between two stated ones but by a published "
        + "preset"
    case .readsWithoutUMI:
      "reads without molecular identifiers: capped unless confirmed"
    case .foldChangeUncertain:
      "the effect failed: the interval of the fold change reaches one"
    case .fewEffectiveCells:
      "the effect failed: fewer effective cells than required"
    case .belowFrequencyFloor:
      "the effect failed: the frequency is below the floor"
    case .suggestiveOnly:
      "the q value lies between the limits of significance and of candidates"
    case .replicateDiscordant:
      "a replicate does not show the rise"
    case .replicatesSummed:
      "replicates were summed"
    case .fewTestedClones:
      "fewer tested clones than a fit needs"
    case .fewSharedClones:
      "fewer clones seen on both sides than a fit needs"
    case .fitAtBound:
      "the fit ended at a bound of clumping, drift or bulk share"
    case .fitNotConverged:
      "the optimiser of the fit did not settle"
    case .outliersAtCap:
      "the outlier share is at its cap and falls are as frequent as rises"
    case .repertoireReplaced:
      "the repertoires before and after have little in common; expansion is relative "
        + "to a reset"
    case .manyCountsPerCell:
      "more than 1.5 counts a cell: significance rests on cells, not on counts"
    case .joinedByAminoAcids:
      "clones were joined by amino acids because a table has no nucleotides"
    case .builtinDispersion:
      "the blood test used built-in dispersion, which never enters the strict set"
    case .legacyTest:
      "blood was tested by a published preset, which takes every count for a cell: samples of "
        + "different kits are tested all the same, reads are not capped, and no clone is NEW or strict"
    case .builtinTumorDispersion:
      "the tumor test used built-in dispersion"
    case .hlaMismatch:
      "the file of known receptors holds this one for an HLA molecule that the patient's typing has "
        + "not: not counted as its specificity"
    case .possibleContaminant:
      "the same sequence is far more frequent in another sample of the run"
    case .sharedMolecules:
      "fewer than two molecules of its biopsies, or of the blood that shows it expanded, are not "
        + "also in another, larger sample of the run: index hopping or a spilled library"
    case .fewIdentifiers:
      "so few identifiers that samples share more than 1 % of their molecules by chance: shared "
        + "molecules tell nothing of strays"
    case .moleculesUnlisted:
      "a sample counts molecules but has no table of them, so that index hopping was not looked "
        + "for in it"
    case .swapSuspected:
      "a sample of the pair shares more with another patient than with its own"
    case .negativeControl:
      "more than five calls between samples that no treatment lies between: calls of the patient "
        + "are in doubt"
    case .vUsageDiffers:
      "two blood samples use V genes as libraries of different kinds do (divergence above 0.05): "
        + "a batch effect may look like expansion"
    case .materialTooSmall:
      "more T cells were counted than the stated DNA or cells can hold; the fraction is blank"
    case .tooFewPatients:
      "fewer patients than a test needs: three a group, six for a trend"
    case .noExpandedClone:
      "no clone of the patient is expanded"
    case .nearestControls:
      "too few matched control clones; the nearest by count were taken"
    case .lowOverlapPower:
      "too few expanded clones for the overlap to have power"
    case .fewerThanTwoClones:
      "fewer than two clones, so that evenness is undefined"
    case .littleMaterial:
      "less material than metrics need: 20,000 effective cells of blood, 100 counts of "
        + "a biopsy"
    case .lowCoverage:
      "less than half of the repertoire is covered by what was seen"
    }
  }
}
