import Repertoires

/// Counts how many listed clones of a patient are one receptor: the same amino-acid junction with the
/// same V and J call, convergence where there are several.
enum NucleotideVariants {
  /// The numbers of rows by the hash of their receptor, beside its upper half.
  ///
  /// A dictionary of junction, V and J took a quarter second on one thread for 700,000 rows.
  private struct Firsts {
    private static let empty = UInt64.max
    private var slots: [UInt64]

    init(rows: Int) {
      var count = 16
      while count < 2 * rows { count *= 2 }
      slots = [UInt64](repeating: Self.empty, count: count)
    }

    /// The first row with the receptor of this one, which is itself where none was before.
    mutating func first(of row: Int, in rows: [TrackedClone]) -> Int {
      let hash = NucleotideVariants.hash(of: row, in: rows)
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != Self.empty {
        let other = Int(slots[slot] & 0xFFFF_FFFF)
        if slots[slot] >> 32 == hash >> 32, NucleotideVariants.areOne(row, other, in: rows) {
          return other
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      slots[slot] = hash & ~0xFFFF_FFFF | UInt64(row)
      return row
    }
  }

  /// Fills `nucleotideVariants` of every row; a row without amino acids is alone.
  static func count(in rows: inout [TrackedClone]) {
    precondition(rows.count < Int(Int32.max), "a patient has at most two billion listed clones")
    var firsts = Firsts(rows: rows.count)
    var firstOf = [Int32](repeating: -1, count: rows.count)
    var counts = [Int32](repeating: 0, count: rows.count)
    for row in rows.indices where !rows[row].junctionAA.isEmpty {
      let first = firsts.first(of: row, in: rows)
      firstOf[row] = Int32(first)
      counts[first] += 1
    }
    for row in rows.indices {
      rows[row].nucleotideVariants = firstOf[row] < 0 ? 1 : Int(counts[Int(firstOf[row])])
    }
  }

  // Inlined, as all that is asked of rows in a loop: a call would copy the row.
  @inline(__always)
  private static func hash(of row: Int, in rows: [TrackedClone]) -> UInt64 {
    var hash = WordHash()
    hash.combine(rows[row].junctionAA)
    hash.combine(rows[row].vCall)
    hash.combine(rows[row].jCall)
    return hash.value
  }

  @inline(__always)
  private static func areOne(_ a: Int, _ b: Int, in rows: [TrackedClone]) -> Bool {
    rows[a].junctionAA == rows[b].junctionAA && rows[a].vCall == rows[b].vCall
      && rows[a].jCall == rows[b].jCall
  }
}
