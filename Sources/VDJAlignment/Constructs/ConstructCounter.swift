/// Counts the reads of constructs; a worker's own scratch and account over a shared index.
///
/// Nothing is allocated for a read but where it is longer, or hits more places, than all before.
public struct ConstructCounter: Sendable {
  /// The counts so far.
  public private(set) var account: ConstructAccount
  private var first: ConstructSearch
  private var second: ConstructSearch

  /// A counter of nothing yet.
  public init(index: ConstructIndex) {
    account = ConstructAccount(index: index)
    first = ConstructSearch(index: index)
    second = first
  }

  /// Counts one single read; ASCII bases as in the file.
  public mutating func count(_ sequence: Span<UInt8>) {
    account.longestRead = max(account.longestRead, sequence.count)
    first.look(at: sequence)
    second.clear()
    settle(longest: sequence.count)
  }

  /// Counts a pair once: for the construct with the most exact words over both mates.
  ///
  /// One mate with evidence is enough; the words of the other count where it has evidence too.
  public mutating func countPair(_ sequence: Span<UInt8>, _ mate: Span<UInt8>) {
    account.longestRead = max(account.longestRead, sequence.count)
    account.longestMate = max(account.longestMate, mate.count)
    first.look(at: sequence)
    second.look(at: mate)
    settle(longest: max(sequence.count, mate.count))
  }

  private mutating func settle(longest: Int) {
    account.reads &+= 1
    if longest < ConstructIndex.shortestRead { account.tooShortReads &+= 1 }
    guard first.claimCount &+ second.claimCount > 0 else { return }
    var best = -1
    var most = 0
    var isTied = false
    var i = 0
    while i < first.claimCount &+ second.claimCount {
      let construct =
        i < first.claimCount
        ? first.claims[i].construct : second.claims[i &- first.claimCount].construct
      let words = first.words(of: construct) &+ second.words(of: construct)
      if words > most {
        most = words
        best = construct
        isTied = false
      } else if words == most && construct != best {
        isTied = true
      }
      i &+= 1
    }
    guard !isTied else {
      account.ambiguousReads &+= 1
      markTied(words: most)
      return
    }
    account.readsOfConstruct[best] &+= 1
    first.cover(best, in: &account)
    second.cover(best, in: &account)
  }

  /// Counts an ambiguous read once for each construct that has the most words.
  private mutating func markTied(words most: Int) {
    var i = 0
    while i < first.claimCount &+ second.claimCount {
      let isOfFirst = i < first.claimCount
      let construct =
        isOfFirst ? first.claims[i].construct : second.claims[i &- first.claimCount].construct
      // What both mates claim stands among the claims of the first.
      let isNew = isOfFirst || first.words(of: construct) == 0
      if isNew && first.words(of: construct) &+ second.words(of: construct) == most {
        account.ambiguousOfConstruct[construct] &+= 1
      }
      i &+= 1
    }
  }
}
