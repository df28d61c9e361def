import RepertoireTracking
import SequenceIO

/// Formats rows of `clones.tsv`, the cells that clones of the same counts share once for them.
///
/// Of some seventy columns ten are of the clone alone; the others are three quarters of the time.
struct CloneCells {
  // Clones of the same counts stand near to each other, since the rows are ordered by p.
  private static let slots = 1024

  private let table: TrackingTable<TrackedClone>
  private let blood: Range<Int>
  private var bloodKeys = [TrackedClone.BloodKey?](repeating: nil, count: slots)
  private var bloodTexts = [RowBuffer](repeating: RowBuffer(), count: slots)
  private var outcomeKeys = [TrackedClone.OutcomeKey?](repeating: nil, count: slots)
  private var outcomeTexts = [RowBuffer](repeating: RowBuffer(), count: slots)

  init(_ table: TrackingTable<TrackedClone>) {
    let columns = table.columns.map(\.column)
    guard let first = columns.firstIndex(of: .baselineUpper95),
      let last = columns.firstIndex(of: .dispersionSource), first < last,
      columns.firstIndex(of: .firstSignificantDay) == last + 1
    else { preconditionFailure("a table of clones has the columns of blood, then of the outcome") }
    self.table = table
    blood = first..<last + 1
  }

  /// Appends one row.
  mutating func append(_ clone: TrackedClone, to buffer: inout RowBuffer) {
    table.append(clone, columns: 0..<blood.lowerBound, to: &buffer)
    let key = clone.bloodKey
    let slot = key.slot(of: Self.slots)
    if bloodKeys[slot] != key {
      bloodTexts[slot].removeAll()
      table.append(clone, columns: blood, to: &bloodTexts[slot])
      bloodKeys[slot] = key
    }
    buffer.append(fieldsOf: bloodTexts[slot])
    let outcome = clone.outcomeKey
    let place = outcome.slot(of: Self.slots)
    if outcomeKeys[place] != outcome {
      outcomeTexts[place].removeAll()
      table.append(clone, columns: blood.upperBound..<table.columns.count, to: &outcomeTexts[place])
      outcomeKeys[place] = outcome
    }
    buffer.append(fieldsOf: outcomeTexts[place])
    buffer.endRow()
  }
}
