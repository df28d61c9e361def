/// The clonotypes that one end of a chimera may come from, in the order of that end.
struct ChimeraParents: Sendable {
  /// An end of a junction with the gene that writes it.
  struct End: Sendable {
    /// Locus and gene; alike genes have one number.
    var gene: Int
    var text: JunctionText
  }

  /// A clonotype that may be a parent.
  struct Parent: Sendable {
    var node: Int32
    var reads: Int
    var end: End
  }

  private let parents: [Parent]
  /// Reads of all parents before each place.
  private let sums: [Int]

  /// Sorts the parents.
  init(_ parents: [Parent]) {
    self.init(
      sorted: parents.sorted { a, b in
        if a.end.gene != b.end.gene { return a.end.gene < b.end.gene }
        if a.end.text != b.end.text { return a.end.text.precedes(b.end.text) }
        return a.node < b.node
      })
  }

  private init(sorted parents: [Parent]) {
    self.parents = parents
    var sums = [0]
    sums.reserveCapacity(parents.count + 1)
    for parent in parents { sums.append(sums[sums.count - 1] + parent.reads) }
    self.sums = sums
  }

  var count: Int { parents.count }

  subscript(place: Int) -> Parent { parents[place] }

  /// Those with so many reads or more.
  func with(reads least: Int) -> ChimeraParents {
    ChimeraParents(sorted: parents.filter { $0.reads >= least })
  }

  /// The most bases that any parent with the same gene shares of an end.
  func mostShared(of end: End) -> Int {
    let place = firstPlace { !Self.precedes($0.end, end) }
    var most = 0
    for near in [place - 1, place]
    where parents.indices.contains(near) && parents[near].end.gene == end.gene {
      most = max(most, parents[near].end.text.sharedBases(with: end.text))
    }
    return most
  }

  /// The places of the parents with the same gene that share so many bases of an end, or more.
  func places(sharing bases: Int, of end: End) -> Range<Int> {
    func shares(_ other: End) -> Bool {
      other.gene == end.gene && other.text.sharedBases(with: end.text) >= bases
    }
    let first = firstPlace { shares($0.end) || !Self.precedes($0.end, end) }
    let last = firstPlace(from: first) { !shares($0.end) && !Self.precedes($0.end, end) }
    return first..<last
  }

  /// The reads of the parents at some places.
  func reads(at places: Range<Int>) -> Int { sums[places.upperBound] - sums[places.lowerBound] }

  private static func precedes(_ a: End, _ b: End) -> Bool {
    a.gene == b.gene ? a.text.precedes(b.text) : a.gene < b.gene
  }

  /// The first place from which on a condition holds.
  private func firstPlace(from start: Int = 0, where holds: (Parent) -> Bool) -> Int {
    var low = start
    var high = parents.count
    while low < high {
      let middle = (low + high) / 2
      if holds(parents[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
