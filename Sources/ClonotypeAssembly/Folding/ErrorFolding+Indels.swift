/// Copies that lost or gained one base: slips of the polymerase in runs of equal bases, mostly.
extension ErrorFolding {
  /// What a clonotype in frame needs more to be the copy of one out of frame, in thousandths of
  /// log10: ten times as many clonotypes are in frame.
  private static let inFrame = 1000
  /// Runs of equal bases in a junction are seldom longer.
  private static let longestRun = 8

  /// The junctions that a copy may come from: those with reads enough for one to be expected.
  func indelParents() -> JunctionFilter {
    var least = 2
    while least < readsOf.first ?? 0, !canFold(reads: 1, parentReads: least) { least += 1 }
    var chosen: [Int] = []
    for number in nodes.indices {
      if readsOf[number] < least { break }
      if nodes[number].isMain { chosen.append(number) }
    }
    var filter = JunctionFilter(count: chosen.count)
    var variants = IndelVariants()
    for number in chosen {
      variants.take(table.entries[Int(entryOf[number])], in: table)
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
    // Few hashes pass, so what passes is kept and looked up behind the loop.
    var passed = InlineArray<16, IndelVariants.Change>(repeating: .init(place: 0, added: nil))
    var count = 0
    variants.forEachHash { hash, change in
      guard count < 16, filter.mayContain(hash) else { return }
      passed[count] = change
      count &+= 1
    }
    let threshold =
      model.foldAbove(differences: 1, locus: entry.locus, reads: reads)
      + (entry.length % 3 == 0 ? Self.inFrame : 0)
    var best = threshold
    var parent: Int?
    for i in 0..<count {
      let length = variants.pack(passed[i])
      guard let found = table.find(variants.words, length: length, locus: entry.locus) else {
        continue
      }
      let candidate = Int(mainNode[found])
      guard candidate >= 0, candidate < number else { continue }
      let evidence = model.indelEvidence(
        reads: reads, parentReads: readsOf[candidate], run: variants.run(of: passed[i]))
      guard evidence > best || (evidence == best && parent.map { candidate < $0 } ?? false),
        agree(number, candidate)
      else { continue }
      best = evidence
      parent = candidate
    }
    return parent
  }
}
