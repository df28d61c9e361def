import Germline
import RepertoirePipeline
import SequenceIO

/// Germline files of others: FASTA (also IMGT-gapped), AIRR-C JSON, and clonova's own table.
enum GermlineTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) {
    InputFile.shared.fill(bytes)
    do {
      let imported = try ImportedGermline(reading: InputFile.shared.path, speciesName: "human")
      precondition(!imported.reference.completeLoci.isEmpty, "nothing can be placed")
      precondition(!imported.report.isEmpty && !imported.tableText.isEmpty, "nothing is said")
      for finding in imported.findings {
        precondition(!finding.description.isEmpty, "a finding without words")
      }
    } catch {
      precondition(!Fault.all(of: error).isEmpty, "a fault without a message")
      precondition(ExitStatus(of: error) != .internalFault, "an unforeseen fault: \(error)")
    }
  }
}
