internal import Germline
internal import Sequences
internal import VDJAlignment

/// Where a read failed, and what probably caused it, in words.
struct RejectionCause: Sendable, Equatable {
  /// The step at which it failed, with what was found.
  var failure: String
  /// The likely cause; what to look at.
  var cause: String

  /// Explains a read from its panels, the one that shows most first; `loci` are those that were
  /// looked for.
  init(_ read: RejectedRead, _ panels: [ReadPanel], structures: [String], loci: Set<Locus>) {
    let asked = loci.sorted().map(\.rawValue).joined(separator: ",")
    if let locus = Self.leftOut(read, panels.first, loci) {
      failure = "It is of \(locus.rawValue), which --loci \(asked) leaves out."
      cause = "A receptor of another locus: analyze without --loci, or with those of the library."
    } else {
      failure = Self.failure(read, panels, structures, asked)
      cause = Self.special(read, panels) ?? Self.usual(read.reason)
    }
  }

  /// The locus of a receptor that was not looked for; nil where there is none.
  private static func leftOut(
    _ read: RejectedRead, _ panel: ReadPanel?, _ loci: Set<Locus>
  ) -> Locus? {
    let reasons: Set<Rejection> = [.notAReceptor, .constantOnly, .noV, .noJ, .noAnchor]
    guard let panel, let v = panel.v, let j = panel.j, reasons.contains(read.reason) else {
      return nil
    }
    // V genes are shared by two loci and lie alike in all; J tells which it is.
    let locus = j.allele.locus
    let isSure = v.score >= leastSureScore && j.score >= leastSureScore
    return isSure && !loci.contains(locus) && v.read.lowerBound < j.read.lowerBound ? locus : nil
  }

  /// The score of a gene that no other resembles as much.
  private static let leastSureScore = 25

  private static func failure(
    _ read: RejectedRead, _ panels: [ReadPanel], _ structures: [String], _ loci: String
  ) -> String {
    guard let panel = panels.first else { return "The read has no template." }
    let v = panel.v.map { "\($0.allele.name) (\($0.text))" }
    let j = panel.j.map { "\($0.allele.name) (\($0.text))" }
    let (nearV, nearJ) = (v ?? "no V", j ?? "no J")
    switch read.reason {
    case .tooShort:
      return "Its template has \(panel.codes.count) bases; fewer than "
        + "\(ReadAligner.shortestRead) cannot be placed."
    case .lowQuality:
      return "\(panel.worthless) of its \(panel.codes.count + panel.prefix) bases are unknown or "
        + "below Q10."
    case .umiMissing:
      return structures.isEmpty
        ? "The identifier that the kit promises is not there." : structures.joined(separator: " ")
    case .umiLowQuality:
      return "Its identifier has an unknown base, or half an error is to be expected in it."
    case .notAReceptor: return "No V, J or C gene of \(loci) lies in it."
    case .constantOnly:
      return "It lies in the constant region" + (panel.c.map { " (\($0.allele.name))" } ?? "")
        + " and reaches neither J nor V."
    case .noV: return withoutV(panel, nearJ)
    case .noJ:
      let behind = panel.v.map { panel.codes.count - $0.read.upperBound } ?? 0
      return "V is there, \(nearV), but no J that fits in the \(behind) bases behind it; "
        + (j.map { "nearest is \($0)." } ?? "none is near.")
    case .wrongOrder:
      return panel.strangeV != nil
        ? "J, \(nearJ), and V, \(panel.strangeV?.allele.name ?? ""), lie on different strands."
        : "V, \(nearV), does not lie before J, \(nearJ)."
    case .chimera: return "V and J are of loci that do not recombine: \(nearV) and \(nearJ)."
    case .unrearranged:
      return "V or J stands as in the genome, not recombined: \(nearV) and \(nearJ)."
    case .junctionNotCovered: return uncovered(panel, nearV, nearJ)
    case .noAnchor:
      return trimmedV(panel) ?? unanchoredJ(panel)
        ?? "\(nearV) or \(nearJ) has no codon of Cys104 or Phe/Trp118."
    case .ambiguousJunction: return "An unknown base (N) lies inside the junction."
    case .umiChimera, .umiBelowThreshold:
      return "It is a rearrangement, judged with the other reads of its molecule."
    case .pcrChimera:
      return "It is a rearrangement, judged with all clonotypes of the sample."
    }
  }

  private static func withoutV(_ panel: ReadPanel, _ j: String) -> String {
    let before = panel.j?.read.lowerBound ?? 0
    let start = "J is there, \(j), but no V that fits in the \(before) bases before it; "
    guard let v = panel.v else { return start + "none is near." }
    return start + (trimmedV(panel) ?? "nearest is \(v.allele.name) (\(v.text)).")
  }

  /// V that ends before its anchor codon; nil where it does not, or is not sure.
  private static func trimmedV(_ panel: ReadPanel) -> String? {
    guard let v = panel.v, let anchor = v.anchor, v.read.upperBound <= anchor, v.score >= 30 else {
      return nil
    }
    return "\(v.allele.name) (\(v.text)) ends \(anchor - v.read.upperBound) bases before its "
      + "Cys104: it is trimmed beyond it, or joined to J by something else."
  }

  /// J that begins behind its anchor codon; nil where it does not.
  private static func unanchoredJ(_ panel: ReadPanel) -> String? {
    guard let j = panel.j, let anchor = j.anchor, j.read.lowerBound > anchor else { return nil }
    return "\(j.allele.name) (\(j.text)) begins \(j.read.lowerBound - anchor) bases behind the "
      + "start of its Phe/Trp118: it is trimmed beyond it."
  }

  private static func uncovered(_ panel: ReadPanel, _ v: String, _ j: String) -> String {
    if panel.v == nil { return "It begins behind the anchor of V: only J, \(j), is there." }
    let anchor = panel.v?.anchor ?? 0
    if panel.j == nil {
      let behind = panel.codes.count - anchor - 3
      return behind < 0
        ? "It ends \(-behind) bases before the end of Cys104 of V, \(v)."
        : "It ends \(behind) bases behind Cys104 of V, \(v), before J."
    }
    return anchor < 0
      ? "It begins \(-anchor) bases behind Cys104 of V, \(v)."
      : "It ends before the anchor codon of J, \(j), does."
  }

  /// What can be seen in the read itself.
  private static func special(_ read: RejectedRead, _ panels: [ReadPanel]) -> String? {
    let own: Set<Rejection> = [.tooShort, .lowQuality, .umiLowQuality, .ambiguousJunction]
    if !own.contains(read.reason) {
      for mate in read.mates {
        if let (base, share) = run(mate.sequence) {
          return base == "G"
            ? "\(share) % of it is G: no signal, as two-colour sequencers read dark clusters."
            : "\(share) % of it is \(base): a tail or a primer of one base, no receptor."
        }
      }
      if read.mates.contains(where: { ReceptorWords.immunoglobulin.isIn($0.sequence.span) }) {
        return "It holds immunoglobulin: a B-cell receptor. Check the primers and the sample."
      }
      if switched.contains(read.reason),
        read.mates.contains(where: { ReceptorWords.templateSwitch.isIn($0.sequence.span) })
      {
        return "The template-switch primer stands in it, with too little of a receptor behind: the "
          + "RNA was broken there, or its copy ended there."
      }
      if let adapter = read.mates.compactMap({ adapter($0.sequence) }).min(), adapter < 100 {
        return "An adapter begins at base \(adapter + 1): the fragment is that short, a primer "
          + "dimer or degraded RNA."
      }
      if read.reason != .umiMissing,
        read.mates.contains(where: { RecombinationSignal.isIn($0.sequence.span) }),
        [.noV, .noJ, .unrearranged].contains(read.reason)
      {
        return "A recombination signal stands beside the gene: DNA that did not rearrange there."
      }
    }
    for (panel, mate) in zip(panels, read.mates) where panel.worthless * 4 > mate.sequence.count {
      guard !own.contains(read.reason) else { continue }
      return "\(panel.worthless) of its bases are unknown or below Q10: errors hide the genes."
    }
    return nil
  }

  /// Reasons that a copy of a broken RNA may be rejected for.
  private static let switched: Set<Rejection> = [
    .notAReceptor, .constantOnly, .noV, .junctionNotCovered,
  ]

  /// The base that makes up 70 % or more of a read.
  private static func run(_ read: [UInt8]) -> (base: String, share: Int)? {
    guard !read.isEmpty else { return nil }
    for base in "ACGT".utf8 {
      let share = read.count { $0 & ~0x20 == base } * 100 / read.count
      if share >= 70 { return (String(decoding: [base], as: UTF8.self), share) }
    }
    return nil
  }

  private static func adapter(_ read: [UInt8]) -> Int? {
    for word in ReceptorWords.adapters where read.count >= word.count {
      for start in 0...(read.count - word.count)
      where read[start..<start + word.count].elementsEqual(word) {
        return start
      }
    }
    return nil
  }

  private static func usual(_ reason: Rejection) -> String {
    switch reason {
    case .tooShort: "Primer dimers, or reads trimmed by quality or adapters before."
    case .lowQuality: "A bad cluster, or the end of a run that went bad: look at its qualities."
    case .umiMissing:
      "Another kit, exchanged mates, or a product that was primed elsewhere: `clonova detect` tells."
    case .umiLowQuality: "A bad cycle at the start of the read, or a bad cluster."
    case .notAReceptor:
      "Mispriming on another gene, or another species or library: look some up by BLAST."
    case .constantOnly:
      "The fragment is short, or the read begins so deep in C that it does not reach J."
    case .noV:
      "An incomplete D-J product, a transcript that begins in J or its intron, mispriming, or an "
        + "allele that the germline lacks."
    case .noJ:
      "V without a recombined J: an unrearranged gene, a chimera of PCR, or a deletion of J."
    case .wrongOrder: "Two products ligated or joined by PCR, or a read of concatenated primers."
    case .chimera: "A chimera of PCR between two receptors, or V of one locus by chance."
    case .unrearranged: "Genomic DNA in the library, or primers that anneal to unrearranged genes."
    case .junctionNotCovered:
      "The read is too short for its primer, or the other mate holds the junction: give both mates."
    case .noAnchor: "A pseudogene, or an exonuclease that went beyond the conserved codon."
    case .ambiguousJunction: "A cycle of the run failed within the junction."
    case .umiChimera: "A chimera of PCR, or an error in the identifier."
    case .pcrChimera: "A chimera of PCR: fewer cycles or longer extension make fewer of them."
    case .umiBelowThreshold: "Too few reads of its molecule: an error, or too little sequencing."
    }
  }
}
