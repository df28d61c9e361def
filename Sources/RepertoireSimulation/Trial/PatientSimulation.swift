import Germline
import SequenceIO

/// The clones of one patient at all loci, and the libraries drawn from them.
struct PatientSimulation: Sendable {
  private let design: TrialDesign
  private let reference: GermlineReference
  private let patient: PatientDesign
  private let pools: [ClonePool]
  private let simulator: ReadSimulator

  init(design: TrialDesign, reference: GermlineReference, patient: PatientDesign) {
    self.design = design
    self.reference = reference
    self.patient = patient
    pools = design.loci.map {
      ClonePool(design: design, reference: reference, patient: patient, locus: $0)
    }
    simulator = ReadSimulator(layout: design.layout, quality: design.quality, pcr: design.pcr)
  }

  /// Draws a library and writes its reads, one file a mate; returns the truth by locus.
  ///
  /// Throws `CancellationError` when its task is cancelled, else what writing throws.
  func write(
    _ sample: SampleDesign, to paths: [String]
  ) throws -> [SampleCounts] {
    var counts: [SampleCounts] = []
    var texts = paths.map { _ in FASTQText() }
    var number = 0
    let name = [UInt8]("\(sample.id):".utf8)
    let suffixes = paths.indices.map { [UInt8](" \($0 + 1):N:0:1".utf8) }
    for pool in pools {
      var library = LibrarySimulation(
        pool: pool, composition: composition(of: pool, in: sample), sample: sample,
        seed: design.seed, simulator: simulator, reference: reference)
      try library.forEachRead { reads in
        number += 1
        if number % 4096 == 0 { try Task.checkCancellation() }
        for mate in reads.indices {
          texts[mate].append(
            name: name, number: number, suffix: suffixes[mate], bases: reads[mate].bases,
            qualities: reads[mate].qualities)
        }
      }
      counts.append(library.counts)
    }
    for (path, text) in zip(paths, texts) {
      // On these reads level 6 takes three times as long as 3; 1 saves a quarter of the time and
      // makes files half as large again.
      var file = try GzipWriter(path: path, level: 3)
      try file.write(text.bytes)
      try file.finish()
    }
    return counts
  }

  /// Adds the truth of all libraries; `counts` are by sample and locus.
  func append(_ counts: [[SampleCounts]], to truth: inout TruthTables) {
    for (number, pool) in pools.enumerated() {
      truth.append(
        pool, of: patient,
        compositions: patient.samples.map { composition(of: pool, in: $0) },
        counts: counts.map { $0[number] }, reference: reference)
    }
  }

  private func composition(of pool: ClonePool, in sample: SampleDesign) -> SampleComposition {
    SampleComposition(pool: pool, sample: sample, patient: patient, seed: design.seed)
  }
}
