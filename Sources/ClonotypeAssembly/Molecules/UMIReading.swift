public import Sequences

/// A molecular identifier as one read shows it, gathered base by base.
public struct UMIReading: Sendable {
  /// Expected wrong bases above which a reading names no molecule: one in two.
  private static let mostErrors = 5_000

  private var bases: UInt64 = 0
  /// Two bits a base, as the bases: below Q10, Q20, Q30, and from Q30 on.
  private(set) var qualityClasses: UInt64 = 0
  private var count = 0
  private var unknown = 0
  /// In ten-thousandths.
  private var expectedErrors = 0
  private var isTooLong = false

  /// A reading of no bases.
  public init() {}

  /// Whether no base has been gathered.
  public var isEmpty: Bool { count == 0 }

  /// Whether it says for sure enough which molecule the read is from: no unknown base, less than
  /// half an error expected, and at most ``UMI/capacity`` bases.
  public var isReliable: Bool { unknown == 0 && expectedErrors < Self.mostErrors && !isTooLong }

  /// The identifier; meaningful only when the reading is reliable.
  public var umi: UMI { UMI(bases: bases, count: count) }

  /// Forgets all bases.
  public mutating func removeAll() { self = UMIReading() }

  /// Adds one base.
  ///
  /// - Parameters:
  ///   - base: ASCII; other letters than A, C, G and T are unknown.
  ///   - quality: Phred score.
  @inline(__always)
  public mutating func append(base: UInt8, quality: UInt8) {
    let code = Nucleotide.code(ofASCII: base)
    append(code: code & 3, isUnknown: code == Nucleotide.unknown, quality: quality)
  }

  /// Adds the bases of a stretch of a read.
  ///
  /// - Parameters:
  ///   - stretch: Positions in the read, 0-based half-open.
  ///   - sequence: The read as in the file.
  ///   - quality: Its qualities as in the file.
  public mutating func append(
    _ stretch: Range<Int>, of sequence: Span<UInt8>, quality: Span<UInt8>
  ) {
    for at in stretch {
      append(base: sequence[at], quality: Phred.quality(ofASCII: quality[at]))
    }
  }

  /// Adds bases of a barcode whose qualities are not known, as in a header: they count as certain.
  ///
  /// - Parameters:
  ///   - packed: As ``PackedWord``, the first base lowest.
  ///   - count: Their number.
  public mutating func append(packed: UInt64, count: Int) {
    for i in 0..<count {
      append(code: UInt8((packed >> UInt64(2 * i)) & 3), isUnknown: false, quality: 40)
    }
  }

  @inline(__always)
  private mutating func append(code: UInt8, isUnknown: Bool, quality: UInt8) {
    guard count < UMI.capacity else {
      isTooLong = true
      return
    }
    bases = bases &<< 2 | UInt64(code)
    let level: UInt64 = quality < 10 ? 0 : quality < 20 ? 1 : quality < 30 ? 2 : 3
    qualityClasses = qualityClasses &<< 2 | level
    count &+= 1
    unknown &+= isUnknown ? 1 : 0
    expectedErrors &+= Self.errors[Int(min(quality, 40))]
  }

  /// Chance of a wrong base by Phred score, in ten-thousandths; no score is worse than chance.
  private static let errors: InlineArray<41, Int> = [
    7500, 7500, 6310, 5012, 3981, 3162, 2512, 1995, 1585, 1259, 1000, 794, 631, 501, 398, 316, 251,
    200, 158, 126, 100, 79, 63, 50, 40, 32, 25, 20, 16, 13, 10, 8, 6, 5, 4, 3, 3, 2, 2, 1, 1,
  ]
}
