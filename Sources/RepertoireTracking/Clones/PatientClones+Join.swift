public import Repertoires

extension PatientClones {
  /// Joins the rows of one locus over samples of one patient.
  ///
  /// Rows with zero counts and, when `productiveOnly`, unproductive rows are left out.
  public init(
    repertoires: [Repertoire], locus: Locus, identity: CloneIdentity = .junctionAndGenes,
    productiveOnly: Bool = true
  ) {
    precondition(repertoires.count <= Int(UInt16.max), "a patient has at most 65,535 samples")
    self.locus = locus
    self.identity = identity
    totals = [Int](repeating: 0, count: repertoires.count)
    richness = totals
    var rows = JoinedRows(repertoires: repertoires, identity: identity)
    for (sample, repertoire) in repertoires.enumerated() {
      totals[sample] = rows.append(
        repertoire, sample: sample, locus: locus, productiveOnly: productiveOnly)
    }
    rows.orderByJunction()
    build(from: rows)
    countRichness()
  }

  private mutating func build(from rows: JoinedRows) {
    let members = rows.order.count
    memberSamples.reserveCapacity(members)
    memberRows.reserveCapacity(members)
    memberCounts.reserveCapacity(members)
    starts.reserveCapacity(rows.junctionCount + 1)
    ambiguous.reserveCapacity(rows.junctionCount)
    var first = 0
    var components = GeneComponents()
    for junction in 0..<rows.junctionCount {
      let end = Int(rows.ends[junction])
      let run = first..<end
      first = end
      let genes = rows.genes[Int(rows.order[run.lowerBound])]
      if run.allSatisfy({ rows.genes[Int(rows.order[$0])] == genes }) {
        for place in run { appendMember(rows, Int(rows.order[place])) }
        closeClone(ambiguous: false)
        continue
      }
      components.resolve(run.map { rows.genes[Int(rows.order[$0])] }, v: rows.v, j: rows.j)
      for component in 0..<components.count {
        for (offset, place) in run.enumerated() where components.labels[offset] == component {
          appendMember(rows, Int(rows.order[place]))
        }
        closeClone(ambiguous: components.ambiguous[component])
      }
    }
  }

  private mutating func appendMember(_ rows: JoinedRows, _ row: Int) {
    memberSamples.append(rows.samples[row])
    memberRows.append(rows.rows[row])
    memberCounts.append(rows.counts[row])
  }

  private mutating func closeClone(ambiguous joinsDisjoint: Bool) {
    starts.append(UInt32(memberSamples.count))
    ambiguous.append(joinsDisjoint)
  }

  private mutating func countRichness() {
    for clone in 0..<count {
      var last = -1
      for member in members(of: clone) {
        let sample = Int(memberSamples[member])
        if sample != last { richness[sample] += 1 }
        last = sample
      }
    }
  }
}
