import Germline

/// Which targets of V and of J are so alike that a wrong base or two make one of another: alleles,
/// mostly, and duplicated genes such as TRBV4-2 and TRBV4-3.
struct GeneKinship: Sendable {
  /// Bases before the anchor that are compared: what a read of 150 bases shows of V, or less.
  private static let reach = 80
  private static let mostDifferences = 2

  /// All pairs of the targets of one segment.
  private struct Pairs: Sendable {
    var count: Int
    var isKin: [Bool]
    private var kin: [Int]

    init(_ targets: [SearchTarget]) {
      count = targets.count
      isKin = [Bool](repeating: false, count: count * count)
      for a in targets.indices {
        for b in a..<targets.count where GeneKinship.areAlike(targets[a], targets[b]) {
          isKin[a * count + b] = true
          isKin[b * count + a] = true
        }
      }
      kin = Array(targets.indices)
      // Each takes the first of its kin until none finds one before its own.
      var isDone = false
      while !isDone {
        isDone = true
        for a in targets.indices {
          for b in targets.indices where isKin[a * count + b] && kin[b] < kin[a] {
            kin[a] = kin[b]
            isDone = false
          }
        }
      }
    }

    /// The first of the targets that are alike, or alike with one that is.
    func first(of target: UInt16) -> Int { count > 0 ? kin[Int(target)] : Int(target) }

    @inline(__always)
    func agree(_ a: UInt32, _ b: UInt32, of ties: borrowing TieTable) -> Bool {
      if a == b { return true }
      let (first, second) = (ties.span(of: a), ties.span(of: b))
      for x in first.indices {
        for y in second.indices {
          let (target, other) = (Int(first[x]), Int(second[y]))
          if target == other || (count > 0 && isKin[target &* count &+ other]) { return true }
        }
      }
      return false
    }
  }

  private let v: Pairs
  private let j: Pairs

  /// Compares all pairs of targets.
  init(v: [SearchTarget], j: [SearchTarget]) {
    self.v = Pairs(v)
    self.j = Pairs(j)
  }

  /// No targets are alike but for themselves.
  static let none = GeneKinship(v: [], j: [])

  /// One number for all V that are alike; of a set of a table its first member's.
  func vKin(of set: UInt32, in table: borrowing ClonotypeCounter) -> Int {
    v.first(of: table.vTies.first(of: set))
  }

  /// The same for J.
  func jKin(of set: UInt32, in table: borrowing ClonotypeCounter) -> Int {
    j.first(of: table.jTies.first(of: set))
  }

  /// Whether two clonotypes of a table may have one V and one J, or such that are alike.
  func agree(
    _ a: ClonotypeNode, _ b: ClonotypeNode, in table: borrowing ClonotypeCounter
  ) -> Bool {
    v.agree(a.v, b.v, of: table.vTies) && j.agree(a.j, b.j, of: table.jTies)
  }

  /// Whether two sets of V have a member in common, or two that are alike.
  func agreeInV(_ a: UInt32, _ b: UInt32, in table: borrowing ClonotypeCounter) -> Bool {
    v.agree(a, b, of: table.vTies)
  }

  /// The same for J.
  func agreeInJ(_ a: UInt32, _ b: UInt32, in table: borrowing ClonotypeCounter) -> Bool {
    j.agree(a, b, of: table.jTies)
  }

  private static func areAlike(_ a: SearchTarget, _ b: SearchTarget) -> Bool {
    guard let x = a.anchor, let y = b.anchor else { return false }
    let before = min(reach, x, y)
    let behind = min(a.codes.count - x, b.codes.count - y)
    var differences = 0
    for offset in -before..<behind where a.codes[x + offset] != b.codes[y + offset] {
      differences += 1
      if differences > mostDifferences { return false }
    }
    return true
  }
}
