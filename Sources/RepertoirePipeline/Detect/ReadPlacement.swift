internal import Germline
internal import Sequences

/// Where a read lies on receptor genes, by the words it shares with them.
struct ReadPlacement: Sendable {
  /// Words on the strand of the receptor that were found, of every fourth base.
  var words = 0
  var isReverse = false
  /// The first base of the file's read that lies in a word of a gene.
  var firstBase = 0
  /// The gene of that word, and where the read's first base lies on it, in bases from its anchor.
  var startGene: UInt16 = 0
  var startSegment = Segment.v
  var start = 0
  /// Where the read's 5' end on the strand of the receptor lies on V, in bases from the first one
  /// of framework 1 (negative: upstream) and from the anchor codon; nil without V.
  var fromV: Int?
  var fromVAnchor: Int?
  var hasJ = false
  var hasC = false
  /// Bases behind the end of J, on the side of the constant region; nil without J.
  var behindJ: Int?
  /// The locus of J or C, else of V.
  var locus: Locus?

  /// Words of every fourth base that a read must share: one alone is found in immunoglobulins too.
  private static let fewestWords = 2

  /// Places a read; nil when it shares hardly a word with any gene.
  init?(_ read: Span<UInt8>, by words: GermlineWords) {
    var forward = ReadPlacement()
    var reverse = ReadPlacement()
    reverse.isReverse = true
    var codes = [UInt8](repeating: 0, count: read.count)
    for i in read.indices { codes[i] = Nucleotide.code(ofASCII: read[i]) }
    forward.look(codes, by: words)
    reverse.look(Nucleotide.reverseComplement(ofCodes: codes), by: words)
    self = reverse.words > forward.words ? reverse : forward
    guard self.words >= Self.fewestWords else { return nil }
  }

  private init() {}

  /// Looks up a text that stands on the strand of the receptor if it is one.
  private mutating func look(_ codes: [UInt8], by germline: GermlineWords) {
    var window = WordWindow(length: GermlineWords.length)
    var isLocusSure = false
    for (at, code) in codes.enumerated() {
      guard window.append(code), at & 3 == 3, let place = germline.place(of: window.code) else {
        continue
      }
      let position = at + 1 - GermlineWords.length
      let offset = Int(place.offset)
      // The file's first base is the last one of a read on the other strand.
      if words == 0 || isReverse {
        firstBase = isReverse ? codes.count - position - GermlineWords.length : position
        startGene = place.gene
        startSegment = place.segment
        start = Int(place.fromAnchor) - position + (isReverse ? codes.count : 0)
      }
      words += 1
      switch place.segment {
      case .v:
        if fromV == nil {
          fromV = offset - position
          fromVAnchor = Int(place.fromAnchor) - position
        }
      case .j:
        hasJ = true
        behindJ = codes.count - position - Int(place.rest)
      case .c: hasC = true
      case .d: break
      }
      if !isLocusSure {
        locus = place.locus
        isLocusSure = place.segment != .v
      }
    }
  }
}
