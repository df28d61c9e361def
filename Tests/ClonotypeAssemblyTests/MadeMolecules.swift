import Sequences
import TestSupport
import Testing
import VDJAlignment

@testable import ClonotypeAssembly

/// A worker's reads with identifiers, and the molecules made of them.
struct MadeMolecules {
  var aligner = ReadAligner(index: MadeClone.index)
  var reads = MoleculeReads(index: MadeClone.index)
  var records: [MoleculeRecord] = []

  static func clones(_ count: Int, seed: UInt64) -> [MadeClone] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in MadeClone(using: &random) }
  }

  static func umi(_ text: String, quality: UInt8 = 37, low: [Int] = []) -> UMIReading {
    var reading = UMIReading()
    for (i, base) in text.utf8.enumerated() {
      reading.append(base: base, quality: low.contains(i) ? 11 : quality)
    }
    return reading
  }

  mutating func take(_ read: MadeRead, umi: UMIReading, copies: Int = 1) {
    let outcome = aligner.align(sequence: read.bases.span, quality: read.quality.span)
    guard case .rearranged(let found) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    for _ in 0..<copies {
      records.append(reads.count(found, from: &aligner, quality: read.quality.span, umi: umi))
    }
  }

  /// One molecule as text.
  struct Molecule: Hashable, Comparable, CustomStringConvertible {
    var umi: String
    var junction: String
    var reads: Int
    var description: String { "\(umi) \(junction) \(reads)" }
    static func < (a: Molecule, b: Molecule) -> Bool {
      (a.umi, a.junction, a.reads) < (b.umi, b.junction, b.reads)
    }
  }

  /// Groups by identifier, without correcting identifiers; by several workers, the identifiers in
  /// any order, if `random` deals them out.
  func grouped(
    workers count: Int = 1, dealtBy random: SeededGenerator? = nil
  ) async -> (grouping: GroupedMolecules, molecules: [MoleculeRecord]) {
    let families = await JunctionFamilies(of: reads.table, index: MadeClone.index, threads: 1)
    var workers = (0..<count).map { _ in
      MoleculeGrouping(table: reads.table, families: families, index: MadeClone.index)
    }
    var groups: [UMI: [MoleculeRecord]] = [:]
    for record in records { groups[record.umi, default: []].append(record) }
    var umis = groups.keys.sorted()
    if var random { umis.shuffle(using: &random) }
    var made = [[MoleculeRecord]](repeating: [], count: count)
    for (number, umi) in umis.enumerated() {
      var group = groups[umi] ?? []
      workers[number % count].group(&group, into: &made[number % count])
    }
    let whole = GroupedMolecules(workers)
    for (worker, mapping) in whole.mappings.enumerated() {
      for number in made[worker].indices { mapping.apply(to: &made[worker][number]) }
    }
    return (whole, made.flatMap { $0 })
  }

  /// The molecules after correction.
  func corrected() async -> (grouping: GroupedMolecules, molecules: [MoleculeRecord]) {
    let (grouping, molecules, _) = await correction()
    return (grouping, molecules)
  }

  /// The same by several workers, and what they counted on the way.
  func correction(workers count: Int = 1) async -> (
    grouping: GroupedMolecules, molecules: [MoleculeRecord], shared: SharedIdentifiers
  ) {
    let (grouping, molecules) = await grouped()
    var workers = [UMICorrection](repeating: UMICorrection(grouping), count: count)
    var result: [MoleculeRecord] = []
    for (number, family) in Set(molecules.map(\.family)).sorted().enumerated() {
      var members = molecules.filter { $0.family == family }
      workers[number % count].correct(&members)
      result += members
    }
    var shared = workers[0].shared
    for worker in workers.dropFirst() { shared.merge(worker.shared) }
    return (grouping, result, shared)
  }

  static func texts(
    _ grouping: GroupedMolecules, _ molecules: [MoleculeRecord]
  ) -> [Molecule] {
    molecules.map { molecule in
      let entry = grouping.table.entries[Int(molecule.entry)]
      let codes = (0..<Int(entry.length)).map { grouping.table.base(of: entry, at: $0) }
      return Molecule(
        umi: molecule.umi.text, junction: Nucleotide.text(ofCodes: codes),
        reads: Int(molecule.reads))
    }.sorted()
  }

  func groupedTexts() async -> [Molecule] {
    let (grouping, molecules) = await grouped()
    return Self.texts(grouping, molecules)
  }

  func correctedTexts() async -> [Molecule] {
    let (grouping, molecules) = await corrected()
    return Self.texts(grouping, molecules)
  }
}
