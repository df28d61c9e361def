import RepertoireTracking
import SequenceIO

/// Cells that many rows share, formatted once for those with equal keys that stand near each other.
struct SharedCells<Key: CellKey> {
  // Clones of the same counts stand near to each other, since the rows are ordered by p.
  private static var slots: Int { 1024 }

  private var keys = [Key?](repeating: nil, count: slots)
  private var texts = [RowBuffer](repeating: RowBuffer(), count: slots)

  /// Appends the cells of a key, which `format` makes where they are not known.
  mutating func append(
    _ key: Key, to buffer: inout RowBuffer, format: (inout RowBuffer) -> Void
  ) {
    let slot = key.slot(of: Self.slots)
    if keys[slot] != key {
      texts[slot].removeAll()
      format(&texts[slot])
      keys[slot] = key
    }
    buffer.append(fieldsOf: texts[slot])
  }
}
