/// The methods paragraph, ready for a paper.
extension StudyReport {
  /// Paragraphs; sentences whose parameters are unknown are left out.
  var methods: [String] {
    [readsSentences, trackingSentences, tumorSentences].map { $0.joined(separator: " ") }
      .filter { !$0.isEmpty }
  }

  private func value(_ name: String) -> String? {
    parameters.first { $0.name == name }.map(\.value).flatMap { $0.isEmpty ? nil : $0 }
  }

  private var readsSentences: [String] {
    var sentences = ["T-cell-receptor repertoires were analyzed with Clonova \(programVersion)."]
    let kits = Set(accounts.map(\.kit)).sorted()
    if let species = value("species"), let loci = value("loci"), !accounts.isEmpty {
      sentences.append(
        "Reads of \(accounts.count) libraries (kit "
          + (kits.count == 1 ? "preset " : "presets ") + kits.joined(separator: ", ")
          + ") were aligned to the \(species) germline genes of "
          + loci.replacing(",", with: ", ")
          + (value("germline_digest").map { " (reference digest \($0))" } ?? "")
          + "; a clonotype is a junction, from the conserved cysteine to the conserved "
          + "phenylalanine or tryptophan, with its V and J genes, after folding of sequences that "
          + "errors explain.")
    }
    return sentences
  }

  private var trackingSentences: [String] {
    guard let count = value("minimum_count"), let rate = value("false_discovery_rate") else {
      return []
    }
    var sentences = [
      "For each patient, every clone with at least \(count) counts was tested for expansion "
        + "between the pooled pre-treatment blood and each post-treatment blood sample, one-sided, "
        + "by a contaminated beta-binomial model whose dispersion is learnt from the samples "
        + "themselves.",
      "P values were adjusted by the method of Benjamini and Hochberg, and clones with q of at "
        + "most \(rate) count as significant.",
    ]
    if let fold = value("fold_change"), let certainty = value("fold_change_certainty") {
      sentences.append(
        "A clone is EXPANDED when its fold change exceeds \(fold) with probability \(certainty) "
          + "or more"
          + (value("low_baseline_fold_change").map {
            ", NEW_LOWBASE when it had one or two baseline counts and rose more than \($0)-fold"
          } ?? "") + ", and NEW when no baseline sample shows it and its frequency afterwards lies "
          + "above the detection limit of the baseline.")
    }
    if let floor = value("minimum_frequency"), let cells = value("minimum_effective_cells") {
      sentences.append(
        "Expanded clones need a frequency of at least \(floor) and \(cells) effective cells.")
    }
    return sentences
  }

  private var tumorSentences: [String] {
    guard let total = value("minimum_biopsy_total") else { return [] }
    var sentences = [
      "Pre- and post-treatment biopsies were each summed; gain in the tumor was tested where the "
        + "pre-treatment biopsies hold at least \(total) counts.",
      "Detection limits and intervals are exact 95 % limits (Clopper and Pearson) at the effective "
        + "number of cells.",
    ]
    if let permutations = value("permutations") {
      sentences.append(
        "The overlap of expanded clones with the tumor was compared with that of control clones of "
          + "equal frequency by \(permutations) permutations"
          + (value("seed").map { " (seed \($0))" } ?? "") + ".")
    }
    return sentences
  }
}
