internal import Glibc

/// Finds the four lines of each record in a stretch of bytes, and checks them.
///
/// One pass of memchr over header and sequence; the quality line is taken by the length of the
/// sequence, and its check proves that no line end lies inside.
struct FASTQFramer {
  enum Stop {
    /// Another byte is needed to finish the record at `cursor`; at the lane's end: all is framed.
    case needsMore
    /// The limit of records or bytes is reached.
    case full
    case fault(SequenceIOError.Reason, position: Int)
  }

  private enum Frame {
    case record(ReadBatch.Extent, next: Int)
    case incomplete
    case fault(SequenceIOError.Reason, position: Int)
  }

  /// The first byte of the record to frame next.
  var cursor = 0
  /// The end of the bytes of the input in the arena.
  var filled = 0
  /// Whether the lane has no more bytes; its last byte is then a line feed added by the reader.
  var isAtLaneEnd = false
  /// Where an empty line was seen: harmless at the end of a lane, else a fault.
  var blankPosition: Int?

  /// Frames records until `limit` of them are in `extents`, at least one of them and `budget` bytes
  /// are used, or bytes lack.
  mutating func frame(
    _ bytes: UnsafePointer<UInt8>, into extents: inout [ReadBatch.Extent], limit: Int, budget: Int
  ) -> Stop {
    while extents.count < limit, cursor < budget || extents.isEmpty {
      if cursor == filled { return .needsMore }
      let first = unsafe bytes[cursor]
      if first != UInt8(ascii: "@") || blankPosition != nil {
        if first == LineByte.feed || first == LineByte.carriageReturn {
          blankPosition = blankPosition ?? cursor
          cursor += 1
          continue
        }
        if let blankPosition {
          return .fault(.malformedHeader(found: LineByte.feed), position: blankPosition)
        }
        return .fault(.malformedHeader(found: first), position: cursor)
      }
      switch unsafe frameRecord(bytes) {
      case .record(let extent, let next):
        extents.append(extent)
        cursor = next
      case .incomplete:
        return isAtLaneEnd ? .fault(.truncatedRecord, position: cursor) : .needsMore
      case .fault(let reason, let position):
        return .fault(reason, position: position)
      }
    }
    return .full
  }

  @inline(__always)
  private func frameRecord(_ bytes: UnsafePointer<UInt8>) -> Frame {
    let nameStart = cursor + 1
    guard let headerFeed = unsafe lineFeed(bytes, from: nameStart),
      let sequenceFeed = unsafe lineFeed(bytes, from: headerFeed + 1),
      sequenceFeed + 1 < filled
    else { return .incomplete }
    let separator = sequenceFeed + 1
    guard unsafe bytes[separator] == UInt8(ascii: "+") else {
      if isAtLaneEnd, separator == filled - 1 { return .incomplete }
      return unsafe .fault(.malformedSeparator(found: bytes[separator]), position: separator)
    }
    guard let separatorFeed = unsafe lineFeed(bytes, from: separator + 1) else {
      return .incomplete
    }
    let sequenceStart = headerFeed + 1
    let qualityStart = separatorFeed + 1
    let sequenceEnd = unsafe lineEnd(bytes, sequenceStart, sequenceFeed)
    var qualityFeed = qualityStart + (sequenceFeed - sequenceStart)
    // After a sequence with CRLF, a quality line with LF alone ends one byte earlier: the line end
    // at this place is then that of an empty line.
    let isQualityEnd =
      unsafe qualityFeed < filled && bytes[qualityFeed] == LineByte.feed
      && (sequenceEnd == sequenceFeed || bytes[qualityFeed - 1] == LineByte.carriageReturn)
    if !isQualityEnd {
      guard let feed = unsafe lineFeed(bytes, from: qualityStart) else { return .incomplete }
      qualityFeed = feed
    }
    let length = sequenceEnd - sequenceStart
    if let badBase = unsafe ReadValidation.firstInvalidBase(bytes + sequenceStart, length) {
      let position = sequenceStart + badBase
      return unsafe .fault(.invalidBase(found: bytes[position]), position: position)
    }
    let qualityLength = unsafe lineEnd(bytes, qualityStart, qualityFeed) - qualityStart
    let badQuality = unsafe ReadValidation.firstInvalidQuality(bytes + qualityStart, qualityLength)
    if qualityLength != length || badQuality != nil {
      return unsafe qualityFault(
        bytes, start: qualityStart, sequence: length, invalid: badQuality)
    }
    let extent = ReadBatch.Extent(
      nameStart: UInt32(truncatingIfNeeded: nameStart),
      nameEnd: UInt32(truncatingIfNeeded: unsafe lineEnd(bytes, nameStart, headerFeed)),
      sequenceStart: UInt32(truncatingIfNeeded: sequenceStart),
      qualityStart: UInt32(truncatingIfNeeded: qualityStart),
      length: UInt32(truncatingIfNeeded: length))
    return .record(extent, next: qualityFeed + 1)
  }

  /// Says what is wrong with a quality line; a short one may have swallowed the next header.
  private func qualityFault(
    _ bytes: UnsafePointer<UInt8>, start: Int, sequence: Int, invalid: Int?
  ) -> Frame {
    guard let feed = unsafe lineFeed(bytes, from: start) else { return .incomplete }
    let length = unsafe lineEnd(bytes, start, feed) - start
    if length < sequence, isAtLaneEnd, feed == filled - 1 { return .incomplete }
    if length != sequence {
      return .fault(.lengthMismatch(sequence: sequence, quality: length), position: cursor)
    }
    let position = start + (invalid ?? 0)
    return unsafe .fault(.invalidQuality(found: bytes[position]), position: position)
  }

  /// The position of the next line feed at or after `start`.
  @inline(__always)
  private func lineFeed(_ bytes: UnsafePointer<UInt8>, from start: Int) -> Int? {
    guard start < filled else { return nil }
    if unsafe bytes[start] == LineByte.feed { return start }
    guard let found = unsafe memchr(bytes + start, Int32(LineByte.feed), filled - start) else {
      return nil
    }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
  }

  /// The end of the text of a line: before a carriage return, if there is one.
  @inline(__always)
  private func lineEnd(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ feed: Int) -> Int {
    unsafe feed > start && bytes[feed - 1] == LineByte.carriageReturn ? feed - 1 : feed
  }
}

/// The bytes that end lines.
enum LineByte {
  static let feed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
}
