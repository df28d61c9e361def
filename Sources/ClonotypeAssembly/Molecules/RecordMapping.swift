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

  /// - Parameters:
  ///   - part: The worker's table.
  ///   - whole: The table that it was merged into.
  public init(from part: ClonotypeCounter, into whole: inout ClonotypeCounter) {
    let entries = part.entries.map { entry in
      let found = whole.find(
        part.words(of: entry), length: Int(entry.length), locus: entry.locus)
      guard let found else { preconditionFailure("the merged table holds every junction") }
      return UInt32(found)
    }
    self.init(
      entries: entries, v: part.vTies.allTargets().map { whole.vTies.number(of: $0) },
      j: part.jTies.allTargets().map { whole.jTies.number(of: $0) })
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
