/// Numbers for tied targets or alleles, 0, 1, 2 and so on in the order of their first use.
///
/// Twenty thousand rows share a few hundred ties: what is made of one is kept by its number.
public struct TieNumbers<Member: Hashable & Sendable>: Sendable {
  /// Ties of a slot that are compared one by one, which for the few that most have is faster than
  /// hashing; the rest is hashed.
  @inlinable static var mostCompared: Int { 8 }

  @usableFromInline var compared: [[(tie: [Member], number: Int)]] = []
  @usableFromInline var hashed: [[Member]: Int] = [:]
  @usableFromInline var made = 0

  /// Ties that have a number.
  public var count: Int { made }

  /// No tie yet.
  public init() {}

  /// The number of a tie, which has one member or more.
  ///
  /// - Parameter slot: The same for equal ties and best another for others, from 0 on: say, the
  ///   number of the first member.
  @inlinable
  public mutating func number(of tie: [Member], slot: Int) -> Int {
    if slot < compared.count {
      var at = 0
      while at < compared[slot].count {
        if compared[slot][at].tie == tie { return compared[slot][at].number }
        at &+= 1
      }
      if at == Self.mostCompared, let known = hashed[tie] { return known }
    }
    return add(tie, slot: slot)
  }

  @inlinable
  mutating func add(_ tie: [Member], slot: Int) -> Int {
    if slot >= compared.count {
      compared.append(contentsOf: repeatElement([], count: slot + 1 - compared.count))
    }
    // A list of its own: threads that share one pay dearly for counting who uses it.
    let own = tie.map { $0 }
    if compared[slot].count < Self.mostCompared {
      compared[slot].append((tie: own, number: made))
    } else {
      hashed[own] = made
    }
    made += 1
    return made - 1
  }
}
