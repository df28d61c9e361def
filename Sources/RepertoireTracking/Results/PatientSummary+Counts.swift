extension PatientSummary {
  /// Counts the sets that clones belong to; done anew whenever a guard changes their flags.
  mutating func count(_ clones: [TrackedClone]) {
    expandedInTumor = clones.count { $0.isNewlyExpandedInTumor }
    headline = clones.count { $0.isHeadline }
    headlineWithoutBystanders = clones.count { $0.isHeadline && $0.bystander == nil }
    strict = clones.count { $0.isStrict }
    expandedBystanders = clones.count { $0.bloodClass.isExpanded && $0.bystander != nil }
    headlineInProduct =
      clones.contains { $0.inProduct != nil }
      ? clones.count { $0.isHeadline && $0.inProduct == true } : nil
  }
}
