import Repertoires

extension TrackedClone {
  /// Names the sample the clone may be a stray of; by reads, it also leaves the strict set.
  mutating func flagContaminant(_ source: String, byReads: Bool) {
    possibleContaminant = source
    if byReads { isStrict = false }
    notes.note(.possibleContaminant)
  }

  /// Takes in what its molecules tell: a clone without enough of its own leaves the strict set and
  /// names the sample that the others come from.
  mutating func flagStray(_ finding: HoppingGuard.Finding) {
    if let source = finding.source {
      possibleContaminant = source
      isStrict = false
      notes.note(.sharedMolecules)
    }
    if finding.isVoid { notes.note(.fewIdentifiers) }
  }
}

extension PatientTracking {
  /// Marks comparisons that a suspected swap touches and counts the sets anew.
  ///
  /// A patient with a suspected swap has no strict clone of that locus. Samples in `unlisted` count
  /// molecules that could not be compared with those of other samples.
  mutating func applyGuards(suspected: Set<String>, unlisted: Set<String> = []) {
    for index in summaries.indices {
      let summary = summaries[index]
      let isTouched = samples.contains {
        $0.locus == summary.locus && $0.sample.cellSubset == summary.cellSubset
          && suspected.contains($0.sample.id)
      }
      func isOwn(_ clone: TrackedClone) -> Bool {
        clone.locus == summary.locus && clone.cellSubset == summary.cellSubset
      }
      if isTouched {
        summaries[index].notes = Set(summary.notes + [.swapSuspected]).sorted()
        for clone in clones.indices where isOwn(clones[clone]) && clones[clone].isStrict {
          clones[clone].isStrict = false
          clones[clone].notes = Set(clones[clone].notes + [.swapSuspected]).sorted()
        }
      }
      let isUnlisted = samples.contains {
        $0.locus == summary.locus && $0.sample.cellSubset == summary.cellSubset && $0.total > 0
          && unlisted.contains($0.sample.id)
      }
      if isUnlisted {
        summaries[index].notes = Set(summary.notes + summaries[index].notes + [.moleculesUnlisted])
          .sorted()
      }
      // What a strict clone was lost for stands with the patient too.
      for clone in clones.expandedPlaces where isOwn(clones[clone]) {
        for note in [TrackingNote.possibleContaminant, .sharedMolecules]
        where clones[clone].notes.contains(note) {
          summaries[index].notes.note(note)
        }
      }
      summaries[index].count(clones)
    }
    for index in comparisons.indices {
      let names = comparisons[index].baselineSamples + comparisons[index].daySamples
      if names.contains(where: suspected.contains) {
        comparisons[index].notes = Set(comparisons[index].notes + [.swapSuspected]).sorted()
      }
    }
  }
}
