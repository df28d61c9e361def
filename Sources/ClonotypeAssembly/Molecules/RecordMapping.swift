/// Turns the numbers of a worker's table into those of the merged one.
public struct RecordMapping: Sendable {
  /// Entries below this number, which all workers share, keep it; so do sets.
  private let shared: (entries: Int, v: Int, j: Int)
  private let entries: [UInt32]
  private let v: [UInt32]
  private let j: [UInt32]

  /// The new numbers of all entries and sets behind those that are shared.
  init(
    entries: [UInt32], v: [UInt32], j: [UInt32],
    behind shared: (entries: Int, v: Int, j: Int) = (0, 0, 0)
  ) {
    self.entries = entries
    self.v = v
    self.j = j
    self.shared = shared
  }

  /// The new number of an entry.
  func entry(_ old: Int) -> Int {
    Int(Self.number(UInt32(old), behind: shared.entries, in: entries))
  }

  /// The new numbers of a V and a J set.
  func sets(v old: UInt32, j oldJ: UInt32) -> (v: UInt32, j: UInt32) {
    (
      Self.number(old, behind: shared.v, in: v), Self.number(oldJ, behind: shared.j, in: j)
    )
  }

  /// Changes the numbers of a record.
  public func apply(to record: inout MoleculeRecord) {
    record.entry = Self.number(record.entry, behind: shared.entries, in: entries)
    record.v = Self.number(record.v, behind: shared.v, in: v)
    record.j = Self.number(record.j, behind: shared.j, in: j)
  }

  @inline(__always)
  private static func number(_ old: UInt32, behind shared: Int, in new: [UInt32]) -> UInt32 {
    Int(old) < shared ? old : new[Int(old) &- shared]
  }
}
