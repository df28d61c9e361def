import Repertoires

/// The rows of the clones that are listed, with their numbers in ``PatientClones``.
///
/// A row is some six hundred bytes and a dozen references: the rows stay where they are made, and
/// the order is found over keys.
struct ListedClones {
  /// What decides the order of nearly all rows.
  private struct Key {
    var logP: Double
    var id: UInt64
    var row: Int32
  }

  private var keys: [Key] = []
  private(set) var clones: [Int] = []
  var rows: [TrackedClone] = []

  init(capacity: Int) {
    keys.reserveCapacity(capacity)
    clones.reserveCapacity(capacity)
    rows.reserveCapacity(capacity)
  }

  /// Takes in a row with its p value, which does not change from here on.
  mutating func append(_ row: consuming TrackedClone, clone: Int) {
    keys.append(Key(logP: row.logP ?? 1, id: row.cloneID.hash, row: Int32(rows.count)))
    clones.append(clone)
    rows.append(row)
  }

  /// Takes the rows in the order of ``TrackedClone/precedes(_:_:)``; none are left.
  mutating func takeSortedRows() -> [TrackedClone] {
    keys.sort { a, b in
      if a.logP != b.logP { return a.logP < b.logP }
      if a.id != b.id { return a.id < b.id }
      return TrackedClone.precedes(rows[Int(a.row)], rows[Int(b.row)])
    }
    Self.order(&rows, by: &keys)
    let sorted = rows
    self = ListedClones(capacity: 0)
    return sorted
  }

  /// Along the cycles of the order, without a second array of rows.
  private static func order(_ rows: inout [TrackedClone], by keys: inout [Key]) {
    // A span swaps by moving; an array would copy both rows with all their references.
    var rows = rows.mutableSpan
    for start in keys.indices {
      var place = start
      while Int(keys[place].row) != start {
        let next = Int(keys[place].row)
        rows.swapAt(place, next)
        keys[place].row = Int32(place)
        place = next
      }
      keys[place].row = Int32(place)
    }
  }
}
