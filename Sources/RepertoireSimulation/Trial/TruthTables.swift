import Germline
import Sequences

/// `truth.tsv` and `truth_samples.tsv` of a simulated trial.
///
/// `truth.tsv` has a row for every planted clone and for every other clone with a cell in some
/// sample; `planted` is a `PlantedClass`, or `passenger` for the non-productive rearrangement of
/// the other chromosome. `truth_samples.tsv` has a row for each of those rows and each sample with
/// a cell of it, and for planted clones every sample: `expected_frequency` among the cells of the
/// tissue, `cells` in the library, and `reads` drawn from them, which include all errors.
struct TruthTables: Sendable {
  private(set) var clones = TabSeparatedText(header: [
    "patient_id", "locus", "v_call", "d_call", "j_call", "junction", "junction_aa", "productive",
    "planted",
  ])
  private(set) var samples = TabSeparatedText(header: [
    "sample_id", "patient_id", "locus", "junction", "planted", "expected_frequency", "cells",
    "reads",
  ])

  static let passenger = "passenger"

  /// Adds the clones of a pool with what each sample of the patient holds of them.
  mutating func append(
    _ pool: ClonePool, of patient: PatientDesign, compositions: [SampleComposition],
    counts: [SampleCounts], reference: GermlineReference
  ) {
    for (index, clone) in pool.clones.enumerated() {
      let isPlanted = clone.planted != .background
      guard isPlanted || counts.contains(where: { $0.cells[index] > 0 }) else { continue }
      append(clone.receptor, clone.planted.rawValue, patient, reference)
      let passenger = clone.second
      if let passenger { append(passenger, Self.passenger, patient, reference) }
      for (number, sample) in patient.samples.enumerated() {
        let cells = counts[number].cells[index]
        let frequency = Self.decimal(compositions[number].weights[index])
        func append(_ rearrangement: SimulatedRearrangement, _ planted: String, _ reads: Int) {
          samples.append([
            sample.id, patient.id, rearrangement.locus.rawValue,
            Nucleotide.text(ofCodes: rearrangement.junction), planted, frequency, String(cells),
            String(reads),
          ])
        }
        if isPlanted || cells > 0 {
          append(clone.receptor, clone.planted.rawValue, counts[number].receptorReads[index])
        }
        if let passenger, cells > 0 {
          append(passenger, Self.passenger, counts[number].secondReads[index])
        }
      }
    }
  }

  private mutating func append(
    _ rearrangement: SimulatedRearrangement, _ planted: String, _ patient: PatientDesign,
    _ reference: GermlineReference
  ) {
    clones.append([
      patient.id, rearrangement.locus.rawValue, reference[rearrangement.v].name,
      rearrangement.d.map { reference[$0].name } ?? "", reference[rearrangement.j].name,
      Nucleotide.text(ofCodes: rearrangement.junction), rearrangement.junctionAA ?? "",
      rearrangement.isProductive ? "T" : "F", planted,
    ])
  }

  /// A weight as a decimal fraction of `SampleComposition.scale`, without floating point.
  private static func decimal(_ weight: Int) -> String {
    let digits = String(weight % SampleComposition.scale)
    return String(weight / SampleComposition.scale) + "."
      + String(repeating: "0", count: 12 - digits.count) + digits
  }
}
