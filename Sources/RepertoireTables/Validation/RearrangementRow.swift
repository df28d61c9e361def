import Repertoires
import SequenceIO
import Sequences

/// Checks the rows of an AIRR Rearrangement table one by one.
struct RearrangementRow {
  typealias Found = (code: TableFinding.Code, column: String?, example: String)

  private let header: [String]
  private let places: [String: Int]
  private var identifiers: Set<String> = []
  private var found: [Found] = []
  private var cells: [String] = []

  /// AIRR's words for true and false, as its Python library takes them.
  private static let truthWords: [String: Bool] = [
    "T": true, "TRUE": true, "True": true, "true": true, "1": true,
    "F": false, "FALSE": false, "False": false, "false": false, "0": false,
  ]
  private static let missingWords: Set = ["NA", "N/A", "null", "NULL", "None", "nan", "NaN", "."]
  private static let loci: Set = ["IGH", "IGI", "IGK", "IGL", "TRA", "TRB", "TRD", "TRG"]

  init(header: [String]) {
    self.header = header
    places = Dictionary(header.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// Everything that is wrong in the current row of a table.
  mutating func findings(in table: borrowing TSVReader) -> [Found] {
    found.removeAll(keepingCapacity: true)
    cells = header.indices.map { table.text($0) }
    checkTypes()
    checkIdentifier()
    checkGenes()
    checkJunction()
    checkCounts()
    checkCoordinates()
    return found
  }

  private mutating func add(_ code: TableFinding.Code, _ column: String?, _ example: String) {
    found.append((code, column, example))
  }

  private func text(_ column: RearrangementColumn) -> String {
    places[column.rawValue].map { cells[$0] } ?? ""
  }

  private func truth(_ column: RearrangementColumn) -> Bool? { Self.truthWords[text(column)] }

  private static let truthColumns: Set = Set(
    [RearrangementColumn.isReverseComplement, .isProductive, .isInFrame, .hasStopCodon]
      .map(\.rawValue))

  /// By the endings that AIRR gives its names: `_start`, `_length`, `_count`, `_identity`.
  private mutating func checkTypes() {
    for (name, cell) in zip(header, cells) where !cell.isEmpty {
      if Self.truthColumns.contains(name) {
        if Self.truthWords[cell] == nil { add(.notBoolean, name, "'\(cell)'") }
      } else if ["_start", "_end", "_length", "_count"].contains(where: name.hasSuffix) {
        if Int(cell) == nil { add(.notInteger, name, "'\(cell)'") }
      } else if ["_identity", "_score", "_support"].contains(where: name.hasSuffix) {
        if Double(cell) == nil { add(.notNumber, name, "'\(cell)'") }
      } else if Self.missingWords.contains(cell) {
        add(.missingWord, name, "'\(cell)'")
      }
    }
  }

  private mutating func checkIdentifier() {
    let column = RearrangementColumn.sequenceID.rawValue
    guard places[column] != nil else { return }
    let identifier = text(.sequenceID)
    if identifier.isEmpty {
      add(.emptyID, column, "an empty cell")
    } else if !identifiers.insert(identifier).inserted {
      add(.duplicateID, column, "'\(identifier)' a second time")
    }
  }

  private mutating func checkGenes() {
    let locus = text(.locus)
    if !locus.isEmpty, !Self.loci.contains(locus) {
      add(.unknownLocus, RearrangementColumn.locus.rawValue, "'\(locus)'")
    }
    let calls: [(RearrangementColumn, Character)] = [
      (.vCall, "V"), (.dCall, "D"), (.jCall, "J"),
    ]
    for (column, segment) in calls {
      let cell = text(column)
      guard !cell.isEmpty, !Self.missingWords.contains(cell) else { continue }
      let names = cell.split(separator: ",").map { $0.drop { $0 == " " } }
      let wrong = names.first { name in
        name.prefix(2) != "TR" && name.prefix(2) != "IG" || name.dropFirst(3).first != segment
      }
      if let wrong {
        add(.geneName, column.rawValue, "'\(wrong)'")
      } else if Self.loci.contains(locus),
        let other = names.first(where: {
          !Self.fits(gene: $0, locus: locus)
        })
      {
        add(.locusContradicted, column.rawValue, "'\(other)' at locus \(locus)")
      }
    }
  }

  /// V genes of TRA and TRD are shared.
  private static func fits(gene: Substring, locus: String) -> Bool {
    let stated = gene.prefix(3)
    if stated == locus { return true }
    return gene.dropFirst(3).first == "V"
      && [stated, Substring(locus)].allSatisfy {
        $0 == "TRA" || $0 == "TRD"
      }
  }

  private mutating func checkJunction() {
    let junction = text(.junction)
    let aminoAcids = text(.junctionAA)
    for column in [RearrangementColumn.sequence, .junction, .cdr3] {
      let cell = text(column)
      let wrong = cell.first { !"ACGTUNRYSWKMBDHVacgtunryswkmbdhv.-".contains($0) }
      if let wrong, !Self.missingWords.contains(cell) {
        add(.notNucleotides, column.rawValue, "'\(wrong)'")
      }
    }
    checkLengths(junction: junction, aminoAcids: aminoAcids)
    let cdr3 = text(.cdr3)
    if !cdr3.isEmpty, junction.count >= 6, cdr3 != junction.dropFirst(3).dropLast(3) {
      add(.cdr3Differs, RearrangementColumn.cdr3.rawValue, "'\(cdr3)' in '\(junction)'")
    }
    checkFrame(junction: junction, aminoAcids: aminoAcids)
  }

  private mutating func checkLengths(junction: String, aminoAcids: String) {
    let lengths = [
      ("\(RearrangementColumn.junction.rawValue)_length", junction),
      ("\(RearrangementColumn.junctionAA.rawValue)_length", aminoAcids),
      (RearrangementColumn.np1Length.rawValue, text(.np1)),
      (RearrangementColumn.np2Length.rawValue, text(.np2)),
    ]
    for (name, sequence) in lengths {
      guard let place = places[name], let length = Int(cells[place]), !sequence.isEmpty,
        length != sequence.count
      else { continue }
      add(.lengthDiffers, name, "\(length) for \(sequence.count) letters")
    }
  }

  private mutating func checkFrame(junction: String, aminoAcids: String) {
    let isProductive = truth(.isProductive)
    guard !junction.isEmpty, junction.allSatisfy({ "ACGTacgt".contains($0) }) else { return }
    let codes = Nucleotide.codes(of: junction.utf8)
    let isInFrame = codes.count % 3 == 0
    let translated = String(
      decoding: GeneticCode.translation(ofCodes: codes.span), as: UTF8.self)
    if isInFrame, !aminoAcids.isEmpty, aminoAcids.uppercased() != translated {
      add(
        .aminoAcidsDiffer, RearrangementColumn.junctionAA.rawValue,
        "'\(aminoAcids)' for '\(translated)'")
    }
    let hasStop = isInFrame && translated.contains("*")
    if let stated = truth(.isInFrame), stated != isInFrame {
      add(
        .flagsContradicted, RearrangementColumn.isInFrame.rawValue,
        "\(stated ? "T" : "F") for \(codes.count) bases")
    }
    if let stated = truth(.hasStopCodon), isInFrame, stated != hasStop, hasStop {
      add(.flagsContradicted, RearrangementColumn.hasStopCodon.rawValue, "F for '\(translated)'")
    }
    guard isProductive == true else { return }
    if !isInFrame || hasStop {
      add(
        .flagsContradicted, RearrangementColumn.isProductive.rawValue,
        isInFrame ? "T for '\(translated)'" : "T for \(codes.count) bases")
    } else if translated.first != "C" || !["F", "W"].contains(translated.last) {
      add(.anchorMissing, RearrangementColumn.junction.rawValue, "'\(translated)'")
    }
  }

  private mutating func checkCounts() {
    let counts = [RearrangementColumn.duplicateCount, .consensusCount, .umiCount]
    let numbers = counts.map { Int(text($0)) }
    for (column, number) in zip(counts, numbers) {
      if let number, number < 1 { add(.notPositive, column.rawValue, "\(number)") }
    }
    if let reads = numbers[1], let umis = numbers[2], umis > reads {
      add(.countsContradicted, counts[2].rawValue, "\(umis) molecules of \(reads) reads")
    }
  }

  /// Pairs of columns that end in `_start` and `_end`; those of the sequence lie inside it.
  private mutating func checkCoordinates() {
    let length = text(.sequence).count
    for (name, cell) in zip(header, cells) where name.hasSuffix("_start") && !cell.isEmpty {
      guard let start = Int(cell) else { continue }
      let stem = name.dropLast("_start".count)
      let end = places[stem + "_end"].flatMap { Int(cells[$0]) }
      // One finding a pair; and the least of all numbers has none before it.
      guard start >= 1 else {
        add(.coordinates, name, "\(start)")
        continue
      }
      guard let end else { continue }
      if end < start - 1 { add(.coordinates, name, "\(start) to \(end)") }
      let isOfSequence = stem.hasSuffix("_sequence") || !stem.contains("_")
      if isOfSequence, length > 0, end > length {
        add(.coordinates, name, "\(start) to \(end) in \(length) bases")
      }
    }
    for column in [RearrangementColumn.vCigar, .dCigar, .jCigar] {
      let cigar = text(column)
      guard !cigar.isEmpty, !Self.missingWords.contains(cigar) else { continue }
      let consumed = Self.queryLength(ofCigar: cigar)
      if consumed == nil || length > 0 && consumed ?? 0 > length {
        add(.cigar, column.rawValue, "'\(cigar)'\(length > 0 ? " on \(length) bases" : "")")
      }
    }
  }

  /// The bases of the read that a CIGAR covers; nil when it is none.
  private static func queryLength(ofCigar cigar: String) -> Int? {
    var number = 0
    var hasNumber = false
    var length = 0
    for letter in cigar.utf8 {
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(letter) {
        let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
        guard !overflow, tens < 1 << 40 else { return nil }
        number = tens + Int(letter - UInt8(ascii: "0"))
        hasNumber = true
        continue
      }
      guard hasNumber else { return nil }
      switch letter {
      case UInt8(ascii: "M"), UInt8(ascii: "I"), UInt8(ascii: "S"), UInt8(ascii: "="),
        UInt8(ascii: "X"):
        length += number
      case UInt8(ascii: "D"), UInt8(ascii: "N"), UInt8(ascii: "H"), UInt8(ascii: "P"): break
      default: return nil
      }
      (number, hasNumber) = (0, false)
    }
    return hasNumber ? nil : length
  }
}
