internal import Sequences

/// The name of an allele in the spelling of IMGT, with what it says.
///
/// Lower case is raised, `TCRBV9` becomes `TRBV9`, and the slash that file names lose is put back:
/// `TRAV14DV4`, `TRAV14_DV4` and `TRAV14-DV4` are `TRAV14/DV4`.
struct AlleleName: Equatable {
  let text: String
  let locus: Locus
  let segment: Segment

  /// Reads a name; throws `noName`, `unusableName` or `otherLocus`.
  init(reading name: String) throws(GermlineFinding.Reason) {
    guard !name.isEmpty else { throw .noName }
    var text = name.uppercased()
    if text.hasPrefix("TCR") { text = "TR" + text.dropFirst(3) }
    if text.hasPrefix("IG") { throw .otherLocus(String(text.prefix(3))) }
    guard text.utf8.allSatisfy(Self.isNameByte),
      let locus = Locus(rawValue: String(text.prefix(3))),
      let letter = text.dropFirst(3).first,
      let segment = Segment.allCases.first(where: { $0.letter == letter }),
      text.last != "*"
    else { throw .unusableName }
    if locus == .tra, segment == .v { text = Self.withSlash(text) }
    self.text = text
    self.locus = locus
    self.segment = segment
  }

  /// Whether a header field is the name of a receptor gene rather than an accession.
  static func looksLikeGene(_ field: String) -> Bool {
    let text = field.uppercased()
    guard text.hasPrefix("TR") || text.hasPrefix("IG") || text.hasPrefix("TCR") else {
      return false
    }
    let letters = text.drop { $0 != "T" && $0 != "I" }.dropFirst(text.hasPrefix("TCR") ? 3 : 2)
    guard let locus = letters.first, let segment = letters.dropFirst().first else { return false }
    return "ABDGHKLI".contains(locus) && "VDJCAGME".contains(segment)
  }

  private static func withSlash(_ text: String) -> String {
    let bytes = Array(text.utf8)
    // The V of the first part stands at 3; a second `DV` names the gene of TRD.
    for at in 4..<max(4, bytes.count - 1)
    where bytes[at] == UInt8(ascii: "D") && bytes[at + 1] == UInt8(ascii: "V") {
      let isParted = [UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(
        bytes[at - 1])
      let first = bytes[..<(isParted ? at - 1 : at)]
      return String(decoding: first + [UInt8(ascii: "/")] + bytes[at...], as: UTF8.self)
    }
    return text
  }

  /// No comma, which parts the names of a tie, and no blank, which parts columns.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "*/-_.()+".utf8.contains(byte)
    }
  }
}
