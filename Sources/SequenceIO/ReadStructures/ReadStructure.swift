/// What the bases of one mate mean: UMI, cell barcode, linker, anchor, template.
///
/// Written as parts in the order of the read, parted by commas or blanks:
///
///     umi:12,anchor:GTACGGG/1,trim:G0-8,template
///
/// | part | meaning |
/// |---|---|
/// | `umi:12` | 12 bases of the molecular barcode |
/// | `umi:NNNNTNNNNT` | the same as a pattern: A, C, G and T must stand there (`/1`: at most 1 mismatch) and are left out, other IUPAC letters are collected |
/// | `cell:16` | 16 bases, or a pattern, of the cell barcode |
/// | `skip:10` | 10 bases without meaning |
/// | `anchor:GTACGGG/1` | this sequence (IUPAC letters), here with at most 1 mismatch; `ACG\|TTG` for one of several |
/// | `primer:CGACCTCG/2` | an anchor that belongs to the template, as a primer in the C gene does |
/// | `trim:G0-8` | a run of the base, as template switching adds: all of it, up to 8 bases; `trim:G` up to 10 |
/// | `template` | the rest of the read; the last part |
/// | `header:_` | the UMI is in the read's name after the last `_` (`header::` after the last colon); a longer tag (`header:UMI:`) is looked for in the whole header |
///
/// A length of `umi`, `cell` or `skip` may be a range, `skip:0-4,anchor:TACGGG`: the anchor (or the
/// fixed bases of a pattern) that follows decides. Several `umi` parts, also of both mates, make one
/// UMI. Words and bases may be of either case.
///
/// Words rather than the letters of `12M4S+T` (fgbio), since anchors, mismatches and ranges need a
/// notation of their own anyway and a reader of a script should not need this page; commas and
/// colons need no quotes in a shell or in YAML (only `|` does).
public struct ReadStructure: Equatable, Sendable {
  /// The parts in the order of the read; a `header` part stands anywhere.
  public let parts: [Part]
  /// Where the header holds a UMI, if it does.
  public let headerTag: HeaderTag?
  /// What matching walks over: the parts of the bases, in numbers.
  let steps: [Step]
  /// The alternatives of all motifs.
  let motifs: [Motif.Alternative]
  /// The base masks of all motifs.
  let masks: [UInt8]

  /// The whole read is template.
  public static let template = ReadStructure(validated: [.template])

  /// Reads the text of a structure; throws an error that says what stands where and what may.
  public init(_ text: String) throws(ReadStructureError) {
    self = try ReadStructureParser(text).structure()
  }

  /// Whether any part, or the header, is UMI.
  public var hasUMI: Bool { headerTag != nil || umiBases > 0 }

  /// Whether any part is a cell barcode.
  public var hasCellBarcode: Bool { steps.contains { $0.kind == .cell } }

  /// Whether a part is template; a mate without it is not aligned.
  public var hasTemplate: Bool { parts.contains(.template) }

  /// The bases of the UMI in this mate, at most; 0 when it has none or it is in the header.
  public var umiBases: Int { collectedBases(.umi) }

  /// The bases of the cell barcode in this mate, at most.
  public var cellBases: Int { collectedBases(.cell) }

  /// The bases that a read needs to reach its template.
  public var prefixBases: Int { steps.reduce(0) { $0 + $1.minimum } }

  private func collectedBases(_ kind: Step.Kind) -> Int {
    steps.filter { $0.kind == kind }.reduce(0) { $0 + $1.collected }
  }
}

extension ReadStructure: CustomStringConvertible {
  /// The text of the structure; reading it gives the same structure.
  public var description: String { parts.map(\.description).joined(separator: ",") }
}
