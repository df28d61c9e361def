/// The symbols of DEFLATE (RFC 1951, 3.2.5 to 3.2.7) as ``HuffmanEntry`` without their codes.
struct DeflateSymbols: Sendable {
  static let all = DeflateSymbols()

  /// Literals, the end of a block, lengths 3 to 258; 286 and 287 have codes but no meaning.
  let literals: [UInt32]
  /// Distances 1 to 32,768; 30 and 31 have codes but no meaning.
  let distances: [UInt32]
  /// Code lengths and their repetitions.
  let lengths: [UInt32]

  /// The order in which the lengths of the code of code lengths are sent.
  static let lengthOrder: [UInt8] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  private init() {
    var literals = (0..<256).map { HuffmanEntry.literal | UInt32($0) << 16 }
    literals.append(HuffmanEntry.isSpecial | HuffmanEntry.isEnd)
    // Eight lengths without extra bits, then four each with 1 to 5; 258 alone has none again.
    var base: UInt32 = 3
    for number in 0..<28 {
      let extra = UInt32(max(0, number / 4 - 1))
      literals.append(base << 16 | extra)
      base += 1 << extra
    }
    literals.append(258 << 16)
    literals += [HuffmanEntry.isSpecial, HuffmanEntry.isSpecial]
    self.literals = literals

    var distances: [UInt32] = []
    base = 1
    for number in 0..<30 {
      let extra = UInt32(max(0, number / 2 - 1))
      distances.append(base << 16 | extra)
      base += 1 << extra
    }
    distances += [HuffmanEntry.isSpecial, HuffmanEntry.isSpecial]
    self.distances = distances
    lengths = (0..<19).map { UInt32($0) << 16 }
  }

  /// The code lengths of blocks with fixed codes.
  static let fixedLiterals =
    [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
    + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8)
  static let fixedDistances = [UInt8](repeating: 5, count: 32)
}
