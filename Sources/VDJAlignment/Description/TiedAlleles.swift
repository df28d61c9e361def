import Germline

/// The alleles of tied targets, each list made once.
struct TiedAlleles: Sendable {
  private var ties = TieNumbers<UInt16>()
  private var lists: [[AlleleID]] = []

  /// The alleles of tied targets, one or more, ascending.
  mutating func alleles(of tied: [UInt16], in targets: [SearchTarget]) -> [AlleleID] {
    let number = ties.number(of: tied, slot: Int(tied[0]))
    if number == lists.count { lists.append(tied.flatMap { targets[Int($0)].alleles }.sorted()) }
    return lists[number]
  }
}
