import Repertoires

/// Groups of alike clones among the newly expanded ones of a patient: a response that spreads to
/// further epitopes shows as more groups, not only as more clones.
struct SimilarityGroups {
  /// Clones with their genes as numbers, so that pairs are fast to compare.
  private struct Member {
    var row: Int
    var junction: [UInt8]
    var v: Set<String>
    var j: Set<String>
    var identity: String
  }

  /// Group of each row of clones, from 1 on in the order of rows; nil for clones alone.
  private(set) var groups: [Int?]
  /// Distance of each row to the nearest other clone with its V gene; nil without one.
  private(set) var nearest: [Int?]
  /// Groups of two clones or more: same V and J gene and length, chained by one mismatch at most.
  private(set) var count = 0
  /// Groups of two clones or more: same V gene, chained by a distance within the radius.
  private(set) var distanceCount = 0
  /// Amino-acid junctions with V and J gene that several nucleotide junctions encode.
  private(set) var convergent = 0

  /// Groups the expanded clones among the rows of one patient, locus and subset.
  init(_ rows: [TrackedClone]) {
    groups = [Int?](repeating: nil, count: rows.count)
    nearest = groups
    let members = rows.indices.filter {
      rows[$0].bloodClass.isExpanded && !rows[$0].junctionAA.isEmpty
    }.map { row in
      let (v, j) = (GeneCall(airr: rows[row].vCall).genes, GeneCall(airr: rows[row].jCall).genes)
      return Member(
        row: row, junction: Array(rows[row].junctionAA.utf8), v: Set(v), j: Set(j),
        identity: "\(rows[row].junctionAA)\t\(v.joined(separator: ","))\t"
          + j.joined(separator: ","))
    }
    var alike = Components(count: members.count)
    var near = Components(count: members.count)
    for a in members.indices {
      for b in 0..<a where !members[a].v.isDisjoint(with: members[b].v) {
        let (x, y) = (members[a], members[b])
        if !x.j.isDisjoint(with: y.j),
          JunctionDistance.differByOneAtMost(x.junction, y.junction)
        {
          alike.join(a, b)
        }
        guard let distance = JunctionDistance.between(x.junction, y.junction) else { continue }
        nearest[x.row] = min(nearest[x.row] ?? distance, distance)
        nearest[y.row] = min(nearest[y.row] ?? distance, distance)
        if distance <= JunctionDistance.radius { near.join(a, b) }
      }
    }
    distanceCount = near.ofSeveral().count
    for (number, group) in alike.ofSeveral().enumerated() {
      count += 1
      for member in group { groups[members[member].row] = number + 1 }
    }
    var variants: [String: Set<String>] = [:]
    for member in members where !rows[member.row].junction.isEmpty {
      variants[member.identity, default: []].insert(rows[member.row].junction)
    }
    convergent = variants.values.count { $0.count > 1 }
  }

  /// Sets of members that are linked, directly or over others.
  private struct Components {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    private func root(_ member: Int) -> Int {
      var member = member
      while parents[member] != member { member = parents[member] }
      return member
    }

    mutating func join(_ a: Int, _ b: Int) {
      let (low, high) = (min(root(a), root(b)), max(root(a), root(b)))
      parents[high] = low
    }

    /// Sets of more than one member, by their first.
    func ofSeveral() -> [[Int]] {
      var sets: [Int: [Int]] = [:]
      for member in parents.indices { sets[root(member), default: []].append(member) }
      return sets.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 1 }
    }
  }
}
