import Repertoires

/// Rows of a repertoire as texts, for comparison: locus, copies, reads, UMIs, V, D, J, C, junction,
/// amino acids, and `P` productive, `I` in frame, `S` stop; a dot for what is missing.
enum RowText {
  static func rows(of repertoire: Repertoire) -> [String] {
    repertoire.clonotypes.map { row in
      let calls = [row.vCall, row.dCall, row.jCall, row.cCall].map { repertoire.calls[$0].airr }
      let flags =
        (row.flags.contains(.productive) ? "P" : "") + (row.flags.contains(.inFrame) ? "I" : "")
        + (row.flags.contains(.stopCodon) ? "S" : "")
      let counts = [row.duplicateCount, row.consensusCount, row.umiCount]
        .map { $0.map { "\($0)" } ?? "" }
      let texts = [repertoire.texts.string(row.junction), repertoire.texts.string(row.junctionAA)]
      return ([row.locus.rawValue] + counts + calls + texts + [flags])
        .map { $0.isEmpty ? "." : $0 }.joined(separator: " ")
    }
  }

  static let sample = Sample(id: "S1", patientID: "P1", tissue: .blood, day: 0)
}
