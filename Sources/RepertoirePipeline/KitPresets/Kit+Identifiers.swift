internal import ClonotypeAssembly
internal import SequenceIO

extension Kit {
  /// The share of the UMI's bases that are no random ones; nil where too few molecules tell, or
  /// where it is not known which bases are of the cell barcode.
  ///
  /// Those of cell barcodes are left out: a sample may have few cells.
  func fixedIdentifierPlaces(_ cycles: UMICycles) -> Double? {
    guard let letters = identifierLetters(places: cycles.places) else { return nil }
    let judged = letters.enumerated().compactMap { place, letters in
      letters.flatMap { cycles.isRandom(place, letters: $0) }
    }
    guard !judged.isEmpty else { return nil }
    return Double(judged.count { !$0 }) / Double(judged.count)
  }

  /// For each base of an identifier how many bases may stand there; nil for one of a cell barcode.
  private func identifierLetters(places: Int) -> [Int?]? {
    var letters: [Int?] = []
    var isOfKnownLength = true
    for structure in [first, second].compactMap({ $0 }) {
      if structure.headerTag != nil { isOfKnownLength = false }
      // As they are gathered: cell barcodes come first.
      for part in structure.parts {
        guard case .cell(let extent) = part else { continue }
        letters += Self.letters(of: extent).map { _ in nil }
        if case .bases(let lengths) = extent, lengths.count > 1 { isOfKnownLength = false }
      }
      for part in structure.parts {
        guard case .umi(let extent) = part else { continue }
        letters += Self.letters(of: extent)
        if case .bases(let lengths) = extent, lengths.count > 1 { isOfKnownLength = false }
      }
    }
    if isOfKnownLength, letters.count == places { return letters }
    return letters.contains(nil) ? nil : Array(repeating: 4, count: places)
  }

  /// For each collected base of a barcode how many bases may stand there.
  private static func letters(of extent: ReadStructure.Extent) -> [Int] {
    switch extent {
    case .bases(let lengths): Array(repeating: 4, count: lengths.upperBound)
    case .pattern(let motif):
      "\(motif)".prefix { $0 != "/" }.compactMap { letter in
        switch letter {
        case "A", "C", "G", "T", "U": nil
        case "R", "Y", "S", "W", "K", "M": 2
        case "B", "D", "H", "V": 3
        default: 4
        }
      }
    }
  }
}
