/// Copies that lost or gained one base: slips of the polymerase in runs of equal bases, mostly.
extension ErrorFolding {
  /// What a clonotype in frame needs more to be the copy of one out of frame, in thousandths of
  /// log10: ten times as many clonotypes are in frame.
  private static let inFrame = 1000
  /// Uncertain bases that are changed one after the other.
  private static let mostUncertain = 4
  /// Runs of equal bases in a junction are seldom longer.
  private static let longestRun = 8

  /// The junctions that a copy may come from: those with reads enough for one to be expected.
  func indelParents() -> JunctionFilter {
    var least = 2
    while least < readsOf.first ?? 0, !canFold(reads: 1, parentReads: least) { least += 1 }
    var chosen: [Int32] = []
    for number in nodes.indices {
      if readsOf[number] < least { break }
      if nodes[number].isMain { chosen.append(entryOf[number]) }
    }
    // They are few, and what passes without need is packed and looked up: twice the room.
    var filter = JunctionFilter(count: 2 * chosen.count)
    var (variants, fetch) = (IndelVariants(), EntryFetch())
    for place in chosen.indices {
      if place % EntryFetch.step == 0 {
        fetch.touch(chosen[place..<min(chosen.count, place + EntryFetch.step)], in: table)
      }
      variants.take(table.entries[Int(chosen[place])], in: table)
      filter.insert(variants.hash)
    }
    return filter
  }

  /// Whether any run can make enough of so many reads.
  private func canFold(reads: Int, parentReads: Int) -> Bool {
    let evidence = model.indelEvidence(
      reads: reads, parentReads: parentReads, run: Self.longestRun)
    return model.rates.neighbours.indices.contains {
      evidence > model.foldAbove(differences: 1, locus: UInt8($0), reads: reads)
    }
  }

  /// The parent with one base more or less that has the best evidence, the first of several.
  func parentByIndel(
    of number: Int, among filter: JunctionFilter, _ variants: inout IndelVariants
  ) -> Int? {
    let reads = readsOf[number]
    guard let most = readsOf.first, canFold(reads: reads, parentReads: most) else { return nil }
    let entry = table.entries[Int(entryOf[number])]
    variants.take(entry, in: table)
    var found = Candidate(
      evidence: model.foldAbove(differences: 1, locus: entry.locus, reads: reads)
        + (entry.length % 3 == 0 ? Self.inFrame : 0))
    look(for: number, loss: 0, among: filter, &variants, &found)
    guard found.node == nil, reads == 1, entry.length % 3 != 0 else { return found.node }
    // A read that slipped may bear a wrong base besides.
    var tried = 0
    for position in 0..<Int(entry.length) where tried < Self.mostUncertain {
      let quality = Int(table.qualitySums[entry.qualities &+ position])
      guard quality < Self.certainQuality else { continue }
      tried &+= 1
      let kept = variants.codes[position]
      for change in UInt8(1)...3 {
        variants.replace(at: position, with: kept ^ change)
        look(
          for: number,
          loss: model.loss(qualitySum: quality, reads: 1, parentQualitySum: 255),
          among: filter, &variants, &found)
      }
      variants.replace(at: position, with: kept)
    }
    return found.node
  }

  /// The best parent so far.
  private struct Candidate {
    var evidence: Int
    var node: Int?
  }

  /// Looks up all junctions with a base more or less than that in `variants`.
  private func look(
    for number: Int, loss: Int, among filter: JunctionFilter, _ variants: inout IndelVariants,
    _ best: inout Candidate
  ) {
    // Few hashes pass, so what passes is kept and looked up behind the loop.
    var passed = InlineArray<16, IndelVariants.Change>(repeating: .init(place: 0, added: nil))
    var count = 0
    variants.forEachHash { hash, change in
      guard count < 16, filter.mayContain(hash) else { return }
      passed[count] = change
      count &+= 1
    }
    let locus = table.entries[Int(entryOf[number])].locus
    for i in 0..<count {
      let length = variants.pack(passed[i])
      guard junctions.mayContain(JunctionFilter.sum(of: variants.words)),
        let found = table.find(variants.words, length: length, locus: locus)
      else { continue }
      let candidate = Int(mainNode[found])
      guard candidate >= 0, candidate < number else { continue }
      let evidence =
        model.indelEvidence(
          reads: readsOf[number], parentReads: readsOf[candidate],
          run: variants.run(of: passed[i])) - loss
      let isEqual = evidence == best.evidence && best.node.map { candidate < $0 } ?? false
      guard evidence > best.evidence || isEqual, agree(number, candidate) else { continue }
      best = Candidate(evidence: evidence, node: candidate)
    }
  }
}
