import Repertoires
import Sequences
import VDJAlignment

/// Writes the rows of a repertoire in parallel, each part of them by a task of its own.
///
/// The rows are ordered before they are written, so the parts, laid end to end, are in the
/// repertoire's order but for few. With one list of descriptions for all rows, written and sorted
/// afterwards, a tenth of the wall time of a million reads went by on one thread.
struct RepertoireRows: Sendable {
  /// Rows of a part; it decides nothing, as calls are compared by name.
  private static let step = 1024

  let nodes: [ClonotypeNode]
  /// Of each root with its family, in the count unit.
  let counts: [Int]
  /// Of each root with its family.
  let reads: [Int]
  /// Of each node alone.
  let ownReads: [Int]
  let countsMolecules: Bool
  let describer: ClonotypeDescriber

  /// The sorted repertoire of some nodes in the order that ``sorted(_:)`` gives; `threads` never
  /// changes it.
  func repertoire(inOrder order: [Int], sample: Sample, threads: Int) async -> Repertoire {
    let shared = SequenceDescriber(index: describer.index)
    let empty = RepertoireWriter(
      index: describer.index, table: describer.table, sample: sample,
      countUnit: countsMolecules ? .umi : .reads)
    var whole = empty.repertoire
    // A look at all rows in the end took 4 ms of one thread for 20,000 rows.
    var isSorted = true
    await OrderedParts.forEach(
      count: order.count, step: Self.step, threads: threads,
      { places in
        var scratch = ClonotypeDescriber.Scratch(shared)
        var writer = empty
        writer.reserve(rows: places.count)
        var fetch = EntryFetch()
        // What is lazy holds it: of `self` all arrays would be counted.
        let nodes = nodes
        for place in places {
          if (place - places.lowerBound) % EntryFetch.step == 0 {
            let next = order[place..<min(places.upperBound, place + EntryFetch.step)]
            let entries = next.lazy.map { Int32(nodes[$0].entry) }
            fetch.touch(entries, in: self.describer.table)
            fetch.touch(representativesOf: entries, in: self.describer.table)
          }
          append(order[place], to: &writer, &scratch)
        }
        let part = writer.repertoire
        return (rows: part, isSorted: part.areInOrder(part.clonotypes.indices))
      },
      consume: { part, isPartSorted in
        if whole.clonotypes.isEmpty {
          // Room that is never written costs no memory.
          whole.reserve(
            rows: order.count,
            textBytes: part.texts.count / max(1, part.clonotypes.count) * order.count * 9 / 8)
        }
        let seam = whole.clonotypes.count
        whole.append(part)
        isSorted = isSorted && isPartSorted && whole.areInOrder(seam..<seam + 1)
      })
    if !isSorted { whole.sort() }
    return whole
  }

  private func append(
    _ number: Int, to writer: inout RepertoireWriter,
    _ scratch: inout ClonotypeDescriber.Scratch
  ) {
    let sequence = describer.describe(number, &scratch)
    let locus = Int(describer.table.entries[nodes[number].entry].locus)
    writer.append(
      v: nodes[number].v, j: nodes[number].j, locus: Locus.allCases[locus],
      junction: scratch.junction.span, reads: reads[number],
      folded: reads[number] - ownReads[number],
      molecules: countsMolecules ? counts[number] : nil, sequence: sequence, text: scratch.text)
  }

  /// Nodes in the order of a repertoire's rows as far as counts and junctions tell it.
  func sorted(_ kept: [Int]) -> [Int] {
    let table = describer.table
    var isCorrected = [Bool](repeating: false, count: nodes.count)
    for number in describer.corrected.keys { isCorrected[number] = true }
    // The first 32 bases stand for the rest where they differ: a look into the table is a cache
    // miss or two. Behind the end of a shorter junction stands A, which comes first as its end does.
    var keys = kept.map { number in
      let entry = table.entries[nodes[number].entry]
      let first = describer.corrected[number]?[0] ?? entry.head[0]
      return (
        count: counts[number], locus: entry.locus, start: PackedWord.reversed(first), node: number
      )
    }
    keys.sort { a, b in
      if a.count != b.count { return a.count > b.count }
      if a.locus != b.locus { return a.locus < b.locus }
      return a.start != b.start ? a.start < b.start : nil
    } amongEquals: { a, b in
      let (x, y) = (nodes[a.node].entry, nodes[b.node].entry)
      if isCorrected[a.node] || isCorrected[b.node] {
        let (first, second) = (describer.junction(of: a.node), describer.junction(of: b.node))
        if first != second { return first.lexicographicallyPrecedes(second) }
      } else if x != y {
        return table.precedes(x, y)
      }
      return a.node < b.node
    }
    return keys.map(\.node)
  }
}
