internal import Germline
internal import Sequences

extension KitDetection {
  private static let cyclesShown = 40
  /// What contradicts a kit, at most; the JSON has all.
  private static let contradictionsShown = 2

  /// Everything for people: what the reads show, the answer, the evidence, and what to use.
  public var text: String {
    var lines = [
      "The first \(Count.of(facts.reads, facts.isPaired ? "pair" : "read")) of "
        + (r1 + r2).joined(separator: ", "), "",
    ]
    lines += Self.columns(shown)
    lines += ["", answer]
    lines += remarks.map { "Note: " + $0 }
    lines += evidence
    if let command, let sheetLine {
      lines += ["", "Use", "  in the sheet   \(sheetLine)", "  or             \(command)"]
    }
    return lines.joined(separator: "\n")
  }

  private static func columns(_ rows: [(String, String)]) -> [String] {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 }
  }

  /// What the reads show, row by row.
  private var shown: [(String, String)] {
    let mates: [Mate] = facts.isPaired ? [.first, .second] : [.first]
    let percent = KitExamination.percent
    var rows: [(String, String)] = []
    rows.append(
      (
        "receptor genes",
        "in \(percent(share(facts.receptors))) of reads; a junction in "
          + "\(percent(share(facts.rearranged)))"
      ))
    rows.append(
      (
        "species",
        "\(facts.species.rawValue) (words of genes: "
          + zip(Species.allCases, facts.words).map { "\($0.rawValue) \($1)" }
          .joined(separator: ", ") + ")"
      ))
    if facts.receptors > 0 {
      let loci = Locus.allCases.filter { facts.ofLocus[$0.index] > 0 }
      rows.append(
        (
          "loci",
          loci.map { "\($0.rawValue) \(percent(facts.share(of: $0)))" }.joined(separator: ", ")
        ))
    }
    for mate in mates {
      let of = facts[mate]
      let range = "\(of.lengths.first ?? 0) to \(of.lengths.last ?? 0)"
      rows.append(
        (
          "\(mate.name) length",
          of.lengths.first == of.lengths.last ? "\(of.length) bases" : "\(range), half \(of.length)"
        ))
      rows.append(
        (
          "\(mate.name) start",
          CycleComposition.text(of.composition.kinds.prefix(min(Self.cyclesShown, of.length)))
        ))
      guard of.placed > 0 else { continue }
      rows.append((mate.name + " genes", genes(of)))
    }
    return rows
  }

  private func genes(_ mate: MateFacts) -> String {
    let percent = KitExamination.percent
    func of(_ count: Int) -> String {
      percent(KitExamination.share(count, of: mate.placed))
    }
    var parts = [
      "in \(percent(share(mate.placed))) of reads",
      mate.forward >= mate.reverse
        ? "\(of(mate.forward)) V to C" : "\(of(mate.reverse)) C to V (reverse)",
      "J in \(of(mate.withJ))", "C in \(of(mate.withC))",
      "junction in \(percent(share(mate.junctions)))",
    ]
    if let first = MateFacts.median(mate.firstBases) { parts.append("from base \(first + 1) on") }
    if let start = mate.startShare { parts.append("\(percent(start)) begin where most do") }
    return parts.joined(separator: ", ")
  }

  /// The evidence of each kit that is named, and why the others are none.
  private var evidence: [String] {
    var lines: [String] = []
    if case .kits = outcome {
      for verdict in verdicts where isNamed(verdict) {
        lines += ["", verdict.kit.id] + verdict.evidence.map { "  + \($0)" }
      }
    }
    let others = verdicts.filter { !$0.isPossible && !isNamed($0) }
    guard !others.isEmpty, isReceptor else { return lines }
    lines += ["", "Contradicted"]
    let width = others.map(\.kit.id.count).max() ?? 0
    for verdict in others {
      for (number, text) in verdict.contradictions.prefix(Self.contradictionsShown).enumerated() {
        let name = number == 0 ? verdict.kit.id : ""
        lines.append("  " + name + String(repeating: " ", count: width - name.count + 2) + text)
      }
    }
    return lines
  }

  /// Whether a verdict is on a kit of the answer.
  func isNamed(_ verdict: KitVerdict) -> Bool {
    switch outcome {
    case .kits(let kits, let isSwapped):
      kits.contains(verdict.kit.id) && verdict.isSwapped == isSwapped
    case .amplicon(let kits), .fragments(let kits): kits.contains(verdict.kit.id)
    case .structures, .noReceptor: false
    }
  }
}
