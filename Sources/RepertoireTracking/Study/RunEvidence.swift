import Repertoires

/// What only a run as a whole can tell of one patient: who shares clones with whom, and what
/// dispersion the trusted pairs have.
public struct RunEvidence: Sendable {
  /// Sharing of clones between every two samples; empty for a run of one patient.
  let sharing: [SampleSharing]
  /// Samples that share more with another patient than with their own.
  var suspected: Set<String>
  /// Those of them that were probably swapped, with what they look like.
  let suspects: [SuspectedSample]
  /// Medians of trusted pairs.
  let dispersion: RunDispersion

  init(_ fitted: [FittedPatient], repertoires: [Repertoire]) {
    var sharing: [SampleSharing] = []
    var suspected: Set<String> = []
    var suspects: [SuspectedSample] = []
    // Strangers are the measure: a run of one patient has none.
    for locus in Locus.allCases where fitted.count > 1 {
      let swaps = SwapGuard(repertoires, locus: locus)
      let rows = swaps.sharing()
      let isSuspected = Set(
        rows.filter { $0.verdict == .swapSuspected }.flatMap { [$0.first, $0.second] })
      // Only the samples that are strays themselves, not all that they were compared with.
      let strays = swaps.strays(rows).intersection(isSuspected)
      suspected.formUnion(strays)
      suspects += swaps.suspects(rows, among: strays)
      sharing += rows
    }
    self.sharing = sharing
    self.suspected = suspected
    self.suspects = suspects
    dispersion = RunDispersion(fitted, excluding: suspected)
  }
}
