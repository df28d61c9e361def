import RepertoireStatistics
import RepertoireTracking
import Repertoires
import Testing

@Suite("Clone identity across samples of a patient")
struct PatientClonesTests {
  private func clones(_ rows: [[Row]]) -> PatientClones {
    let repertoires = rows.enumerated().map { place, rows in
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("S\(place)", .blood, day: Double(place)), rows)
    }
    return PatientClones(repertoires: repertoires, locus: .trb)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var first: (v: String, j: String)
    var second: (v: String, j: String)
    var joined: Bool
  }

  static let cases = [
    Case(
      testDescription: "alleles", first: ("TRBV6-1*01", "TRBJ1-1*01"),
      second: ("TRBV6-1*02", "TRBJ1-1*01"), joined: true),
    Case(
      testDescription: "ties that share a gene", first: ("TRBV6-2*01,TRBV6-3*01", "TRBJ1-1*01"),
      second: ("TRBV6-3*01,TRBV6-5*01", "TRBJ1-1*01"), joined: true),
    Case(
      testDescription: "a family and its gene", first: ("TRBV6", "TRBJ1-1*01"),
      second: ("TRBV6-5*01", "TRBJ1-1*01"), joined: true),
    Case(
      testDescription: "a family and a gene of a longer number", first: ("TRBV1", "TRBJ1-1"),
      second: ("TRBV12-3", "TRBJ1-1"), joined: false),
    Case(
      testDescription: "a blank V", first: ("", "TRBJ1-1"), second: ("TRBV12-3", "TRBJ1-1"),
      joined: true),
    Case(
      testDescription: "an orphon stands for nothing", first: ("TRBV20/OR9-2", "TRBJ1-1"),
      second: ("TRBV12-3", "TRBJ1-1"), joined: true),
    Case(
      testDescription: "an alpha and delta gene without its delta half",
      first: ("TRAV29/DV5*01", "TRAJ1"), second: ("TRAV29", "TRAJ1"), joined: true),
    Case(
      testDescription: "disjoint V", first: ("TRBV6-1", "TRBJ1-1"),
      second: ("TRBV7-2", "TRBJ1-1"), joined: false),
    Case(
      testDescription: "disjoint J", first: ("TRBV6-1", "TRBJ1-1"),
      second: ("TRBV6-1", "TRBJ2-7"), joined: false),
  ]

  @Test("rows of one junction are one clone where V sets and J sets intersect", arguments: cases)
  func intersection(_ pair: Case) {
    let junction = RepertoireBuilder.junction(7)
    let found = clones([
      [Row(junction: junction, v: pair.first.v, j: pair.first.j, count: 3)],
      [Row(junction: junction, v: pair.second.v, j: pair.second.j, count: 4)],
    ])
    #expect(found.count == (pair.joined ? 1 : 2))
    #expect(found.totals == [3, 4])
    if pair.joined { #expect(found.counts(of: 0) == [3, 4]) }
  }

  @Test("a bridge joins disjoint calls into one ambiguous clone")
  func bridge() {
    let junction = RepertoireBuilder.junction(9)
    let found = clones([
      [Row(junction: junction, v: "TRBV6-1", count: 1)],
      [Row(junction: junction, v: "TRBV7-2", count: 2)],
      [Row(junction: junction, v: "TRBV6-1,TRBV7-2", count: 4)],
    ])
    #expect(found.count == 1)
    #expect(found.isAmbiguous(0))
    #expect(found.counts(of: 0) == [1, 2, 4])
  }

  @Test("unproductive rows, other loci and zero counts stay out")
  func scope() {
    var rows = [
      Row(junction: RepertoireBuilder.junction(1), count: 5),
      Row(junction: RepertoireBuilder.junction(2), count: 0),
      Row(junction: RepertoireBuilder.junction(3), count: 7),
    ]
    rows[2].isProductive = false
    let found = clones([rows])
    #expect(found.count == 1)
    #expect(found.totals == [5])
    let other = PatientClones(
      repertoires: [
        RepertoireBuilder.repertoire(RepertoireBuilder.sample("S", .blood, day: 0), rows)
      ], locus: .tra)
    #expect(other.count == 0)
    #expect(other.totals == [0])
  }

  /// Components by comparing all rows with all rows, until nothing changes.
  private func naive(_ samples: [[Row]]) -> [[Int]] {
    let rows = samples.enumerated().flatMap { sample, rows in rows.map { (sample, $0) } }
    func genes(_ call: String) -> [String] {
      call.split(separator: ",").map { String($0.prefix { $0 != "*" }) }
    }
    func meet(_ a: String, _ b: String) -> Bool {
      let (x, y) = (genes(a), genes(b))
      if x.isEmpty || y.isEmpty { return true }
      return x.contains { p in
        y.contains { q in p == q || q.hasPrefix(p + "-") || p.hasPrefix(q + "-") }
      }
    }
    var label = Array(rows.indices)
    var changed = true
    while changed {
      changed = false
      for a in rows.indices {
        for b in rows.indices
        where rows[a].1.junction == rows[b].1.junction && label[a] < label[b] {
          if meet(rows[a].1.v, rows[b].1.v), meet(rows[a].1.j, rows[b].1.j) {
            label[b] = label[a]
            changed = true
          }
        }
      }
    }
    return Set(label).map { group in
      var counts = [Int](repeating: 0, count: samples.count)
      for (place, row) in rows.enumerated() where label[place] == group {
        counts[row.0] += row.1.count
      }
      return counts
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test("components are those of the naive comparison", arguments: UInt64(0)..<60)
  func oracle(_ seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let v = ["TRBV6", "TRBV6-1*01", "TRBV6-2*01,TRBV6-3*01", "TRBV7-2", "", "TRBV6-2,TRBV7-2"]
    let j = ["TRBJ1-1", "TRBJ2-7", "TRBJ1-1,TRBJ2-7", ""]
    var samples: [[Row]] = []
    for _ in 0..<4 {
      var rows: [Row] = []
      for _ in 0..<generator.integer(in: 0...25) {
        rows.append(
          Row(
            junction: RepertoireBuilder.junction(generator.integer(below: 12)),
            v: generator.choice(of: v) ?? "", j: generator.choice(of: j) ?? "",
            count: generator.integer(in: 1...9)))
      }
      samples.append(rows)
    }
    let found = clones(samples)
    let counts = (0..<found.count).map { found.counts(of: $0) }
    #expect(counts.sorted { $0.lexicographicallyPrecedes($1) } == naive(samples))
    for sample in samples.indices {
      #expect(found.totals[sample] == samples[sample].reduce(0) { $0 + $1.count })
      #expect(found.richness[sample] == counts.count { $0[sample] > 0 })
    }
  }
}
