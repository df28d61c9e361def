import Repertoires
import SequenceIO
import Sequences

extension ClonotypeRows {
  /// What the table says of frame and productivity.
  struct Stated {
    var isProductive: Bool?
    var frame: Frame?
    /// Whether the nucleotides are a part of the junction alone.
    var isPartial = false
  }

  /// immunoSEQ's word for the frame.
  enum Frame {
    case inFrame
    case outOfFrame
    case stop
  }

  /// Fills `junction` and `junctionAA` from the current row.
  mutating func readJunction(of row: borrowing TSVReader) throws(SequenceIOError) -> Stated {
    junction.removeAll(keepingCapacity: true)
    junctionAA.removeAll(keepingCapacity: true)
    statedAA.removeAll(keepingCapacity: true)
    var stated = Stated()
    stated.isProductive = try FieldText.truth(columns.productive, of: row)
    if let column = columns.frame {
      let field = FieldText.trimmed(row.field(column))
      stated.frame =
        FieldText.equals(field, "in")
        ? .inFrame
        : FieldText.equals(field, "out")
          ? .outOfFrame : FieldText.equals(field, "stop") ? .stop : nil
      stated.isProductive = stated.frame.map { $0 == .inFrame }
    }
    if let column = columns.junctionAA {
      let field = FieldText.trimmed(row.field(column))
      // TRUST4's word, beside the nucleotides that it saw.
      stated.isPartial = FieldText.equals(field, "partial")
      readAminoAcids(field)
    }
    if let column = columns.junction {
      try appendJunction(FieldText.trimmed(row.field(column)), column: column, row: row)
    } else if let column = columns.read {
      try cutJunction(from: column, of: row)
    }
    if junction.isEmpty {
      junctionAA = statedAA
    } else if junction.count % 3 == 0, stated.frame != .outOfFrame {
      translateJunction()
      if !statedAA.isEmpty, statedAA != junctionAA { report.count(.aminoAcidsDiffer) }
    }
    return stated
  }

  /// Frame and productivity from the junction, and from the table where it knows more.
  mutating func flags(statedProductive: Bool?, frame: Frame?) -> JunctionFlags {
    var flags: JunctionFlags = []
    let isInFrame = junction.isEmpty || junction.count % 3 == 0
    if isInFrame, frame != .outOfFrame { flags.insert(.inFrame) }
    if junctionAA.contains(GeneticCode.stop) || frame == .stop { flags.insert(.stopCodon) }
    let canBeProductive = flags.contains(.inFrame) && !flags.contains(.stopCodon)
    if statedProductive == true, !canBeProductive { report.count(.productiveContradicted) }
    if statedProductive ?? true, canBeProductive { flags.insert(.productive) }
    return flags
  }

  private mutating func readAminoAcids(_ field: Span<UInt8>) {
    if FieldText.isBlank(field) { return }
    var plain = 0
    while plain < field.count, Self.isPlainResidue(field[plain]) { plain += 1 }
    if plain == field.count {
      unsafe field.withUnsafeBufferPointer { unsafe statedAA.append(contentsOf: $0) }
      return
    }
    for i in field.indices {
      let byte = field[i]
      let upper = byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte
      // `_`, `~` and `?` mark a broken frame: no amino acids then.
      guard upper == GeneticCode.stop || (upper >= 0x41 && upper <= 0x5A) else {
        statedAA.removeAll(keepingCapacity: true)
        return
      }
      statedAA.append(upper)
    }
  }

  private mutating func appendJunction(
    _ field: Span<UInt8>, column: Int, row: borrowing TSVReader
  ) throws(SequenceIOError) {
    if FieldText.isBlank(field) { return }
    // Nearly every junction is upper-case letters of bases alone, which are copied as they are.
    var plain = 0
    while plain < field.count, Self.isPlainBase(field[plain]) { plain += 1 }
    if plain == field.count {
      unsafe field.withUnsafeBufferPointer { unsafe junction.append(contentsOf: $0) }
      return
    }
    var isAmbiguous = false
    for i in field.indices {
      let code = Nucleotide.code(ofASCII: field[i])
      if code < 4 {
        junction.append(Nucleotide.ascii(ofCode: code))
      } else if Self.isAmbiguityLetter(field[i]) {
        isAmbiguous = true
        junction.append(field[i] & 0xDF)
      } else {
        throw row.malformed(column, expected: "nucleotides")
      }
    }
    if isAmbiguous { report.count(.ambiguousBase) }
  }

  /// Cuts the junction out of an immunoSEQ read: from the V index, as long as the CDR3, which there
  /// includes both anchors.
  private mutating func cutJunction(
    from column: Int, of row: borrowing TSVReader
  ) throws(SequenceIOError) {
    let read = FieldText.trimmed(row.field(column))
    guard let startColumn = columns.junctionStart, let lengthColumn = columns.junctionLength else {
      if let range = JunctionMotif.junction(ofRead: read) {
        try appendJunction(read.extracting(range), column: column, row: row)
      }
      return
    }
    guard let start = try index(startColumn, of: row),
      let statedLength = try index(lengthColumn, of: row), start >= 0, statedLength > 0,
      start < read.count
    else { return }
    // Exports of about 2012 count one codon behind the junction; the amino acids do not.
    let isTooLong = !statedAA.isEmpty && statedLength == 3 * statedAA.count + 3
    let length = isTooLong ? statedLength - 3 : statedLength
    guard length <= read.count - start else {
      report.count(.junctionCut)
      return
    }
    try appendJunction(read.extracting(start..<start + length), column: column, row: row)
    if statedAA.isEmpty {
      rowsOfStatedLength.append(repertoire.clonotypes.count)
    } else if isTooLong {
      report.count(.lengthCorrected)
    } else {
      rowsOfTrueLength += 1
    }
  }

  private func index(_ column: Int, of row: borrowing TSVReader) throws(SequenceIOError) -> Int? {
    let field = FieldText.trimmed(row.field(column))
    if let value = FieldValue.integer(field) { return value }
    guard FieldText.isBlank(field) else {
      throw row.malformed(column, expected: "a whole number")
    }
    return nil
  }

  private mutating func translateJunction() {
    // Taken out, so that each residue is stored without a question to the whole row.
    var residues: [UInt8] = []
    swap(&residues, &junctionAA)
    residues.append(contentsOf: repeatElement(0, count: junction.count / 3))
    var written = residues.mutableSpan
    var i = 0
    for place in written.indices {
      written[place] = GeneticCode.residue(
        Nucleotide.code(ofASCII: junction[i]), Nucleotide.code(ofASCII: junction[i + 1]),
        Nucleotide.code(ofASCII: junction[i + 2]))
      i += 3
    }
    swap(&residues, &junctionAA)
  }

  /// An upper-case letter, or a stop.
  private static func isPlainResidue(_ byte: UInt8) -> Bool {
    byte &- 0x41 < 26 || byte == GeneticCode.stop
  }

  /// A, C, G or T in upper case: their low five bits are 1, 3, 7 and 20.
  private static func isPlainBase(_ byte: UInt8) -> Bool {
    byte & 0xE0 == 0x40 && (0x0010_008A as UInt32 >> UInt32(byte & 0x1F)) & 1 == 1
  }

  /// N and the IUPAC letters of several bases.
  private static func isAmbiguityLetter(_ byte: UInt8) -> Bool {
    switch byte & 0xDF {
    case UInt8(ascii: "N"), UInt8(ascii: "R"), UInt8(ascii: "Y"), UInt8(ascii: "S"),
      UInt8(ascii: "W"), UInt8(ascii: "K"), UInt8(ascii: "M"), UInt8(ascii: "B"),
      UInt8(ascii: "D"), UInt8(ascii: "H"), UInt8(ascii: "V"):
      byte >= 0x41
    default: false
    }
  }
}
