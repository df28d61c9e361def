import Sequences
import VDJAlignment

/// The consensus junctions that no read shows, as one worker numbers them.
struct AddedJunctions: Sendable {
  /// The first identifier that needed a junction, whatever the order in which they come.
  struct Origin {
    var umi: UMI
    /// Later ones of an identifier may be like earlier ones.
    var order: Int
    /// The entry it resembles, whose representative read it takes: of the shared table, or behind
    /// it of these.
    var like: UInt32
  }

  /// Entries of the table that all workers share.
  let shared: Int
  private var junctions: ClonotypeCounter
  private(set) var origins: [Origin] = []
  private var order = 0

  /// None, to be numbered behind a table.
  init(behind table: ClonotypeCounter, index: AlignmentIndex) {
    shared = table.entries.count
    junctions = ClonotypeCounter(index: index)
  }

  /// What is known of a junction.
  func entry(_ number: Int) -> JunctionEntry { junctions.entries[number] }

  /// The code of a junction's base.
  func base(of entry: JunctionEntry, at position: Int) -> UInt8 {
    junctions.base(of: entry, at: position)
  }

  /// The packed junction of an entry.
  func words(of entry: JunctionEntry) -> [UInt64] { junctions.words(of: entry) }

  /// The number of a junction, which is added if it is new.
  mutating func number(
    of words: [UInt64], length: Int, locus: UInt8, like: UInt32, umi: UMI
  ) -> Int {
    let at = junctions.entry(ofJunction: words, length: length, locus: locus)
    order += 1
    let origin = Origin(umi: umi, order: order, like: like)
    if at == origins.count {
      origins.append(origin)
    } else if umi < origins[at].umi {
      origins[at] = origin
    }
    return at
  }
}
