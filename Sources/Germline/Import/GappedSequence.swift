internal import Sequences

/// A sequence of a germline file without its gaps, with what the gaps of a V say.
///
/// The gaps follow the IMGT unique numbering (Lefranc et al., Dev Comp Immunol 2003): position p is
/// the codon at columns 3p-2 to 3p.
struct GappedSequence {
  /// Where FR1, CDR1, FR2, CDR2 and FR3 end: after positions 26, 38, 55, 65 and 104.
  private static let endColumns = [78, 114, 165, 195, 312]

  /// Codes of the bases.
  let codes: [UInt8]

  /// Whether there is a gap between the first and the last base, or before the first.
  let isGapped: Bool

  /// Bases removed from the start because they were N.
  let leadingUnknown: Int

  /// Where codon 104 starts, if the sequence is gapped and its three columns hold bases.
  let anchor: Int?

  /// Whether the sequence is gapped and ends before the last column of codon 104.
  let endsBeforeAnchor: Bool

  /// How many bases stand before the end of each region, if the sequence is gapped.
  let regionEnds: [Int]?

  /// How many regions from FR1 on have no base in their first column or before, and so are not
  /// whole, if the sequence is gapped; 5 where all are.
  let cutRegions: Int

  /// Reads ASCII, where N at the ends count as gaps.
  ///
  /// Throws `unknownLetter`.
  init(reading text: [UInt8]) throws(GermlineFinding.Reason) {
    func isGap(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") }
    func isBlank(_ byte: UInt8) -> Bool { isGap(byte) || byte | 0x20 == UInt8(ascii: "n") }
    let first = text.firstIndex { !isBlank($0) } ?? text.count
    let last = text.lastIndex { !isBlank($0) } ?? -1
    var codes: [UInt8] = []
    var ends: [Int] = []
    var anchorColumns: [Int?] = []
    var gaps = 0
    for column in 0..<max(0, last + 1) {
      if Self.endColumns.contains(column) { ends.append(codes.count) }
      let byte = text[column]
      let hasBase = column >= first && !isGap(byte)
      if (309..<312).contains(column) { anchorColumns.append(hasBase ? codes.count : nil) }
      guard hasBase else {
        if isGap(byte) { gaps += 1 }
        continue
      }
      let code = Nucleotide.code(ofASCII: byte)
      guard code < 4, byte | 0x20 != UInt8(ascii: "u") else {
        throw .unknownLetter(byte, position: codes.count + 1)
      }
      codes.append(code)
    }
    if last + 1 == Self.endColumns[4] { ends.append(codes.count) }
    self.codes = codes
    isGapped = gaps > 0
    leadingUnknown = text.prefix(first).count { !isGap($0) }
    endsBeforeAnchor = isGapped && last + 1 < 312
    let isWhole = anchorColumns.count == 3 && anchorColumns.allSatisfy { $0 != nil }
    anchor = isGapped && isWhole ? anchorColumns[0] : nil
    regionEnds = isGapped && ends.count == 5 ? ends : nil
    // A region is cut where its first column lies before the first base.
    cutRegions = isGapped ? ([0] + Self.endColumns.dropLast()).count { $0 < first } : 0
  }
}
