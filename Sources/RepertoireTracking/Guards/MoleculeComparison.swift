public import Repertoires

/// Compares the molecules of all samples of a run, one part of the identifiers after the other.
///
/// Of every two samples it keeps sums; of the junctions asked for, the molecules themselves. Which
/// parts there are and in which order they come changes nothing.
public struct MoleculeComparison: Sendable {
  /// A molecule of one sample among those of all.
  private struct Entry: Comparable {
    var identifier: UMI
    var junctionHash: UInt64
    var reads: UInt32
    var sample: Int32

    static func < (a: Entry, b: Entry) -> Bool {
      if a.identifier != b.identifier { return a.identifier < b.identifier }
      if a.junctionHash != b.junctionHash { return a.junctionHash < b.junctionHash }
      return a.sample < b.sample
    }
  }

  /// Molecules of a junction in a sample.
  private struct JunctionSize {
    var hash: UInt64
    var sample: Int32
    var molecules: Int32
  }

  private let samples: [Sample]
  private let wanted: Set<UInt64>
  private var sums: [PairSums]
  private var sizes: [JunctionSize] = []
  private var kept: [CloneMolecule] = []
  /// Of each sample what is known without its molecules; nil without a table.
  private var libraries: [SampleMolecules?]

  /// - Parameters:
  ///   - samples: The samples of the run, each once.
  ///   - junctions: Hashes of the junctions whose molecules are kept one by one, as
  ///     `StableHash.ofJunction` gives them.
  public init(samples: [Sample], junctions: Set<UInt64>) {
    self.samples = samples
    wanted = junctions
    sums = [PairSums](repeating: PairSums(), count: samples.count * samples.count)
    libraries = [SampleMolecules?](repeating: nil, count: samples.count)
  }

  /// Takes in one part of the identifiers of every sample; nil for one without such a table.
  public mutating func add(_ tables: consuming [SampleMolecules?]) {
    precondition(tables.count == samples.count, "there is one table a sample")
    var entries: [Entry] = []
    entries.reserveCapacity(tables.reduce(0) { $0 + ($1?.molecules.count ?? 0) })
    for sample in samples.indices {
      guard let table = tables[sample] else { continue }
      tables[sample] = nil
      if libraries[sample] == nil { libraries[sample] = table.withoutMolecules() }
      for size in table.junctionSizes() {
        sizes.append(
          JunctionSize(hash: size.hash, sample: Int32(sample), molecules: size.molecules))
      }
      for molecule in table.molecules {
        entries.append(
          Entry(
            identifier: molecule.identifier, junctionHash: molecule.junctionHash,
            reads: molecule.reads, sample: Int32(sample)))
      }
    }
    // Every sample is a sorted run, which the sort of the library merges.
    entries.sort()
    var counts: [(sample: Int, molecules: Int)] = []
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].identifier == entries[start].identifier { end += 1 }
      addCoincidences(entries[start..<end], &counts)
      for entry in entries[start..<end] where wanted.contains(entry.junctionHash) {
        kept.append(
          CloneMolecule(
            junctionHash: entry.junctionHash, sample: Int(entry.sample),
            identifier: entry.identifier, reads: Int(entry.reads)))
      }
      start = end
    }
  }

  /// Adds up what the samples that show one identifier share.
  private mutating func addCoincidences(
    _ group: ArraySlice<Entry>, _ counts: inout [(sample: Int, molecules: Int)]
  ) {
    guard group.count > 1 else { return }
    counts.removeAll(keepingCapacity: true)
    var start = group.startIndex
    while start < group.endIndex {
      var end = start + 1
      while end < group.endIndex, group[end].junctionHash == group[start].junctionHash { end += 1 }
      for a in start..<end {
        for b in (a + 1)..<max(a + 1, end) {
          let (first, second) = (group[a], group[b])
          let pair = Int(first.sample) * samples.count + Int(second.sample)
          sums[pair].shared += 1
          sums[pair].firstReads += Int(first.reads)
          sums[pair].secondReads += Int(second.reads)
        }
      }
      start = end
    }
    for entry in group {
      let sample = Int(entry.sample)
      if let place = counts.firstIndex(where: { $0.sample == sample }) {
        counts[place].molecules += 1
      } else {
        counts.append((sample, 1))
      }
    }
    guard counts.count > 1 else { return }
    counts.sort { $0.sample < $1.sample }
    for (place, a) in counts.enumerated() {
      for b in counts[(place + 1)...] {
        sums[a.sample * samples.count + b.sample].coincidences += a.molecules * b.molecules
      }
    }
  }

  /// What the comparison found.
  ///
  /// `totals` are the molecules that the clonotypes of each sample count, by which the least reads
  /// of a molecule are known; `countingMolecules` are the samples that count molecules at all.
  public consuming func evidence(totals: [Int?], countingMolecules: [Bool]) -> MoleculeEvidence {
    sizes.sort { ($0.hash, $0.sample) < ($1.hash, $1.sample) }
    var start = 0
    var run: [(sample: Int, molecules: Int)] = []
    while start < sizes.count {
      run.removeAll(keepingCapacity: true)
      var end = start
      while end < sizes.count, sizes[end].hash == sizes[start].hash {
        let sample = Int(sizes[end].sample)
        // Parts of the identifiers each bring their own numbers.
        if run.last?.sample == sample {
          run[run.count - 1].molecules += Int(sizes[end].molecules)
        } else {
          run.append((sample, Int(sizes[end].molecules)))
        }
        end += 1
      }
      for (place, a) in run.enumerated() {
        for b in run[(place + 1)...] {
          sums[a.sample * samples.count + b.sample].likePairs += a.molecules * b.molecules
        }
      }
      start = end
    }
    kept.sort()
    var leastReads: [Int] = []
    for (sample, library) in libraries.enumerated() {
      leastReads.append(library?.leastReads(forTotal: totals[sample]) ?? 1)
    }
    return MoleculeEvidence(
      samples: samples, libraries: libraries, sums: sums, molecules: kept, leastReads: leastReads,
      missing: samples.indices.filter { countingMolecules[$0] && libraries[$0] == nil })
  }
}
