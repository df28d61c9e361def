import RepertoireTracking
import SequenceIO

/// Formats rows of `clones.tsv`, the cells that clones of the same counts share once for them.
///
/// Of some seventy columns ten are of the clone alone; the others are three quarters of the time.
struct CloneCells {
  private let table: TrackingTable<TrackedClone>
  private let blood: Range<Int>
  private let outcome: Range<Int>
  private var bloodCells = SharedCells<TrackedClone.BloodKey>()
  private var outcomeCells = SharedCells<TrackedClone.OutcomeKey>()

  init(_ table: TrackingTable<TrackedClone>) {
    let columns = table.columns.map(\.column)
    guard let first = columns.firstIndex(of: .baselineUpper95),
      let last = columns.firstIndex(of: .dispersionSource), first < last,
      columns.firstIndex(of: .firstSignificantDay) == last + 1
    else { preconditionFailure("a table of clones has the columns of blood, then of the outcome") }
    self.table = table
    blood = first..<last + 1
    outcome = last + 1..<columns.count
  }

  /// Appends one row.
  mutating func append(_ clone: borrowing TrackedClone, to buffer: inout RowBuffer) {
    table.append(clone, columns: 0..<blood.lowerBound, to: &buffer)
    bloodCells.append(clone.bloodKey, to: &buffer) {
      table.append(clone, columns: blood, to: &$0)
    }
    outcomeCells.append(clone.outcomeKey, to: &buffer) {
      table.append(clone, columns: outcome, to: &$0)
    }
    buffer.endRow()
  }
}
