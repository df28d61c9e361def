internal import Germline
internal import SequenceIO
internal import Sequences

/// One mate of a rejected read beside the germline that is nearest to it.
struct ReadPanel: Sendable {
  /// `R1`, or `R1 and R2 as one` for mates that overlap.
  let mate: String
  /// The template on the strand that is shown, as codes.
  let codes: [UInt8]
  /// Whether that is the reverse complement of the file's read.
  let isReverse: Bool
  /// Bases of the file's read that stand before the template, by the kit.
  let prefix: Int
  let v: GermlineNeighbours.Neighbour?
  let j: GermlineNeighbours.Neighbour?
  let c: GermlineNeighbours.Neighbour?
  /// A V on the other strand that fits better than any on this one.
  let strangeV: GermlineNeighbours.Neighbour?
  /// Unknown bases and those below Q10.
  let worthless: Int

  /// Lays a mate's template on its strand of the receptor: that on which V, J and C fit best.
  init(
    mate: String, sequence: [UInt8], quality: [UInt8], template: Range<Int>,
    by germline: GermlineNeighbours
  ) {
    self.mate = mate
    prefix = template.lowerBound
    let forward = sequence[template].map(Nucleotide.code(ofASCII:))
    let strands = [forward, Nucleotide.reverseComplement(ofCodes: forward)]
    let found = strands.map { codes in
      [Segment.v, .j, .c].map { germline.nearest($0, in: codes) }
    }
    // J and C tell the strand more surely than V, which may come from elsewhere.
    let scores = found.map { $0.reduce(0) { $0 + ($1?.score ?? 0) } }
    let strand = scores[1] > scores[0] ? 1 : 0
    isReverse = strand == 1
    codes = strands[strand]
    (v, j, c) = (found[strand][0], found[strand][1], found[strand][2])
    let other = found[1 - strand][0]
    strangeV = (other?.score ?? 0) > max(20, found[strand][0]?.score ?? 0) ? other : nil
    worthless = zip(sequence, quality).count { base, quality in
      Nucleotide.code(ofASCII: base) == Nucleotide.unknown || quality < Phred.asciiOffset + 10
    }
  }

  /// How much of a receptor it shows, to choose the mate to speak of.
  var score: Int { (v?.score ?? 0) + (j?.score ?? 0) + (c?.score ?? 0) }

  private static let width = 80
  private static let label = 8
  /// Bases between the placed part of a gene and its anchor codon, at most, for it to be marked.
  private static let nearAnchor = 12

  /// The read in lines of 80 bases, and under each line the germline: a dot where the base is the
  /// same, else the germline's base.
  var lines: [String] {
    var lines = [
      "\(mate), \(codes.count) bases"
        + (prefix > 0 ? " behind the \(prefix) that the kit has before it" : "")
        + (isReverse ? ", shown as its reverse complement" : "")
    ]
    for (name, found) in [("V", v), ("J", j), ("C", c), ("V, other strand", strangeV)] {
      lines.append(
        "  \(name): " + (found.map { "\($0.allele.name), \($0.text)" } ?? "none is near"))
    }
    if strangeV == nil { lines.removeLast() }
    for start in stride(from: 0, to: codes.count, by: Self.width) {
      let range = start..<min(codes.count, start + Self.width)
      let anchors = anchorMarks(range)
      if let anchors { lines.append(Self.row("", anchors)) }
      lines.append(
        Self.row("\(start + 1)", Nucleotide.text(ofCodes: codes[range])) + " \(range.upperBound)")
      for (name, found) in [("V", v), ("J", j), ("C", c)] {
        if let found, let row = germlineRow(found, range) { lines.append(Self.row(name, row)) }
      }
    }
    return lines
  }

  private static func row(_ name: String, _ text: String) -> String {
    String(repeating: " ", count: max(0, label - name.count)) + name + " " + text
  }

  private func germlineRow(_ found: GermlineNeighbours.Neighbour, _ range: Range<Int>) -> String? {
    guard found.read.overlaps(range) else { return nil }
    var row = ""
    for at in range.lowerBound..<min(range.upperBound, found.read.upperBound) {
      guard found.read.contains(at) else {
        row += " "
        continue
      }
      let code = found.allele.codes[found.germline + at - found.read.lowerBound]
      row += code == codes[at] ? "." : Nucleotide.text(ofCodes: [code])
    }
    return row
  }

  /// `Cys` over the codon of the V anchor, `Phe` (or `Trp`) over that of J; nil without any here.
  private func anchorMarks(_ range: Range<Int>) -> String? {
    var row = [Character](repeating: " ", count: range.count)
    var isAny = false
    for (found, name) in [(v, "Cys"), (j, "Phe")] {
      guard let found, let anchor = found.anchor,
        anchor >= found.read.lowerBound - Self.nearAnchor,
        anchor <= found.read.upperBound + Self.nearAnchor
      else { continue }
      let residue = found.allele.anchorResidue
      let word = name == "Phe" && residue == UInt8(ascii: "W") ? "Trp" : name
      for (offset, letter) in word.enumerated() where range.contains(anchor + offset) {
        row[anchor + offset - range.lowerBound] = letter
        isAny = true
      }
    }
    guard isAny else { return nil }
    while row.last == " " { row.removeLast() }
    return String(row)
  }
}
