/// The families of a folding that have few reads: their members laid end to end, each family's root
/// first, in the order of the roots.
struct SmallFamilies: Sendable {
  private var members: [Int32] = []
  private var starts: [Int32] = []

  /// - Parameters:
  ///   - roots: The root of each node, its own number for a root.
  ///   - readsOf: The reads of each node before it was folded.
  ///   - most: The most reads of a root.
  ///   - withSingles: Whether a root into which nothing was folded is a family.
  init(roots: [Int], readsOf: [Int], most: Int, withSingles: Bool) {
    // How many a root has, then where the next one stands.
    var next = [Int32](repeating: 0, count: roots.count)
    for number in roots.indices where readsOf[roots[number]] <= most { next[roots[number]] += 1 }
    let least = withSingles ? 1 : 2
    var total: Int32 = 0
    for root in roots.indices {
      let count = next[root]
      next[root] = total
      guard count >= least else {
        next[root] = -1
        continue
      }
      starts.append(total)
      total += count
    }
    starts.append(total)
    members = [Int32](repeating: 0, count: Int(total))
    // The root before the others, whose numbers may be lower.
    for root in roots.indices where next[root] >= 0 {
      members[Int(next[root])] = Int32(root)
      next[root] += 1
    }
    for number in roots.indices where roots[number] != number && next[roots[number]] >= 0 {
      members[Int(next[roots[number]])] = Int32(number)
      next[roots[number]] += 1
    }
  }

  /// The number of families.
  var count: Int { starts.count - 1 }

  /// The nodes of a family, its root first.
  subscript(family: Int) -> ArraySlice<Int32> {
    members[Int(starts[family])..<Int(starts[family + 1])]
  }

  /// The members of a family and of what follows, so many in all or more.
  func members(from family: Int, atLeast count: Int) -> ArraySlice<Int32> {
    let start = Int(starts[family])
    let end = max(Int(starts[family + 1]), start + count)
    return members[start..<min(members.count, end)]
  }
}
