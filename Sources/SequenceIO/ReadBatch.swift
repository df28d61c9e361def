/// Some thousand reads in one recycled byte arena.
///
/// The reader fills it, the caller keeps it for the next call; copies are independent values.
public struct ReadBatch: Sendable {
  /// The lines of one record inside the arena, half-open, without line ends.
  @usableFromInline
  struct Extent: Sendable {
    @usableFromInline var nameStart: UInt32
    @usableFromInline var nameEnd: UInt32
    @usableFromInline var sequenceStart: UInt32
    @usableFromInline var qualityStart: UInt32
    @usableFromInline var length: UInt32
  }

  /// The number of the batch in its input, 0-based.
  public internal(set) var index = 0
  /// The number of records before this batch over all lanes of the input.
  public internal(set) var firstRecord = 0
  @usableFromInline var arena: [UInt8] = []
  /// The bytes at the front of the arena that hold reads.
  var used = 0
  @usableFromInline var extents: [Extent] = []

  /// Creates an empty batch; its buffers grow at the first use and are then kept.
  public init() {}

  /// The number of reads.
  @inlinable public var count: Int { extents.count }

  /// Whether there are no reads.
  @inlinable public var isEmpty: Bool { extents.isEmpty }

  /// The indices of the reads, `0 ..< count`.
  @inlinable public var indices: Range<Int> { 0..<extents.count }

  /// The number of bases of a read.
  @inlinable public func length(_ i: Int) -> Int { Int(extents[i].length) }

  /// The header of a read without `@` and line end, comment included, as bytes of the file.
  @inlinable
  @_lifetime(borrow self)
  public func name(_ i: Int) -> Span<UInt8> {
    let extent = extents[i]
    return arena.span.extracting(Int(extent.nameStart)..<Int(extent.nameEnd))
  }

  /// The bases of a read in ASCII as in the file: letters of either case, and `.`.
  @inlinable
  @_lifetime(borrow self)
  public func sequence(_ i: Int) -> Span<UInt8> {
    let extent = extents[i]
    let start = Int(extent.sequenceStart)
    return arena.span.extracting(start..<start &+ Int(extent.length))
  }

  /// The qualities of a read in ASCII (Phred + 33, `!` to `~`), one for each base.
  @inlinable
  @_lifetime(borrow self)
  public func quality(_ i: Int) -> Span<UInt8> {
    let extent = extents[i]
    let start = Int(extent.qualityStart)
    return arena.span.extracting(start..<start &+ Int(extent.length))
  }

  /// Adds one read at the end, for simulators and tests; the bytes are not checked.
  ///
  /// Sequence and quality must have one length.
  public mutating func append(name: [UInt8], sequence: [UInt8], quality: [UInt8]) {
    precondition(sequence.count == quality.count, "a read needs one quality value a base")
    // A reader's arena has spare room behind its reads.
    arena.removeLast(arena.count - used)
    let nameStart = arena.count
    arena += name
    let sequenceStart = arena.count
    arena += sequence
    let qualityStart = arena.count
    arena += quality
    used = arena.count
    extents.append(
      Extent(
        nameStart: UInt32(nameStart), nameEnd: UInt32(sequenceStart),
        sequenceStart: UInt32(sequenceStart), qualityStart: UInt32(qualityStart),
        length: UInt32(sequence.count)))
  }

  /// Adds one read at the end, for tests; see ``append(name:sequence:quality:)``.
  public mutating func append(name: String, sequence: String, quality: String) {
    append(name: Array(name.utf8), sequence: Array(sequence.utf8), quality: Array(quality.utf8))
  }

  /// Forgets the reads and keeps the buffers.
  public mutating func removeAll() {
    extents.removeAll(keepingCapacity: true)
    used = 0
  }

  /// Makes the arena hold at least `capacity` bytes.
  mutating func reserve(_ capacity: Int) {
    guard arena.count < capacity else { return }
    arena = ByteArena.grown(arena, to: max(capacity, arena.count * 2))
  }
}
