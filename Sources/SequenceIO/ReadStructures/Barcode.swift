public import Sequences

/// A UMI or cell barcode as sequenced: up to 32 bases and how sure they are.
public struct Barcode: Hashable, Sendable {
  /// The most bases a barcode can have.
  public static let capacity = 32

  /// The bases as in ``PackedWord``: the first lowest, 2 bits each; an unknown base counts as A.
  public private(set) var bases: UInt64 = 0
  /// How many bases there are.
  public private(set) var count: UInt8 = 0
  /// How many of them are unknown (N): such a barcode names no molecule.
  public private(set) var unknownCount: UInt8 = 0
  /// The lowest Phred quality of a base; `Phred.highest` for none, or when qualities are missing.
  public private(set) var lowestQuality = Phred.highest
  /// The sum of the qualities.
  public private(set) var qualitySum: UInt16 = 0

  /// Creates a barcode of no bases.
  public init() {}

  /// Whether there are no bases.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// The mean Phred quality of the bases, 0 when there are none.
  public var meanQuality: Double { isEmpty ? 0 : Double(qualitySum) / Double(count) }

  /// The bases as text; an unknown base is shown as A, as it is packed.
  public var text: String {
    Nucleotide.text(ofCodes: (0..<Int(count)).map { UInt8((bases >> UInt64(2 * $0)) & 3) })
  }

  /// Adds one base in ASCII with its quality (Phred, 0 to 60); a 33rd base is our fault.
  public mutating func append(base: UInt8, quality: UInt8 = Phred.highest) {
    precondition(count < Self.capacity, "a barcode has at most 32 bases")
    let code = Nucleotide.code(ofASCII: base)
    if code < Nucleotide.unknown {
      bases |= UInt64(code) &<< (UInt64(count) &* 2)
    } else {
      unknownCount &+= 1
    }
    count &+= 1
    lowestQuality = min(lowestQuality, quality)
    qualitySum &+= UInt16(quality)
  }

  /// Adds the bases of `range` of a read in ASCII, with their qualities (Phred + 33).
  public mutating func append(
    _ range: Range<Int>, of sequence: Span<UInt8>, quality: Span<UInt8>
  ) {
    for i in range {
      append(base: sequence[i], quality: Phred.quality(ofASCII: quality[i]))
    }
  }

  /// Adds the bases of another barcode, as those of the other mate, behind these.
  public mutating func append(_ other: Barcode) {
    precondition(count + other.count <= Self.capacity, "a barcode has at most 32 bases")
    if other.count > 0, count < Self.capacity { bases |= other.bases &<< (UInt64(count) &* 2) }
    count &+= other.count
    unknownCount &+= other.unknownCount
    lowestQuality = min(lowestQuality, other.lowestQuality)
    qualitySum &+= other.qualitySum
  }
}
