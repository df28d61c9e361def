import Sequences

/// The cheap search: parents that differ in one uncertain base are looked up in the counting table.
extension ErrorFolding {
  /// With more uncertain bases than this a junction is not probed: each costs three lookups.
  private static let mostProbed = 8

  /// The parent that differs in one uncertain base with the best evidence, the first of several.
  ///
  /// `scratch` is room for a packed junction.
  func parentByOneBase(of number: Int, scratch: inout [UInt64]) -> Int? {
    let entry = table.entries[nodes[number].entry]
    let length = Int(entry.length)
    var uncertain = InlineArray<8, Int>(repeating: 0)
    var count = 0
    for position in 0..<length
    where Int(table.qualitySums[entry.qualities &+ position]) < Self.certainQuality {
      if count == Self.mostProbed { return nil }
      uncertain[count] = position
      count &+= 1
    }
    guard count > 0 else { return nil }
    var best = Int.min
    var parent: Int?
    for i in 0..<count {
      let place = uncertain[i]
      table.oneBaseNeighbours(of: entry, at: place..<place &+ 1, scratch: &scratch) { found, _ in
        let candidate = Int(mainNode[found])
        guard candidate >= 0, candidate < number else { return true }
        let evidence = evidence(child: number, parent: candidate)
        if evidence > best || (evidence == best && parent.map { candidate < $0 } ?? false) {
          best = evidence
          parent = candidate
        }
        return true
      }
    }
    return parent
  }
}
