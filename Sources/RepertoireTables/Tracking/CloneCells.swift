import RepertoireTracking
import SequenceIO

/// Formats rows of `clones.tsv`, the cells that clones of the same counts share once for them.
///
/// Those are seventeen reals of some seventy columns, and three quarters of the time.
struct CloneCells {
  // Clones of the same counts stand near to each other, since the rows are ordered by p.
  private static let slots = 1024

  private let table: TrackingTable<TrackedClone>
  private let shared: Range<Int>
  private var keys = [TrackedClone.BloodKey?](repeating: nil, count: slots)
  private var texts = [RowBuffer](repeating: RowBuffer(), count: slots)

  init(_ table: TrackingTable<TrackedClone>) {
    let columns = table.columns.map(\.column)
    guard let first = columns.firstIndex(of: .baselineUpper95),
      let last = columns.firstIndex(of: .dispersionSource), first < last
    else { preconditionFailure("a table of clones has the columns of blood") }
    self.table = table
    shared = first..<last + 1
  }

  /// Appends one row.
  mutating func append(_ clone: TrackedClone, to buffer: inout RowBuffer) {
    let key = clone.bloodKey
    let slot = key.slot(of: Self.slots)
    if keys[slot] != key {
      texts[slot].removeAll()
      table.append(clone, columns: shared, to: &texts[slot])
      keys[slot] = key
    }
    table.append(clone, columns: 0..<shared.lowerBound, to: &buffer)
    buffer.append(fieldsOf: texts[slot])
    table.append(clone, columns: shared.upperBound..<table.columns.count, to: &buffer)
    buffer.endRow()
  }
}
