extension PatientSummary {
  /// Counts the sets that the clones of its locus and subset belong to; done anew whenever a guard
  /// changes their flags.
  ///
  /// In one pass over places: a row is too large to be copied for each question.
  mutating func count(_ clones: [TrackedClone]) {
    var (inTumor, headlines, unknown, strictOnes, bystanders, infused) = (0, 0, 0, 0, 0, 0)
    var hasProduct = false
    for place in clones.indices
    where clones[place].locus == locus && clones[place].cellSubset == cellSubset {
      hasProduct = hasProduct || clones[place].inProduct != nil
      guard
        clones[place].bloodClass.isExpanded || clones[place].isHeadline
          || clones[place].isStrict
      else { continue }
      let isBystander = clones[place].bystander != nil
      if clones[place].isNewlyExpandedInTumor { inTumor += 1 }
      if clones[place].isHeadline {
        headlines += 1
        if !isBystander { unknown += 1 }
        if clones[place].inProduct == true { infused += 1 }
      }
      if clones[place].isStrict { strictOnes += 1 }
      if clones[place].bloodClass.isExpanded, isBystander { bystanders += 1 }
    }
    expandedInTumor = inTumor
    headline = headlines
    headlineWithoutBystanders = unknown
    strict = strictOnes
    expandedBystanders = bystanders
    headlineInProduct = hasProduct ? infused : nil
  }
}
