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
    scratch.removeAll(keepingCapacity: true)
    for word in 0..<entry.wordCount { scratch.append(table.word(word, of: entry)) }
    var best = Int.min
    var parent: Int?
    for i in 0..<count {
      let word = uncertain[i] / 32
      let lane = UInt64(truncatingIfNeeded: uncertain[i] % 32 &* 2)
      let kept = scratch[word]
      for change in UInt64(1)...3 {
        scratch[word] = kept ^ (change &<< lane)
        guard let found = table.find(scratch, length: length, locus: entry.locus) else { continue }
        let candidate = Int(mainNode[found])
        guard candidate >= 0, candidate < number else { continue }
        let evidence = evidence(child: number, parent: candidate)
        if evidence > best || (evidence == best && parent.map { candidate < $0 } ?? false) {
          best = evidence
          parent = candidate
        }
      }
      scratch[word] = kept
    }
    return parent
  }
}
