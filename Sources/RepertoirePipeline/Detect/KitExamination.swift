internal import SequenceIO
internal import Sequences

/// Holds a kit against what the reads of a library show.
struct KitExamination {
  let sample: ReadSample
  let facts: LibraryFacts

  /// Reads of a mate on genes below which nothing is told from them.
  static let fewestReads = 60
  /// The last bases before a gene may be those of the gene by chance.
  private static let basesByChance = 4

  /// The verdict on a kit whose R1 is in the given file.
  func verdict(_ kit: Kit, isSwapped: Bool = false) -> KitVerdict {
    var verdict = KitVerdict(kit, isSwapped: isSwapped)
    let files: [(mate: Mate, file: Mate)] =
      isSwapped ? [(.first, .second), (.second, .first)] : [(.first, .first), (.second, .second)]
    checkFiles(&verdict)
    for (mate, file) in files where facts.isPaired || file == .first {
      checkLength(mate, file, &verdict)
      checkStructure(mate, file, &verdict)
      checkStart(mate, file, &verdict)
    }
    checkStrand(isSwapped ? .second : .first, &verdict)
    checkLoci(&verdict)
    checkEnds(&verdict)
    checkFragments(&verdict)
    return verdict
  }

  private func checkFiles(_ verdict: inout KitVerdict) {
    let kit = verdict.kit
    let needsSecond = (kit.second?.umiBases ?? 0) + (kit.second?.cellBases ?? 0) > 0
    if !facts.isPaired, needsSecond || kit.second?.hasMotif == true {
      verdict.add(against: "its identifier is in R2, and only one file was given")
    }
    if !facts.isPaired, !kit.first.hasTemplate {
      verdict.add(against: "its receptor is in R2, and only one file was given")
    }
    if facts.isPaired, kit.second == nil {
      verdict.add(against: "it has single reads, and two mates were given")
    }
  }

  private func checkLength(_ mate: Mate, _ file: Mate, _ verdict: inout KitVerdict) {
    guard let structure = verdict.kit.structure(of: mate) else { return }
    let length = facts[file].length
    let needed = structure.prefixBases + (structure.hasTemplate && mate == .first ? 20 : 0)
    if length < needed {
      verdict.add(
        against: "\(file.name) has \(length) bases; \(structure.prefixBases) stand before its "
          + "receptor")
    }
    // Reads that hold receptors, of a mate that the kit says holds none.
    let placed = Self.share(facts[file].placed, of: facts.reads)
    if !structure.hasTemplate, !structure.hasMotif, length > 40, placed > 0.3,
      facts[file].shareInGene(before: structure.prefixBases) > 0.3
    {
      verdict.add(
        against: "\(file.name) holds receptor from its start on in \(Self.percent(placed)) of "
          + "reads; the kit has its identifier there")
    }
  }

  /// Anchors, identifiers, linkers and runs of a mate.
  private func checkStructure(_ mate: Mate, _ file: Mate, _ verdict: inout KitVerdict) {
    guard let structure = verdict.kit.structure(of: mate),
      structure.umiBases + structure.cellBases > 0 || structure.hasMotif
    else { return }
    let fit = StructureFit(structure, sample, facts, file)
    if let motif = structure.motifText {
      let text = "\(motif) in its place in \(file.name) of \(Self.percent(fit.share)) of reads"
      guard fit.share >= 0.4 else { return verdict.add(against: text) }
      verdict.add(for: text, distinct: true)
    }
    guard fit.composition.reads >= CycleComposition.fewestReads else { return }
    if let barcode = structure.barcode, !structure.hasVaryingBarcode {
      checkIdentifier(fit, bases: barcode.count, file, &verdict)
    }
    if structure.hasPlainRun {
      let share = Self.share(fit.withRun, of: fit.matched)
      let text = "two or more Gs of template switching in \(Self.percent(share)) of reads"
      if share < 0.35 { verdict.add(against: text) } else { verdict.add(for: text) }
    }
  }

  private func checkIdentifier(
    _ fit: StructureFit, bases: Int, _ file: Mate, _ verdict: inout KitVerdict
  ) {
    let kinds = fit.composition.kinds
    let from = StructureFit.before
    let random = kinds[from..<from + bases].count { $0 == .random }
    let seen = CycleComposition.text(
      kinds.prefix(min(kinds.count, from + bases + 8)).dropFirst(from))
    let end = from + bases
    guard random * 10 >= bases * 8, kinds[from] == .random, kinds[end - 1] == .random else {
      // An anchor says more than the cycles beside it, which few reads may blur.
      guard !fit.structure.hasMotif else { return }
      return verdict.add(
        against: "\(random) of the \(bases) cycles of its identifier in \(file.name) are random "
          + "(\(seen))")
    }
    if !fit.structure.hasMotif, kinds[0] == .random, kinds[1] == .random {
      return verdict.add(against: "random bases stand before its identifier in \(file.name)")
    }
    if !fit.structure.hasMotif, end + 1 < kinds.count, kinds[end] == .random,
      kinds[end + 1] == .random
    {
      return verdict.add(
        against: "the random bases go on behind the \(bases) of its identifier in \(file.name) "
          + "(\(seen))")
    }
    verdict.add(
      for: "\(bases) random cycles, an identifier, in \(file.name) (\(seen))", distinct: true)
    let linker = min(fit.structure.linkerBehindBarcode, kinds.count - end)
    guard linker > 0, fit.composition.depth(end + linker - 1) >= CycleComposition.fewestReads else {
      return
    }
    // Its last bases too: a shorter linker is followed by template.
    let cycles = end..<end + linker
    let entropy = max(
      Self.entropy(of: cycles, fit.composition), Self.entropy(of: cycles.suffix(3), fit.composition)
    )
    if entropy > 1.3 {
      verdict.add(
        against: "the \(linker) bases behind the identifier in \(file.name) differ from read to "
          + "read (\(seen)); the kit has a linker there")
    } else if entropy < 0.8 {
      verdict.add(for: "\(linker) bases of linker behind it")
    }
  }

  private static func entropy(of cycles: Range<Int>, _ composition: CycleComposition) -> Double {
    cycles.reduce(0) { $0 + composition.entropy($1) } / Double(cycles.count)
  }

  /// Random cycles and fixed stretches that a kit does not have.
  private func checkStart(_ mate: Mate, _ file: Mate, _ verdict: inout KitVerdict) {
    let structure = verdict.kit.structure(of: mate)
    let random = facts[file].identifierCycles
    let hasBarcode = (structure?.umiBases ?? 0) + (structure?.cellBases ?? 0) > 0
    let seen = CycleComposition.text(facts[file].composition.kinds.prefix(random.upperBound + 6))
    if !random.isEmpty, !hasBarcode {
      verdict.add(
        against: "\(file.name) begins with random cycles, as identifiers have (\(seen)); the kit "
          + "has none there")
    }
    guard let structure else { return }
    if hasBarcode, structure.hasTemplate, facts[file].placed >= Self.fewestReads,
      facts[file].shareInGene(before: structure.prefixBases - Self.basesByChance) > 0.3
    {
      verdict.add(
        against: "genes begin within the first \(structure.prefixBases) bases of \(file.name); the "
          + "kit has its identifier there")
    }
    let fixed = facts[file].fixedStart
    let linker = structure.longSkip
    if linker > 0 {
      if facts[file].placed >= Self.fewestReads,
        facts[file].shareInGene(before: linker - GermlineWords.length) > 0.3
      {
        verdict.add(
          against: "genes begin within the first \(linker) bases of \(file.name); the kit has a "
            + "linker there")
      } else if fixed * 2 >= linker {
        verdict.add(for: "\(fixed) bases of linker in \(file.name)", distinct: true)
      }
    } else if structure.parts.first == .template, fixed >= 12,
      facts[file].composition.reads >= CycleComposition.fewestReads
    {
      verdict.add(
        against: "\(file.name) begins with \(fixed) bases that are the same in all reads and no "
          + "receptor; the kit has receptor there")
    }
  }

  static func share(_ part: Int, of whole: Int) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 0
  }

  /// A share for people.
  static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return tenths >= 995 || tenths == 0 || tenths >= 100
      ? "\(Int((share * 100).rounded())) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}
