import Repertoires

/// Connected components among the rows of one junction, by intersecting V sets and J sets.
struct GeneComponents {
  /// Component of each row, numbered by first row.
  private(set) var labels: [Int] = []
  /// Components.
  private(set) var count = 0
  /// Whether a component holds V or J sets without a common gene.
  private(set) var ambiguous: [Bool] = []

  /// Finds the components of rows, given by V set (upper 32 bits) and J set (lower).
  mutating func resolve(_ rows: [UInt64], v: GeneSets, j: GeneSets) {
    let kinds = Set(rows).sorted()
    var parent = Array(kinds.indices)
    func root(_ kind: Int) -> Int {
      var kind = kind
      while parent[kind] != kind { kind = parent[kind] }
      return kind
    }
    for a in kinds.indices {
      for b in 0..<a where Self.meet(kinds[a], kinds[b], v, j) {
        let (low, high) = (min(root(a), root(b)), max(root(a), root(b)))
        parent[high] = low
      }
    }
    var place: [UInt64: Int] = [:]
    for (kind, genes) in kinds.enumerated() { place[genes] = kind }
    let roots = rows.map { root(place[$0] ?? 0) }
    var label: [Int: Int] = [:]
    labels = []
    for root in roots {
      let next = label.count
      labels.append(label[root] ?? next)
      if label[root] == nil { label[root] = next }
    }
    count = label.count
    ambiguous = [Bool](repeating: false, count: count)
    for a in kinds.indices {
      for b in 0..<a where root(a) == root(b) {
        if !Self.meet(kinds[a], kinds[b], v, j), let component = label[root(a)] {
          ambiguous[component] = true
        }
      }
    }
  }

  private static func meet(
    _ a: UInt64, _ b: UInt64, _ v: GeneSets, _ j: GeneSets
  ) -> Bool {
    v.areCompatible(GeneSetID(rawValue: UInt32(a >> 32)), GeneSetID(rawValue: UInt32(b >> 32)))
      && j.areCompatible(
        GeneSetID(rawValue: UInt32(truncatingIfNeeded: a)),
        GeneSetID(rawValue: UInt32(truncatingIfNeeded: b)))
  }
}
