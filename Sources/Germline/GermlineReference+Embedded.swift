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
    let alleles = table.utf8.split(separator: 0x0A).map { line in
      guard let allele = Allele(tableLine: line) else {
        preconditionFailure("embedded germline line cannot be read: \(Substring(line))")
      }
      return allele
    }
    self.init(species: species, alleles: alleles)
  }
}

extension Allele {
  /// Reads one line of an embedded table; nil if it is not well formed.
  fileprivate init?(tableLine line: Substring.UTF8View) {
    let fields = line.split(separator: 0x20)
    guard fields.count == 11 else { return nil }
    let name = String(Substring(fields[0]))
    // The locus and the segment are the first four letters of every gene name.
    guard let locus = Locus(rawValue: String(name.prefix(3))),
      let letter = name.dropFirst(3).first,
      let segment = Segment.allCases.first(where: { $0.letter == letter }),
      let functionality = Functionality(rawValue: String(Substring(fields[1])))
    else { return nil }
    let numbers = fields[2..<10].map { Int(Substring($0)) }
    var regions: VRegionBoundaries?
    if segment == .v {
      regions = VRegionBoundaries(start: 0, ends: numbers[3...].compactMap { $0 })
      guard regions != nil else { return nil }
    }
    let codes = fields[10].map(Nucleotide.code(ofASCII:))
    if let position = numbers[1], position < 0 || position + 3 > codes.count { return nil }
    self.init(
      name: name, locus: locus, segment: segment, functionality: functionality, codes: codes,
      frame: numbers[0], anchorPosition: numbers[1],
      isAnchored: fields[4].elementsEqual("yes".utf8), regions: regions)
  }
}
