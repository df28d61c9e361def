import Germline
import Sequences

/// Which bases at the ends of a junction its V and J write.
///
/// Clonotypes of one V and one J do not differ there, so that a difference is an error far more often
/// than elsewhere. Where V or J is trimmed so far that added bases stand in their place, it is as
/// good as any other: each clonotype is asked for its own.
struct GermlineEnds: Sendable {
  /// Bases that V writes at the start of most junctions, and J at their end.
  static let vBases = 7
  static let jBases = 11
  /// Bases beyond one that must be of the gene too: the first added base is so by chance in one
  /// clonotype of four.
  private static let margin = 1

  /// The bases of a target from the outer end of the junction inward, two bits each.
  private struct End {
    var bases: UInt64 = 0
    var count = 0

    init(_ codes: some Sequence<UInt8>) {
      for code in codes {
        guard code < Nucleotide.unknown else { return }
        bases |= UInt64(code) &<< UInt64(2 &* count)
        count &+= 1
      }
    }
  }

  private let v: [End]
  private let j: [End]

  /// The ends of the targets, in their order.
  init(v: [SearchTarget], j: [SearchTarget]) {
    self.v = v.map { target in
      End(
        target.codes.dropFirst(target.anchor ?? target.codes.count).prefix(
          Self.vBases + Self.margin))
    }
    self.j = j.map { target in
      End(
        target.codes.prefix(target.anchor.map { $0 + 3 } ?? 0).suffix(Self.jBases + Self.margin)
          .reversed())
    }
  }

  /// Of no targets: all clonotypes have whole ends.
  static let whole = GermlineEnds(v: [], j: [])

  /// Whether V or J of a clonotype writes a base of its junction, the next one inward, and all from
  /// there to the end.
  func write(
    _ position: Int, of entry: JunctionEntry, _ node: ClonotypeNode,
    in table: borrowing ClonotypeCounter
  ) -> Bool {
    if position < Self.vBases {
      let count = position &+ 1 &+ Self.margin
      if Self.anyWrites(
        table.word(0, of: entry), count, node.v, of: table.vTies, ends: v)
      {
        return true
      }
    }
    guard position >= Int(entry.length) &- Self.jBases, position >= Self.margin else {
      return false
    }
    let first = position &- Self.margin
    let count = Int(entry.length) &- first
    var bases: UInt64 = 0
    for at in first..<Int(entry.length) {
      bases = bases &<< 2 | UInt64(table.base(of: entry, at: at))
    }
    // The last base is the outermost, and stands in the lowest bits.
    return Self.anyWrites(bases, count, node.j, of: table.jTies, ends: j)
  }

  /// Whether a clonotype has as many of its V and J as most have.
  func areWhole(
    of entry: JunctionEntry, _ node: ClonotypeNode, in table: borrowing ClonotypeCounter
  ) -> Bool {
    write(Self.vBases - 1, of: entry, node, in: table)
      && write(Int(entry.length) - Self.jBases, of: entry, node, in: table)
  }

  private static func anyWrites(
    _ bases: UInt64, _ count: Int, _ set: UInt32, of ties: borrowing TieTable, ends: [End]
  ) -> Bool {
    if ends.isEmpty { return true }
    let mask = UInt64(1) &<< UInt64(2 &* count) &- 1
    let targets = ties.span(of: set)
    for i in targets.indices {
      let end = ends[Int(targets[i])]
      if end.count >= count && (end.bases ^ bases) & mask == 0 { return true }
    }
    return false
  }
}
