/// What stands before the symbols of a block (RFC 1951, 3.2.3 to 3.2.7), and stored blocks.
///
/// Each function returns nil when the next state has been reached.
extension DeflateDecoder {
  /// Reads bytes while there are any and fewer than `count` bits are waiting; whether there are
  /// enough then.
  @inline(__always)
  mutating func has(_ count: Int, _ piece: inout DeflatePiece) -> Bool {
    while bitCount < count {
      guard unsafe piece.next < piece.end else { return false }
      bits |= unsafe UInt64(piece.next.load(as: UInt8.self)) << UInt64(bitCount)
      unsafe piece.next += 1
      bitCount += 8
    }
    return true
  }

  /// Takes bits that are there.
  @inline(__always)
  mutating func take(_ count: Int) -> Int {
    let value = Int(truncatingIfNeeded: bits & ((1 &<< UInt64(count)) &- 1))
    bits >>= UInt64(count)
    bitCount -= count
    return value
  }

  mutating func beginBlock(_ piece: inout DeflatePiece) -> Step? {
    if isLastBlock {
      // What is left of the byte is filled up.
      _ = take(bitCount & 7)
      state = .end
      return nil
    }
    guard has(3, &piece) else { return .needsInput }
    isLastBlock = take(1) == 1
    switch take(2) {
    case 0:
      _ = take(bitCount & 7)
      state = .storedLength
    case 1:
      let isBuilt =
        literals.build(
          DeflateSymbols.fixedLiterals[...], symbols: DeflateSymbols.all.literals, .complete)
        && distances.build(
          DeflateSymbols.fixedDistances[...], symbols: DeflateSymbols.all.distances, .complete)
      precondition(isBuilt, "the fixed codes of DEFLATE are complete")
      state = .symbols
    case 2: state = .counts
    default: return .fault("a block of no type")
    }
    return nil
  }

  mutating func readStoredLength(_ piece: inout DeflatePiece) -> Step? {
    guard has(32, &piece) else { return .needsInput }
    left = take(16)
    guard take(16) == ~left & 0xFFFF else {
      return .fault("a stored block whose length differs from its complement")
    }
    state = .stored
    return nil
  }

  mutating func copyStored(_ piece: inout DeflatePiece) -> Step? {
    while left > 0 {
      guard unsafe piece.out < piece.outEnd else { return .needsRoom }
      if bitCount > 0 {
        unsafe piece.out.storeBytes(of: UInt8(take(8)), as: UInt8.self)
        unsafe piece.out += 1
        left -= 1
        continue
      }
      let count = unsafe min(left, piece.end - piece.next, piece.outEnd - piece.out)
      if count == 0 { return .needsInput }
      unsafe piece.out.copyMemory(from: piece.next, byteCount: count)
      unsafe piece.next += count
      unsafe piece.out += count
      left -= count
    }
    state = .block
    return nil
  }

  mutating func readCounts(_ piece: inout DeflatePiece) -> Step? {
    guard has(14, &piece) else { return .needsInput }
    literalCount = take(5) + 257
    distanceCount = take(5) + 1
    lengthCodeCount = take(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else {
      return .fault("more lengths or distances than there are")
    }
    for i in 0..<19 { lengths[i] = 0 }
    read = 0
    state = .lengthCode
    return nil
  }

  mutating func readLengthCode(_ piece: inout DeflatePiece) -> Step? {
    while read < lengthCodeCount {
      guard has(3, &piece) else { return .needsInput }
      lengths[Int(DeflateSymbols.lengthOrder[read])] = UInt8(take(3))
      read += 1
    }
    guard
      lengthTable.build(
        lengths[..<19], symbols: DeflateSymbols.all.lengths, .complete)
    else { return .fault("no prefix code of code lengths") }
    read = 0
    state = .lengths
    return nil
  }

  mutating func readLengths(_ piece: inout DeflatePiece) -> Step? {
    while read < literalCount + distanceCount {
      // A code of 7 bits and 7 further ones at most; the last ones of a stream may be fewer.
      _ = has(14, &piece)
      let entry = unsafe lengthTable.entries[Int(bits & 0x7F)]
      let symbol = Int(entry >> 16)
      let code = Int(HuffmanEntry.total(entry))
      let further = symbol < 16 ? 0 : symbol == 16 ? 2 : symbol == 17 ? 3 : 7
      guard code + further <= bitCount else { return .needsInput }
      _ = take(code)
      let extra = take(further)
      if symbol < 16 {
        lengths[read] = UInt8(symbol)
        read += 1
        continue
      }
      guard symbol > 16 || read > 0 else {
        return .fault("a code length repeated before the first")
      }
      let count = extra + (symbol == 18 ? 11 : 3)
      guard read + count <= literalCount + distanceCount else {
        return .fault("more code lengths than symbols")
      }
      let repeated = symbol == 16 ? lengths[read - 1] : 0
      for _ in 0..<count {
        lengths[read] = repeated
        read += 1
      }
    }
    return buildCodes()
  }

  private mutating func buildCodes() -> Step? {
    guard lengths[256] > 0 else { return .fault("a block without an end") }
    guard
      literals.build(
        lengths[..<literalCount],
        symbols: DeflateSymbols.all.literals, .orSingle)
    else { return .fault("no prefix code of literals and lengths") }
    guard
      distances.build(
        lengths[literalCount..<literalCount + distanceCount],
        symbols: DeflateSymbols.all.distances, .orSingle)
    else { return .fault("no prefix code of distances") }
    state = .symbols
    return nil
  }
}
