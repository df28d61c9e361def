/// The quality bytes of some reads, and the encoding that they tell of.
///
/// Phred+33 is what every instrument writes since 2011. Before, Illumina wrote Phred+64: `@` (64)
/// for 0 up to `h` (104) or `i` for 40, Solexa from `;` (59) on. Taken for Phred+33 no base of
/// these is worse than Q26, so nothing is ever in doubt.
struct QualityBytes {
  /// What the bytes are.
  enum Encoding: Equatable {
    /// Phred+33, as far as can be told.
    case phred33
    /// As only old files have them, but too few or too much alike to be sure.
    case likelyPhred64
    /// Poor and good ones in the range of Phred+64, none outside of it.
    case phred64
  }

  /// Bytes that tell for sure: some ten reads.
  static let enough = 500
  /// The highest of Phred+64; long reads of high fidelity and consensus reads go beyond.
  private static let highest: UInt8 = 106
  /// Best of Phred+33 on most instruments is 74; so much above it nearly nothing is.
  private static let leastGood: UInt8 = 92
  /// Below Q17 in Phred+64, in Phred+33 good.
  private static let mostPoor: UInt8 = 80
  private static let leastOfIllumina: UInt8 = 64
  private static let leastOfSolexa: UInt8 = 59

  private(set) var count = 0
  /// The lowest and the highest byte; nil without any.
  private(set) var range: ClosedRange<UInt8>?

  /// Adds the qualities of a read.
  mutating func add(_ quality: Span<UInt8>) {
    guard quality.count > 0 else { return }
    var lowest = range?.lowerBound ?? quality[0]
    var highest = range?.upperBound ?? quality[0]
    for at in quality.indices {
      lowest = min(lowest, quality[at])
      highest = max(highest, quality[at])
    }
    range = lowest...highest
    count += quality.count
  }

  /// What they are.
  var encoding: Encoding {
    guard let range, range.upperBound <= Self.highest else { return .phred33 }
    let hasGood = range.upperBound >= Self.leastGood
    guard range.lowerBound >= Self.leastOfIllumina else {
      return range.lowerBound >= Self.leastOfSolexa && hasGood ? .likelyPhred64 : .phred33
    }
    let isSure = count >= Self.enough && hasGood && range.lowerBound <= Self.mostPoor
    // `K` is the best that instruments of two dyes write in Phred+33.
    return isSure ? .phred64 : range.upperBound > 75 ? .likelyPhred64 : .phred33
  }

  /// The range as it stands in the file.
  var text: String {
    guard let range else { return "none" }
    let ends = [range.lowerBound, range.upperBound].map { "'\(Unicode.Scalar($0))'" }
    return ends[0] == ends[1] ? "all \(ends[0])" : "\(ends[0]) to \(ends[1])"
  }
}
