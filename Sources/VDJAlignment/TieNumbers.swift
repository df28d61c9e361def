/// Numbers for tied targets or alleles, 0, 1, 2 and so on in the order of their first use.
///
/// Twenty thousand rows share a few hundred ties: what is made of one is kept by its number.
public struct TieNumbers<Member: Hashable & Sendable>: Sendable {
  @usableFromInline var numbers: [[Member]: Int] = [:]
  /// By slot, the tie that was asked for last: mostly the one that is asked for next.
  @usableFromInline var recent: [(tie: [Member], number: Int)] = []

  /// No tie yet.
  public init() {}

  /// The number of a tie, which has one member or more.
  ///
  /// - Parameter slot: The same for equal ties and best another for others, from 0 on: say, the
  ///   number of the first member.
  @inlinable
  public mutating func number(of tie: [Member], slot: Int) -> Int {
    if slot < recent.count && recent[slot].tie == tie { return recent[slot].number }
    return hashed(tie, slot: slot)
  }

  @usableFromInline
  mutating func hashed(_ tie: [Member], slot: Int) -> Int {
    while recent.count <= slot { recent.append((tie: [], number: 0)) }
    // A list of its own: threads that share one pay dearly for counting who uses it.
    if let known = numbers.index(forKey: tie) {
      recent[slot] = (tie: numbers[known].key, number: numbers[known].value)
      return numbers[known].value
    }
    let number = numbers.count
    let own = tie.map { $0 }
    numbers[own] = number
    recent[slot] = (tie: own, number: number)
    return number
  }
}
