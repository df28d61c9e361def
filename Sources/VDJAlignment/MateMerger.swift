import Germline
import Sequences

/// Finds where the mates of a pair overlap and makes one read of them; a worker's own scratch.
///
/// Sequencing reads a fragment from both ends, so the second mate is laid as its reverse complement.
/// What a mate holds beyond the end of the fragment is adapter and is left out. Nothing is
/// allocated for a pair no longer than one before.
public struct MateMerger: Sendable {
  /// Least score of an overlap: 16 matching bases, met by chance at one pair in 10 million.
  static let leastScore = 16 * PlacementScore.match
  /// One difference is allowed for this many positions of an overlap.
  static let basesPerDifference = 4
  /// Longer mates are no Illumina reads and are not merged, in bases.
  static let longestMate = 2048
  /// Every so many positions of the first mate are in the seed table; all of the second are looked up.
  private static let seedStep = 4
  /// The highest quality that two agreeing bases may have together: what stands behind an error
  /// of both, a PCR error, is no rarer.
  static let highestQuality: UInt8 = 41
  /// The quality of a base against which its mate speaks as well.
  static let doubtfulQuality: UInt8 = 2

  var first = PackedRead()
  private var secondAsRead = PackedRead()
  /// Whether these hold the mates of the last pair as they stand in the file.
  private var holdsFirst = false
  private var holdsSecond = false
  var second = PackedRead()
  /// Position of a seed under its hash, and above it the number of the pair.
  private var seeds = [UInt32](repeating: 0, count: 1 << Self.tableBits)
  private var pair: UInt32 = 0
  var bases: [UInt8] = []
  var qualities: [UInt8] = []
  var count = 0
  /// By ASCII byte: the base in upper case, and its complement; N for all that is no base.
  let upperCase: [UInt8]
  let complement: [UInt8]
  static let unknown = Nucleotide.ascii(ofCode: Nucleotide.unknown)

  private static let tableBits: UInt32 = 10
  private static let positionBits: UInt32 = 11

  /// An empty merger.
  public init() {
    let codes = (0...UInt8.max).map(Nucleotide.code(ofASCII:))
    upperCase = codes.map(Nucleotide.ascii(ofCode:))
    complement = codes.map { Nucleotide.ascii(ofCode: Nucleotide.complement(ofCode: $0)) }
  }

  /// The bases of the last merged pair on the strand of the first mate: A, C, G, T and N.
  public var sequence: Span<UInt8> {
    @_lifetime(borrow self)
    get { bases.span.extracting(0..<count) }
  }

  /// The qualities of the last merged pair, Phred + 33.
  public var quality: Span<UInt8> {
    @_lifetime(borrow self)
    get { qualities.span.extracting(0..<count) }
  }

  /// Merges two mates; nil when they do not overlap by enough, or in two ways equally well.
  ///
  /// - Parameters:
  ///   - sameStrand: Lay the second mate as it stands in the file, as a pair of wrong orientation
  ///     wants it; then no base is adapter.
  public mutating func merge(
    sequence: Span<UInt8>, quality: Span<UInt8>, mateSequence: Span<UInt8>,
    mateQuality: Span<UInt8>, sameStrand: Bool = false
  ) -> MateOverlap? {
    let shorter = min(sequence.count, mateSequence.count)
    let longer = max(sequence.count, mateSequence.count)
    holdsFirst = false
    holdsSecond = false
    guard shorter &* PlacementScore.match >= Self.leastScore, longer <= Self.longestMate else {
      return nil
    }
    first.load(sequence)
    holdsFirst = true
    if sameStrand {
      second.load(mateSequence)
    } else {
      secondAsRead.load(mateSequence)
      second.loadReverseComplement(of: secondAsRead)
      holdsSecond = true
    }
    guard var overlap = bestOverlap(quality: quality, mateQuality: mateQuality) else { return nil }
    let end = overlap.offset &+ second.length
    overlap.isReadThrough = !sameStrand && (overlap.offset < 0 || end < first.length)
    if overlap.mismatches >= Self.leastDisagreement {
      cutDisagreement(of: &overlap, quality: quality, mateQuality: mateQuality)
    }
    let fragment =
      sameStrand ? min(0, overlap.offset)..<max(first.length, end) : 0..<end
    write(
      fragment, overlap: overlap, sameStrand: sameStrand, sequence: sequence, quality: quality,
      mateSequence: mateSequence, mateQuality: mateQuality)
    return overlap
  }

  /// Gives a mate of the last pair away, packed as it stands in the file, for another read; false
  /// where it is not there.
  @inline(__always)
  mutating func give(isSecond: Bool, to read: inout PackedRead) -> Bool {
    guard isSecond ? holdsSecond : holdsFirst else { return false }
    if isSecond {
      swap(&secondAsRead, &read)
      holdsSecond = false
    } else {
      swap(&first, &read)
      holdsFirst = false
    }
    return true
  }

  private mutating func bestOverlap(
    quality: Span<UInt8>, mateQuality: Span<UInt8>
  ) -> MateOverlap? {
    tabulateSeeds()
    var best: MateOverlap?
    var isTied = false
    var lastOffset = Int.min
    let last = second.length &- SeedIndex.seedLength
    var position = 0
    // One window of 32 bases holds the seeds at 0 to 20.
    while position <= last {
      var window = second.window(at: position)
      let end = min(position &+ 20, last)
      while position <= end {
        let seed = UInt32(truncatingIfNeeded: window & SeedIndex.seedMask)
        let entry = seeds[Self.slot(of: seed)]
        if entry &>> Self.positionBits == pair {
          let at = Int(entry & ((1 &<< Self.positionBits) &- 1))
          let offset = at &- position
          if offset != lastOffset && first.window(at: at) & SeedIndex.seedMask == UInt64(seed) {
            lastOffset = offset
            if offset != best?.offset,
              let found = overlap(at: offset, quality: quality, mateQuality: mateQuality)
            {
              take(found, &best, isTied: &isTied)
            }
          }
        }
        window &>>= 2
        position &+= 1
      }
    }
    guard let best, !isTied, !fitsAside(best, quality: quality, mateQuality: mateQuality) else {
      return nil
    }
    return best
  }

  /// Keeps the better overlap, and whether another is as good.
  private func take(_ found: MateOverlap, _ best: inout MateOverlap?, isTied: inout Bool) {
    guard let known = best, let isBetter = found.isBetter(than: known) else {
      isTied = best != nil
      if best == nil { best = found }
      return
    }
    guard isBetter else { return }
    best = found
    isTied = false
  }

  private mutating func tabulateSeeds() {
    pair &+= 1
    if pair == 1 &<< (32 &- Self.positionBits) {
      for i in seeds.indices { seeds[i] = 0 }
      pair = 1
    }
    let last = first.length &- SeedIndex.seedLength
    var position = 0
    while position <= last {
      let seed = UInt32(truncatingIfNeeded: first.window(at: position) & SeedIndex.seedMask)
      seeds[Self.slot(of: seed)] =
        pair &<< Self.positionBits | UInt32(truncatingIfNeeded: position)
      position &+= Self.seedStep
    }
  }

  @inline(__always)
  private static func slot(of seed: UInt32) -> Int {
    Int(truncatingIfNeeded: (seed &* 0x9E37_79B1) &>> (32 &- tableBits))
  }
}
