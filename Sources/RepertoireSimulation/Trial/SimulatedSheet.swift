/// `samples.tsv` of a simulated trial.
enum SimulatedSheet {
  static let header = [
    "sample_id", "patient_id", "tissue", "day", "r1", "r2", "kit", "timepoint", "batch",
    "cells_input", "index_type",
  ]

  /// The files of a sample, relative to the sheet: one, or two for pairs.
  static func readFiles(of sample: SampleDesign, layout: LibraryLayout) -> [String] {
    switch layout.run {
    case .singleBothStrands: ["fastq/\(sample.id).fastq.gz"]
    case .pairedFromConstant: ["fastq/\(sample.id)_R1.fastq.gz", "fastq/\(sample.id)_R2.fastq.gz"]
    }
  }

  static func text(of design: TrialDesign) -> [UInt8] {
    var table = TabSeparatedText(header: header)
    for patient in design.patients {
      for sample in patient.samples {
        let files = readFiles(of: sample, layout: design.layout)
        table.append([
          sample.id, patient.id, sample.site.rawValue, String(sample.day), files[0],
          files.count > 1 ? files[1] : "", "generic-amplicon",
          sample.isPost ? "day \(sample.day)" : "baseline", "simulated", String(sample.cells),
          "udi",
        ])
      }
    }
    return table.bytes
  }
}
