import RepertoireStatistics
import Repertoires

extension TestedGroup {
  /// Points of a rarefaction curve below the full depth, evenly spread.
  private static let curvePoints = 10

  /// What every sample is made of, its rarefaction left out; `offset` is the place of the group's
  /// first sample.
  func profiles(_ samples: [TrackedSample], offset: Int) -> [SampleProfile] {
    samples.indices.map { profile(of: $0, offset: offset) }
  }

  private func profile(of place: Int, offset: Int) -> SampleProfile {
    var profile = SampleProfile(sample: offset + place)
    let repertoire = fitted.group.repertoires[place]
    var usage = CallUsage(calls: repertoire.calls.calls.count)
    // By length, which no dictionary is asked for in every row.
    var lengths: [SampleProfile.LengthBin] = []
    for row in repertoire.clonotypes
    where row.locus == clones.locus && row.duplicateCount > 0
      && (parameters.preset == .immunoseqLegacy || row.flags.contains(.productive))
    {
      usage.add(row)
      let length =
        row.junction.isEmpty ? 3 * Int(row.junctionAA.count) : Int(row.junction.count)
      guard length > 0 else { continue }
      while lengths.count <= length {
        lengths.append(.init(length: lengths.count, clones: 0, counts: 0))
      }
      lengths[length].clones += 1
      lengths[length].counts += row.duplicateCount
    }
    profile.lengths = lengths.filter { $0.clones > 0 }
    profile.genes =
      usage.genes(.v, names: repertoire.calls.calls)
      + usage.genes(.j, names: repertoire.calls.calls)
    return profile
  }

  /// The curve of a sample with these counts by clone.
  ///
  /// Draws are seeded by the sample's name, so that no other sample changes them.
  func rarefaction(
    of place: Int, counts: [Int], samples: [TrackedSample]
  ) -> [SampleProfile.RarefactionPoint] {
    let groups = Diversity.multiplicities(counts)
    let total = groups.reduce(0) { $0 + $1.count * $1.clones }
    guard total > 0 else { return [] }
    let sample = samples[place].sample
    var depths = Set((1...Self.curvePoints).map { total * $0 / Self.curvePoints })
    if let equal = Self.equalDepth(of: place, samples: samples) {
      depths.insert(min(equal, total))
    }
    var stream = StableHash()
    stream.combine("\(sample.id)\t\(clones.locus.rawValue)\tsubsamples".utf8)
    var generator = SplitMix64(seed: parameters.seed, stream: stream.value)
    return depths.sorted().compactMap {
      RarefiedDiversity(
        groups: groups, depth: $0, draws: parameters.subsamples, generator: &generator
      ).map(SampleProfile.RarefactionPoint.init)
    }
  }

  /// The depth at which a sample is compared with the others of its tissue: the least number of
  /// effective cells.
  ///
  /// A biopsy too small for metrics sets no depth and has none, unless all are as small: it would
  /// take the numbers of every other one away.
  static func equalDepth(of place: Int, samples: [TrackedSample]) -> Int? {
    let tissue = samples[place].sample.tissue
    let alike = samples.filter { $0.sample.tissue == tissue && $0.total > 0 }
    let ample = tissue == .tumor ? alike.filter { $0.total >= leastBiopsyTotal } : alike
    if !ample.isEmpty, tissue == .tumor, samples[place].total < leastBiopsyTotal { return nil }
    return (ample.isEmpty ? alike : ample).map(\.effectiveCells).min().map { max(1, Int($0)) }
  }
}

/// Clonotypes and counts by call of one repertoire.
private struct CallUsage {
  private var v: [(clones: Int, counts: Int)]
  private var j: [(clones: Int, counts: Int)]

  init(calls: Int) {
    v = [(clones: Int, counts: Int)](repeating: (0, 0), count: calls)
    j = v
  }

  mutating func add(_ row: Clonotype) {
    let (vCall, jCall) = (Int(row.vCall.rawValue), Int(row.jCall.rawValue))
    v[vCall].clones += 1
    v[vCall].counts += row.duplicateCount
    j[jCall].clones += 1
    j[jCall].counts += row.duplicateCount
  }

  /// Usage by gene, the ties parted evenly, by name.
  func genes(
    _ segment: SampleProfile.Segment, names: [GeneCall]
  ) -> [SampleProfile.GeneUsage] {
    var usage: [String: SampleProfile.GeneUsage] = [:]
    // In order of names: sums of fractions depend on their order.
    let order = names.indices.sorted { names[$0].airr < names[$1].airr }
    for call in order {
      let found = segment == .v ? v[call] : j[call]
      guard found.clones > 0 else { continue }
      let genes = names[call].genes.isEmpty ? [""] : names[call].genes
      for gene in genes {
        let share = 1 / Double(genes.count)
        usage[
          gene, default: .init(segment: segment, gene: gene, clones: 0, counts: 0)
        ].clones += share * Double(found.clones)
        usage[gene]?.counts += share * Double(found.counts)
      }
    }
    return usage.values.sorted { $0.gene < $1.gene }
  }
}
