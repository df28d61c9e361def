internal import ClonotypeAssembly

/// Records in pieces of memory, and their order by a key.
struct SortedPieces {
  /// A piece with the number of whoever made it.
  struct Piece {
    var records: [MoleculeRecord]
    var source: Int
  }

  private let pieces: [Piece]
  /// Records of a piece are fewer than two to the power of this, one more.
  private let shift: UInt32
  /// Keys ascending, and where their records are.
  let order: [(key: UInt64, place: UInt32)]

  init(_ pieces: [Piece], key: RecordKey) {
    self.pieces = pieces
    let most = pieces.reduce(1) { max($0, $1.records.count) }
    shift = UInt32(Int.bitWidth - (most - 1).leadingZeroBitCount)
    var order: [(key: UInt64, place: UInt32)] = []
    order.reserveCapacity(pieces.reduce(0) { $0 + $1.records.count })
    for (number, piece) in pieces.enumerated() {
      let first = UInt32(number) << shift
      for (at, record) in piece.records.enumerated() {
        order.append((key.value(of: record), first | UInt32(truncatingIfNeeded: at)))
      }
    }
    RadixSort.sort(&order)
    self.order = order
  }

  /// A record by its number in the order, and whose it is.
  @inline(__always)
  subscript(number: Int) -> (record: MoleculeRecord, source: Int) {
    let place = order[number].place
    let piece = Int(place &>> shift)
    let at = Int(place & (1 &<< shift &- 1))
    return (pieces[piece].records[at], pieces[piece].source)
  }
}
