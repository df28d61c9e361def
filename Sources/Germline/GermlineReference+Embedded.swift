import Sequences

extension GermlineReference {
  private static let human = GermlineReference(table: EmbeddedHuman.table, species: .human)
  private static let mouse = GermlineReference(table: EmbeddedMouse.table, species: .mouse)

  /// The reference that is part of the program: TRA, TRB, TRG and TRD of one species.
  ///
  /// Read once, on first use, in about a millisecond; needs no file.
  public static func embedded(_ species: Species) -> GermlineReference {
    switch species {
    case .human: human
    case .mouse: mouse
    }
  }

  /// Reads a generated table: one allele a line, of eleven fields with a space between.
  ///
  /// Fields: name, functionality, frame, anchor position, `yes` or `no` for whether it is a
  /// usable anchor, the ends of FR1, CDR1, FR2, CDR2 and FR3, bases; `-` for none.
  private init(table: String, species: Species) {
    let bytes = Array(table.utf8)
    var alleles: [Allele] = []
    var start = 0
    // A plain loop: `split` is not specialised for bytes and took most of the time.
    for end in 0...bytes.count where end == bytes.count || bytes[end] == 0x0A {
      guard let allele = Allele(tableLine: bytes, in: start..<end) else {
        preconditionFailure("embedded germline table cannot be read at byte \(start)")
      }
      alleles.append(allele)
      start = end + 1
    }
    self.init(species: species, alleles: alleles)
  }
}

extension Allele {
  /// Reads one line of an embedded table; nil if it is not well formed.
  fileprivate init?(tableLine bytes: [UInt8], in line: Range<Int>) {
    var fields: [Range<Int>] = []
    var start = line.lowerBound
    for end in line where bytes[end] == 0x20 {
      fields.append(start..<end)
      start = end + 1
    }
    fields.append(start..<line.upperBound)
    guard fields.count == 11 else { return nil }
    let texts = fields.dropLast().map { String(decoding: bytes[$0], as: UTF8.self) }
    // The locus and the segment are the first four letters of every gene name.
    guard let locus = Locus(rawValue: String(texts[0].prefix(3))),
      let letter = texts[0].dropFirst(3).first,
      let segment = Segment.allCases.first(where: { $0.letter == letter }),
      let functionality = Functionality(rawValue: texts[1])
    else { return nil }
    let numbers = texts[2...].map { Int($0) }
    var regions: VRegionBoundaries?
    if segment == .v {
      regions = VRegionBoundaries(start: 0, ends: numbers[3...].compactMap { $0 })
      guard regions != nil else { return nil }
    }
    let codes = bytes[fields[10]].map(Nucleotide.code(ofASCII:))
    if let position = numbers[1], position < 0 || position + 3 > codes.count { return nil }
    self.init(
      name: texts[0], locus: locus, segment: segment, functionality: functionality, codes: codes,
      frame: numbers[0], anchorPosition: numbers[1], isAnchored: texts[4] == "yes",
      regions: regions)
  }
}
