/// Literals and matches: many at once while there is plenty of input and room, else one by one.
extension DeflateDecoder {
  /// Input that is there for a round of ``decodeFast``: two looks of 8 bytes.
  private static let fastInput = 16
  /// Room for a round: three literals, the longest match, and what its last copy overshoots.
  private static let fastRoom = 3 + 258 + 32

  /// Decodes as long as input and room suffice for a whole round; nil when they do not, or at the end
  /// of the block.
  mutating func decodeFast(_ piece: inout DeflatePiece) -> Step? {
    guard
      unsafe piece.end - piece.next >= Self.fastInput
        && piece.outEnd - piece.out >= Self.fastRoom
    else { return nil }
    // Everything that a round touches is in variables of its own: the fields would be stored and
    // loaded for each symbol.
    let literals = unsafe self.literals.entries
    let distances = unsafe self.distances.entries
    let literalBits = UInt64(self.literals.rootBits)
    let distanceBits = UInt64(self.distances.rootBits)
    let literalMask: UInt64 = (1 &<< literalBits) &- 1
    let distanceMask: UInt64 = (1 &<< distanceBits) &- 1
    let lastNext = unsafe piece.end - Self.fastInput
    let lastOut = unsafe piece.outEnd - Self.fastRoom
    let start = unsafe piece.start
    var next = unsafe piece.next
    var out = unsafe piece.out
    var bits = self.bits
    var count = UInt64(bitCount)
    var fault: Step?
    bits |= unsafe next.loadUnaligned(as: UInt64.self) &<< count
    var entry = unsafe literals[Int(truncatingIfNeeded: bits & literalMask)]

    while unsafe next <= lastNext && out <= lastOut {
      bits |= unsafe next.loadUnaligned(as: UInt64.self) &<< count
      unsafe next += Int(truncatingIfNeeded: (63 &- count) &>> 3)
      count |= 56
      // Literals of the first level have 11 bits at most: 34 bits are left behind two of them.
      var further = 2
      while entry & HuffmanEntry.literal != 0 && further > 0 {
        bits &>>= HuffmanEntry.total(entry)
        count &-= HuffmanEntry.total(entry)
        unsafe out.storeBytes(of: UInt8(truncatingIfNeeded: entry &>> 16), as: UInt8.self)
        unsafe out += 1
        further &-= 1
        entry = unsafe literals[Int(truncatingIfNeeded: bits & literalMask)]
      }
      if entry & HuffmanEntry.isLink != 0 {
        let within = (bits &>> literalBits) & ((1 &<< UInt64((entry &>> 8) & 15)) &- 1)
        entry = unsafe literals[Int(entry &>> 16) &+ Int(truncatingIfNeeded: within)]
      }
      let ownBits = bits
      bits &>>= HuffmanEntry.total(entry)
      count &-= HuffmanEntry.total(entry)
      if entry & HuffmanEntry.literal != 0 {
        unsafe out.storeBytes(of: UInt8(truncatingIfNeeded: entry &>> 16), as: UInt8.self)
        unsafe out += 1
        entry = unsafe literals[Int(truncatingIfNeeded: bits & literalMask)]
        continue
      }
      if entry & HuffmanEntry.isSpecial != 0 {
        if entry & HuffmanEntry.isEnd != 0 {
          state = .block
        } else {
          fault = .fault("a code without literal or length")
        }
        break
      }
      let length = HuffmanEntry.value(entry, bits: ownBits)

      // A distance has 28 bits at most, and 11 are looked up behind it.
      if count < 39 {
        bits |= unsafe next.loadUnaligned(as: UInt64.self) &<< count
        unsafe next += Int(truncatingIfNeeded: (63 &- count) &>> 3)
        count |= 56
      }
      var place = unsafe distances[Int(truncatingIfNeeded: bits & distanceMask)]
      if place & HuffmanEntry.isLink != 0 {
        let within = (bits &>> distanceBits) & ((1 &<< UInt64((place &>> 8) & 15)) &- 1)
        place = unsafe distances[Int(place &>> 16) &+ Int(truncatingIfNeeded: within)]
      }
      if place & HuffmanEntry.isSpecial != 0 {
        fault = .fault("a code without distance")
        break
      }
      let distance = HuffmanEntry.value(place, bits: bits)
      bits &>>= HuffmanEntry.total(place)
      count &-= HuffmanEntry.total(place)
      // The next entry is on its way while the match is copied.
      entry = unsafe literals[Int(truncatingIfNeeded: bits & literalMask)]

      if unsafe distance <= out - start {
        unsafe Self.copy(length, from: distance, to: out)
      } else if unsafe distance - (out - start) <= windowFill {
        let before = unsafe distance - (out - start)
        if length <= before {
          unsafe Self.copy(length, from: window + (windowFill - before), to: out)
        } else {
          unsafe copyFromWindow(length, from: distance, to: out, produced: out - start)
        }
      } else {
        fault = .fault("a distance that reaches before the start")
        break
      }
      unsafe out += length
    }
    self.bits = bits & ((1 &<< count) &- 1)
    bitCount = Int(count)
    unsafe piece.next = next
    unsafe piece.out = out
    return fault
  }

  /// Copies a match from 16 bytes before it or more, or from elsewhere.
  ///
  /// Up to 32 bytes are read and written whatever its length, up to 15 behind a longer one: most
  /// matches have no more, and whether it is 16 cannot be foretold.
  @inline(__always)
  private static func copy(
    _ length: Int, from first: UnsafeRawPointer, to out: UnsafeMutableRawPointer
  ) {
    let end = unsafe out + length
    var to = unsafe out
    var from = unsafe first
    let bytes = unsafe from.loadUnaligned(as: SIMD16<UInt8>.self)
    unsafe to.storeBytes(of: bytes, as: SIMD16<UInt8>.self)
    repeat {
      unsafe from += 16
      unsafe to += 16
      let bytes = unsafe from.loadUnaligned(as: SIMD16<UInt8>.self)
      unsafe to.storeBytes(of: bytes, as: SIMD16<UInt8>.self)
    } while unsafe to + 16 < end
  }

  /// Copies a match within the output; bytes behind it are written too.
  @inline(__always)
  private static func copy(
    _ length: Int, from distance: Int, to out: UnsafeMutableRawPointer
  ) {
    let end = unsafe out + length
    var to = unsafe out
    var from = unsafe UnsafeRawPointer(out - distance)
    if distance >= 16 {
      unsafe copy(length, from: from, to: out)
    } else if distance == 1 {
      // Runs of one quality.
      let bytes = unsafe SIMD16<UInt8>(repeating: from.load(as: UInt8.self))
      repeat {
        unsafe to.storeBytes(of: bytes, as: SIMD16<UInt8>.self)
        unsafe to += 16
      } while unsafe to < end
    } else {
      repeat {
        unsafe to.storeBytes(of: from.load(as: UInt8.self), as: UInt8.self)
        unsafe from += 1
        unsafe to += 1
      } while unsafe to < end
    }
  }

  /// Copies a match that begins in the window and may end behind it, byte by byte.
  @inline(never)
  private func copyFromWindow(
    _ length: Int, from distance: Int, to out: UnsafeMutableRawPointer, produced: Int
  ) {
    let before = distance - produced
    for i in 0..<length {
      let from = unsafe i < before ? window + (windowFill - before + i) : out + (i - distance)
      unsafe (out + i).storeBytes(of: from.load(as: UInt8.self), as: UInt8.self)
    }
  }

  /// Decodes one symbol, a match with both its parts; nothing is taken before all of it is there.
  mutating func decodeOne(_ piece: inout DeflatePiece) -> Step? {
    guard state == .symbols else { return nil }
    // Code and further bits of a length and of a distance: 15 + 5 + 15 + 13.
    _ = has(48, &piece)
    let entry = Self.entry(of: literals, bits)
    let taken = Int(HuffmanEntry.total(entry))
    guard taken <= bitCount else { return .needsInput }
    if entry & HuffmanEntry.literal != 0 {
      guard unsafe piece.out < piece.outEnd else { return .needsRoom }
      _ = take(taken)
      unsafe piece.out.storeBytes(of: UInt8(truncatingIfNeeded: entry >> 16), as: UInt8.self)
      unsafe piece.out += 1
      return nil
    }
    if entry & HuffmanEntry.isSpecial != 0 {
      guard entry & HuffmanEntry.isEnd != 0 else {
        return .fault("a code without literal or length")
      }
      _ = take(taken)
      state = .block
      return nil
    }
    let behind = bits >> UInt64(taken)
    let place = Self.entry(of: distances, behind)
    guard taken + Int(HuffmanEntry.total(place)) <= bitCount else { return .needsInput }
    guard place & HuffmanEntry.isSpecial == 0 else { return .fault("a code without distance") }
    left = HuffmanEntry.value(entry, bits: bits)
    distance = HuffmanEntry.value(place, bits: behind)
    _ = take(taken + Int(HuffmanEntry.total(place)))
    guard unsafe distance <= piece.out - piece.start + windowFill else {
      return .fault("a distance that reaches before the start")
    }
    state = .match
    return nil
  }

  private static func entry(of table: borrowing HuffmanTable, _ bits: UInt64) -> UInt32 {
    let first = unsafe table.entries[Int(bits & ((1 << UInt64(table.rootBits)) - 1))]
    guard first & HuffmanEntry.isLink != 0 else { return first }
    let within = (bits >> UInt64(table.rootBits)) & ((1 << UInt64((first >> 8) & 15)) - 1)
    return unsafe table.entries[Int(first >> 16) + Int(within)]
  }

  /// Writes what is left of a match, as far as there is room.
  mutating func copyMatch(_ piece: inout DeflatePiece) -> Step? {
    let count = unsafe min(left, piece.outEnd - piece.out)
    if count > 0 {
      unsafe copyFromWindow(
        count, from: distance, to: piece.out, produced: piece.out - piece.start)
      unsafe piece.out += count
      left -= count
    }
    if left > 0 { return .needsRoom }
    state = .symbols
    return nil
  }
}
