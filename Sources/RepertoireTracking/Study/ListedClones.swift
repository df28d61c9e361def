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

  private(set) var clones: [Int] = []
  var rows: [TrackedClone] = []

  init(capacity: Int) {
    clones.reserveCapacity(capacity)
    rows.reserveCapacity(capacity)
  }

  mutating func append(_ row: consuming TrackedClone, clone: Int) {
    clones.append(clone)
    rows.append(row)
  }

  /// Takes the rows in the order of ``TrackedClone/precedes(_:_:)``; none are left.
  mutating func takeSortedRows() -> [TrackedClone] {
    var keys: [Key] = []
    keys.reserveCapacity(rows.count)
    let span = rows.span
    for row in span.indices {
      keys.append(
        Key(logP: span[row].logP ?? 1, id: span[row].cloneID.hash, row: Int32(row)))
    }
    keys.sort { a, b in
      if a.logP != b.logP { return a.logP < b.logP }
      if a.id != b.id { return a.id < b.id }
      return TrackedClone.precedes(rows[Int(a.row)], rows[Int(b.row)])
    }
    // Along the cycles of the order, without a second array of rows.
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
    let sorted = rows
    self = ListedClones(capacity: 0)
    return sorted
  }
}
