internal import Germline
internal import Sequences

extension KitDetection {
  /// The kit to put into a sheet; nil when the reads hold no receptor.
  ///
  /// Of kits whose reads are alike the first: they are analysed alike too.
  var suggestedKit: String? {
    switch outcome {
    case .kits(let kits, _): kits.first
    case .structures: "generic-amplicon-umi"
    case .amplicon: "generic-amplicon"
    case .fragments: "generic-rnaseq"
    case .noReceptor: nil
    }
  }

  /// The read structures that go with it.
  var suggestedStructures: [String] {
    if case .structures(let structures) = outcome { structures } else { [] }
  }

  var isSwapped: Bool {
    if case .kits(_, let isSwapped) = outcome { isSwapped } else { false }
  }

  /// The options that name the kit and what goes with it; nil without a kit.
  var options: String? {
    guard let kit = suggestedKit else { return nil }
    var words = ["--kit \(kit)"]
    if facts.species != .human { words.append("--species \(facts.species.rawValue)") }
    if !suggestedStructures.isEmpty {
      words.append("--read-structure")
      words += suggestedStructures.map { $0.contains("|") ? "'\($0)'" : $0 }
    }
    return words.joined(separator: " ")
  }

  /// The command that analyses the reads.
  var command: String? {
    guard let options else { return nil }
    let (first, second) = isSwapped ? (r2, r1) : (r1, r2)
    var words = ["clonova analyze --r1"] + first
    if !second.isEmpty { words += ["--r2"] + second }
    return (words + ["--sample NAME", options, "-o results"]).joined(separator: " ")
  }

  /// What to write into the sheet.
  var sheetLine: String? {
    guard let kit = suggestedKit else { return nil }
    let (first, second) = isSwapped ? (r2, r1) : (r1, r2)
    var line = "kit = \(kit), r1 = \(first.first ?? "")"
    if let mate = second.first { line += ", r2 = \(mate)" }
    if !suggestedStructures.isEmpty {
      line +=
        "; and clonova run with --read-structure " + suggestedStructures.joined(separator: " ")
    }
    return line
  }

  /// The answer in one or two sentences.
  var answer: String {
    switch outcome {
    case .kits(let kits, let isSwapped):
      (kits.count == 1
        ? "The kit is \(kits[0])."
        : "The kit is \(Self.list(kits)): their reads are alike, and are analysed alike.")
        + (isSwapped ? " R1 and R2 are exchanged." : "")
    case .structures:
      "No kit that is known, but the reads bear an identifier: a protocol of its own, which "
        + "generic-amplicon-umi reads."
    case .amplicon(let kits):
      "The kit cannot be told: the reads hold nothing but the amplicon. "
        + (kits.isEmpty
          ? "All kits that are known are contradicted; generic-amplicon reads it."
          : "Equally possible: \(Self.list(kits)), or none of them. Name yours if it is among "
            + "them; generic-amplicon reads all that have no identifier.")
    case .fragments where facts.isScarce:
      "Only \(Count.of(facts.receptors, "read")) of \(ProgressMeter.grouped(facts.reads)) hold a "
        + "T-cell receptor: RNA sequencing that is not enriched, or not the library you expect."
    case .fragments(let kits):
      "No amplicon: the reads begin anywhere on the genes, as in RNA sequencing that is not "
        + "enriched or is fragmented." + (kits.isEmpty ? "" : " Possible: \(Self.list(kits)).")
    case .noReceptor:
      "These are no T-cell receptors: \(KitExamination.percent(share(facts.receptors))) of the "
        + "reads share a word with a receptor gene"
        + (facts.bCells * 20 > facts.reads
          ? ", and \(KitExamination.percent(share(facts.bCells))) hold B-cell receptors." : ".")
    }
  }

  func share(_ count: Int) -> Double { KitExamination.share(count, of: facts.reads) }

  static func list(_ names: [String]) -> String {
    names.count < 2
      ? names.joined()
      : names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }

  /// What should be looked at whatever the kit.
  var remarks: [String] {
    var remarks: [String] = []
    if facts.reads < 500 {
      remarks.append("Only \(Count.of(facts.reads, "read")): what is random cannot be told well.")
    }
    let own = facts.words[Species.allCases.firstIndex(of: facts.species) ?? 0]
    let other = facts.words.reduce(0, +) - own
    if other > own {
      remarks.append("The genes of the other species fit better: check --species.")
    }
    if facts.pairsOnGenes >= KitExamination.fewestReads,
      facts.pairsOnOneStrand * 2 > facts.pairsOnGenes
    {
      remarks.append(
        "Both mates lie on one strand in "
          + KitExamination.percent(
            KitExamination.share(facts.pairsOnOneStrand, of: facts.pairsOnGenes))
          + " of pairs: one file was reverse-complemented, or both are of one mate.")
    }
    if !facts.isPaired, case .amplicon = outcome {
      remarks.append("Only R1 was given; where a kit has its identifier in R2, that must be given.")
    }
    if let tag = facts.header.tag {
      remarks.append("The reads' names end with \(tag.bases) bases after '\(tag.text)': a UMI.")
    }
    if facts.isNoReceptor { return remarks }
    let rearranged = share(facts.rearranged)
    if rearranged < 0.3, facts.isFragmented != true, !facts.isScarce {
      remarks.append(
        "Only \(KitExamination.percent(rearranged)) of reads show a junction: `clonova explain` "
          + "shows why the others do not.")
    }
    return remarks
  }
}
