extension GermlineFinding: CustomStringConvertible {
  /// The four parts every message has.
  public struct Explanation: Equatable, Sendable {
    /// File, record and name.
    public let place: String
    /// What was found.
    public let found: String
    /// What was expected instead.
    public let expected: String
    /// What the user can do.
    public let remedy: String
  }

  /// The four parts of the message: where, what was found, what was expected, what to do.
  public var explanation: Explanation {
    let file = path == "-" ? "standard input" : path
    let named = name.isEmpty ? "" : " (\(name))"
    let (found, expected, remedy) = phrasesOfNames ?? phrasesOfSequences ?? phrasesOfKept
    return Explanation(
      place: "\(file), record \(record)\(named)", found: found, expected: expected, remedy: remedy)
  }

  /// One line for people.
  public var description: String {
    let parts = explanation
    return "\(parts.place): \(parts.found); expected \(parts.expected). \(parts.remedy)."
  }

  /// What findings of this kind are counted under.
  public var kind: String {
    switch reason {
    case .noName: "without a name"
    case .unusableName: "not named like an allele"
    case .otherLocus: "of another receptor"
    case .otherSpecies: "of another species"
    case .otherRegion: "of another part of the gene"
    case .contradiction: "contradicting their name"
    case .unknownFunctionality: "of unknown functionality"
    case .unknownLetter: "with an unknown base"
    case .tooShort: "too short"
    case .endsBeforeAnchor: "ending before the anchor"
    case .noAnchor: "without an anchor that can be found"
    case .duplicateName(_, _, let hasSameSequence):
      hasSameSequence ? "given twice" : "given twice with different sequences"
    case .malformedField: "with an unreadable field"
    case .withdrawn: "withdrawn"
    case .unusableAnchor: "without a usable anchor"
    case .movedAnchor: "with an anchor elsewhere than stated"
    case .stopCodon: "called functional in spite of a stop codon"
    case .withoutRegions: "V without the boundaries of their regions"
    case .partialStart: "V that are partial in 5'"
    }
  }

  private var phrasesOfNames: (String, String, String)? {
    switch reason {
    case .noName:
      ("the record has no name", "a name such as TRBV9*01", "Name it in the header or label")
    case .unusableName:
      (
        "'\(name)' is no allele of a T-cell receptor",
        "TRA, TRB, TRD or TRG, then V, D, J or C, as in TRBV9*01, without blanks or commas",
        "Correct the name; FASTA headers are IMGT's or start with the name"
      )
    case .otherLocus(let locus):
      (
        "a gene of \(locus)", "a gene of TRA, TRB, TRD or TRG",
        "Nothing is lost: clonova reads T-cell receptors alone"
      )
    case .otherSpecies(let found, let wanted):
      (
        "the species is '\(found)'", "\(wanted.latinName)",
        "Name the species with --species, or import a file of the right one"
      )
    case .duplicateName(let first, let number, let hasSameSequence):
      (
        "the name came before in \(first == path ? "" : "\(first), ")record \(number), "
          + (hasSameSequence ? "with the same sequence" : "with another sequence"),
        "each allele once",
        hasSameSequence
          ? "Nothing is lost: the first record is used"
          : "The first record is used; remove the wrong one"
      )
    case .withdrawn(let status):
      (
        "the record is '\(status)'", "an active record",
        "Nothing is to be done, or take the successor named by the database"
      )
    default: nil
    }
  }

  private var phrasesOfSequences: (String, String, String)? {
    switch reason {
    case .otherRegion(let found):
      (
        "the sequence is '\(found)'", "V-REGION, D-REGION, J-REGION, or EX1 or C-REGION of C",
        "Nothing is lost if the allele has a record of that region too"
      )
    case .contradiction(let stated):
      (
        "the file states '\(stated)'", "what the name says", "Correct the name or the other field"
      )
    case .unknownFunctionality(let label):
      ("the functionality is '\(label)'", "F, ORF or P", "Correct the label")
    case .unknownLetter(let byte, let position):
      (
        "'\(Character(Unicode.Scalar(byte)))' at base \(position)", "A, C, G and T",
        "Take a complete record of the allele, or its closest complete relative"
      )
    case .tooShort(let bases, let least):
      (
        "\(bases) bases", "\(least) or more for this segment",
        "Take a complete record of the allele"
      )
    case .endsBeforeAnchor:
      (
        "the sequence ends before codon 104 (columns 310 to 312 of the gapped sequence)",
        "a V that reaches Cys104", "Take a complete record of the allele"
      )
    case .noAnchor:
      (
        "no anchor: neither Cys104 after Tyr-X (V) nor [FW][GA]XG in frame (J)",
        "an anchor, or gaps or coordinates that say where it is",
        "Import the IMGT-gapped sequence, or state it as anchor=N (0-based) in the header"
      )
    case .malformedField(let field, let expected):
      ("the field '\(field)' is missing or unreadable", expected, "Correct the field")
    default: nil
    }
  }

  private var phrasesOfKept: (String, String, String) {
    switch reason {
    case .unusableAnchor(let residues):
      (
        "kept, but '\(residues)' stands where the anchor should be",
        residues.utf8.count == 1 ? "Cys104" : "[FW][GA]XG from position 118",
        "Its reads get a junction that ends there if it is called functional, else none; check the record"
      )
    case .movedAnchor(let from, let to):
      (
        "kept with its anchor at base \(to), not \(from) as gaps, frame or coordinates say",
        "gaps, frame and coordinates that agree with the translation",
        "Nothing is to be done if the gene has an insertion; else check the gaps"
      )
    case .stopCodon(let codon):
      (
        "called functional, but codon \(codon) is a stop", "a reading frame open up to the anchor",
        "Kept as the file has it; check the sequence or its functionality"
      )
    case .withoutRegions:
      (
        "kept, but where FWR1 to FWR3 end is not known",
        "gaps or coordinates from its first base on that agree with Cys104",
        "fwr1 to fwr3, cdr1 and cdr2 of its reads stay blank and complete_vdj F; import the "
          + "IMGT-gapped sequence to have them"
      )
    case .partialStart(let cut):
      (
        "kept, but partial in 5': it does not hold the whole of \(cut)",
        "a V from its first codon on",
        "These columns of its reads stay blank and complete_vdj F; take a complete record"
      )
    default:
      ("an unusual record", "a plain one", "Check the record")
    }
  }
}
