/// Where a text lies in a ``TextArena``: bytes, half-open.
public struct TextExtent: Sendable, Hashable {
  /// 0-based first byte.
  public var offset: UInt32
  /// Length in bytes.
  public var count: UInt32

  /// The text without bytes.
  public static let empty = TextExtent(offset: 0, count: 0)

  /// An extent from its first byte and length.
  @inlinable public init(offset: UInt32, count: UInt32) {
    self.offset = offset
    self.count = count
  }

  /// Whether there is no byte; a blank cell.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// The extent of the same text that lies so many bytes further on.
  @inlinable public func moved(by bytes: UInt32) -> TextExtent {
    isEmpty ? .empty : TextExtent(offset: offset + bytes, count: count)
  }

  /// 0-based half-open byte range.
  @inlinable public var range: Range<Int> { Int(offset)..<Int(offset) + Int(count) }
}

/// The texts of one repertoire in one block of bytes, at most 4 GiB.
///
/// A million junctions without a million allocations.
public struct TextArena: Sendable {
  @usableFromInline var bytes: [UInt8] = []

  /// An arena without text.
  public init() {}

  /// Bytes held.
  @inlinable public var count: Int { bytes.count }

  /// Makes room for `capacity` bytes in all.
  public mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

  /// Appends a text and tells where it lies; the empty text is `TextExtent.empty`.
  @inlinable public mutating func append(_ text: some Collection<UInt8>) -> TextExtent {
    guard !text.isEmpty else { return .empty }
    let offset = bytes.count
    bytes.append(contentsOf: text)
    precondition(bytes.count <= Int(UInt32.max), "a text arena holds at most 4 GiB")
    return TextExtent(offset: UInt32(offset), count: UInt32(bytes.count - offset))
  }

  /// Appends a borrowed text and tells where it lies.
  @inlinable public mutating func append(span text: Span<UInt8>) -> TextExtent {
    guard !text.isEmpty else { return .empty }
    let offset = bytes.count
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    precondition(bytes.count <= Int(UInt32.max), "a text arena holds at most 4 GiB")
    return TextExtent(offset: UInt32(offset), count: UInt32(text.count))
  }

  /// All bytes; an extent's range tells where a text lies.
  @inlinable public var span: Span<UInt8> {
    @_lifetime(borrow self) get { bytes.span }
  }

  /// The bytes of a text.
  @inlinable public subscript(extent: TextExtent) -> ArraySlice<UInt8> { bytes[extent.range] }

  /// Whether a text is equal to one of another arena, byte by byte.
  @inlinable public func holds(
    _ a: TextExtent, equalTo b: TextExtent, of other: borrowing TextArena
  ) -> Bool {
    guard a.count == b.count else { return false }
    let (first, second) = (bytes.span, other.bytes.span)
    let (start, otherStart) = (Int(a.offset), Int(b.offset))
    for place in 0..<Int(a.count) where first[start + place] != second[otherStart + place] {
      return false
    }
    return true
  }

  /// Negative where the first text comes before the second, byte by byte; 0 for equal texts.
  @inlinable public func order(_ a: TextExtent, _ b: TextExtent) -> Int {
    let text = unsafe bytes.span.bytes
    var (first, second) = (Int(a.offset), Int(b.offset))
    precondition(
      max(first + Int(a.count), second + Int(b.count)) <= bytes.count, "texts lie in their arena")
    let end = first + Int(min(a.count, b.count))
    // Eight bytes as one number: neighbours of a sorted table begin alike.
    while first + 8 <= end {
      let x = unsafe text.unsafeLoadUnaligned(fromByteOffset: first, as: UInt64.self).bigEndian
      let y = unsafe text.unsafeLoadUnaligned(fromByteOffset: second, as: UInt64.self).bigEndian
      if x != y { return x < y ? -1 : 1 }
      first += 8
      second += 8
    }
    while first < end {
      let (x, y) = (bytes[first], bytes[second])
      if x != y { return Int(x) - Int(y) }
      first += 1
      second += 1
    }
    return Int(a.count) - Int(b.count)
  }

  /// Appends all texts of another arena; what they lie further on is returned, in bytes.
  public mutating func append(_ other: TextArena) -> UInt32 {
    let offset = bytes.count
    bytes.append(contentsOf: other.bytes)
    precondition(bytes.count <= Int(UInt32.max), "a text arena holds at most 4 GiB")
    return UInt32(offset)
  }

  /// The text as a String; for output and messages, not for loops over clonotypes.
  public func string(_ extent: TextExtent) -> String {
    String(decoding: bytes[extent.range], as: UTF8.self)
  }
}
