/// What a structure found in one read: positions in the read, 0-based half-open.
public struct ReadStructureMatch: Sendable {
  /// How the read fits the structure.
  public enum Status: Equatable, Sendable {
    /// Every part was found.
    case matched
    /// The read ends before its template begins, or inside a barcode.
    case tooShort
    /// An anchor, a primer or the fixed bases of a pattern are not where they may be.
    case anchorMissing
    /// A run to be trimmed is shorter than the structure demands.
    case runMissing
  }

  /// How the read fits the structure; the rest is to be trusted only when it is `matched`.
  ///
  /// With `anchorMissing` and `runMissing` the parts lie where they would with the shortest
  /// lengths, for a kit that prefers to go on.
  public internal(set) var status: Status = .matched
  /// The template; empty when there is none.
  public internal(set) var template: Range<Int> = 0..<0
  /// The mismatches of all anchors, primers and patterns.
  public internal(set) var mismatches = 0
  /// Which alternative of the last anchor or primer stands in the read; nil without one.
  public internal(set) var alternative: Int?
  /// The bases taken by `trim`.
  public internal(set) var trimmedBases = 0
  /// The stretches of the UMI.
  public internal(set) var umi = BarcodeStretches()
  /// The stretches of the cell barcode.
  public internal(set) var cell = BarcodeStretches()

  /// Creates an empty match, to be filled for each read.
  public init() {}

  /// Empties it for the next read; a new one would write all places of the stretches, and took a
  /// twentieth of the time of a pair.
  mutating func reset() {
    status = .matched
    template = 0..<0
    mismatches = 0
    alternative = nil
    trimmedBases = 0
    umi.removeAll()
    cell.removeAll()
  }

  /// Stretch `i` of the UMI; reading it from ``umi`` would copy all eight places.
  public func umiStretch(_ i: Int) -> Range<Int> { umi[i] }

  /// Stretch `i` of the cell barcode.
  public func cellStretch(_ i: Int) -> Range<Int> { cell[i] }

  /// How many stretches the UMI and the cell barcode have.
  public var stretchCounts: (umi: Int, cell: Int) { (umi.count, cell.count) }
}

/// The stretches of a read that make up a barcode, in order.
public struct BarcodeStretches: Sendable {
  /// The most stretches of one barcode in one mate.
  public static let capacity = 8

  /// How many stretches there are.
  public private(set) var count = 0
  private var stretches = InlineArray<8, Range<Int>>(repeating: 0..<0)

  /// Creates no stretches.
  public init() {}

  /// Stretch `i`: positions in the read, 0-based half-open.
  public subscript(_ i: Int) -> Range<Int> {
    precondition(i < count, "a stretch beyond the last")
    return stretches[i]
  }

  /// The bases of all stretches in one word, with their qualities.
  public func barcode(of sequence: Span<UInt8>, quality: Span<UInt8>) -> Barcode {
    var barcode = Barcode()
    for i in 0..<count { barcode.append(stretches[i], of: sequence, quality: quality) }
    return barcode
  }

  /// Forgets all stretches; their places keep what they held, which nobody reads.
  mutating func removeAll() { count = 0 }

  mutating func append(_ stretch: Range<Int>) {
    precondition(count < Self.capacity, "a barcode has at most 8 stretches in a mate")
    stretches[count] = stretch
    count &+= 1
  }
}
