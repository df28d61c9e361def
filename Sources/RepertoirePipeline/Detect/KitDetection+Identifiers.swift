internal import SequenceIO

/// The identifiers of the kit that was found.
extension KitDetection {
  /// Whether the kits or structures that were found have molecular identifiers.
  var bearsIdentifiers: Bool { foundKit?.hasUMI ?? !suggestedStructures.isEmpty }

  /// The first of the kits that the reads show beyond doubt; nil without one.
  private var foundKit: Kit? {
    guard case .kits = outcome else { return nil }
    return verdicts.first(where: isNamed)?.kit
  }

  /// The share of reads in which the parts of the mate with the identifier are found; 1 where it
  /// stands in the names.
  func shareWithIdentifier(of sample: ReadSample) -> Double {
    let mates = Mate.allCases.compactMap { mate in
      structure(of: mate).map { (mate, $0) }
    }
    guard let (mate, structure) = mates.first(where: { $0.1.umiBases > 0 }) else { return 1 }
    let file = isSwapped ? mate.other : mate
    return StructureFit(structure, sample, facts, file).share
  }

  private func structure(of mate: Mate) -> ReadStructure? {
    if let foundKit { return foundKit.structure(of: mate) }
    guard mate.rawValue < suggestedStructures.count else { return nil }
    let text = suggestedStructures[mate.rawValue].drop { $0 != "=" }.dropFirst()
    return try? ReadStructure(String(text))
  }
}
