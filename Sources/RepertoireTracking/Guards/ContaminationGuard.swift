import Repertoires

/// Finds expanded clones that may be strays of another sample of the run (STATISTICS 7).
///
/// A clone rests on its post-treatment biopsies and on the blood of the day that shows it expanded
/// best: it is a possible stray if all samples of either side may owe it to one source. The ratio is
/// of reads; where a table does not tell them, of its counts, which then only annotates. Another
/// patient's sample may be a source unless the sheet puts it on another run; a patient's own blood
/// only for its biopsies, and only on a stated, equal run.
struct ContaminationGuard {
  private static let ratioOfUniqueDualIndices = 1000.0
  private static let ratioOfSingleIndices = 100.0

  /// One sample that holds a junction, with its counts, and its reads where they are known.
  private struct Holder {
    var sample: Int
    var counts: Int
    var reads: Int?
  }

  /// One clone that may be a stray.
  struct Finding: Sendable, Equatable {
    var patient: Int
    var clone: Int
    var source: String
    /// Whether reads show it, and not counts of another kind.
    var isByReads: Bool
  }

  private let repertoires: [Repertoire]

  init(_ repertoires: [Repertoire]) { self.repertoires = repertoires }

  /// The findings among expanded clones.
  func findings(_ patients: [PatientTracking]) -> [Finding] {
    var holders: [String: [Holder]] = [:]
    for patient in patients {
      for clone in patient.clones.expanded
      where !clone.junction.isEmpty && (patients.count > 1 || clone.isNewlyExpandedInTumor) {
        holders[clone.junction] = []
      }
    }
    guard !holders.isEmpty else { return [] }
    collect(&holders)
    var findings: [Finding] = []
    for (place, patient) in patients.enumerated() {
      for number in patient.clones.expandedPlaces {
        let clone = patient.clones[number]
        guard let found = holders[clone.junction] else { continue }
        // What the biopsies show first; what reads show before what counts do.
        let sources = [Tissue.tumor, .blood].compactMap {
          source(of: clone, in: $0, patient: patient, among: found)
        }
        guard let source = sources.first(where: \.isByReads) ?? sources.first else { continue }
        findings.append(
          Finding(
            patient: place, clone: number, source: source.sample, isByReads: source.isByReads))
      }
    }
    return findings
  }

  private func collect(_ holders: inout [String: [Holder]]) {
    let wanted = Set(holders.keys.map { JunctionTable.hash(Array($0.utf8)[...]) })
    for (place, repertoire) in repertoires.enumerated() {
      for row in repertoire.clonotypes where !row.junction.isEmpty {
        guard wanted.contains(JunctionTable.hash(repertoire.texts[row.junction])) else { continue }
        let reads =
          row.consensusCount ?? (repertoire.countUnit == .reads ? row.duplicateCount : nil)
        let junction = repertoire.texts.string(row.junction)
        guard row.duplicateCount > 0 else { continue }
        holders[junction]?.append(Holder(sample: place, counts: row.duplicateCount, reads: reads))
      }
    }
  }

  /// The sample with the most reads that may have strayed into all post-treatment samples of one
  /// tissue that the clone rests on; nil if there is none.
  private func source(
    of clone: TrackedClone, in tissue: Tissue, patient: PatientTracking, among holders: [Holder]
  ) -> (sample: String, isByReads: Bool)? {
    let shown = holders.filter {
      let sample = repertoires[$0.sample].sample
      return sample.patientID == patient.patientID && sample.tissue == tissue
        && sample.phase == .post && sample.cellSubset == clone.cellSubset
        && (tissue == .tumor || sample.day == clone.bestDay)
    }
    guard !shown.isEmpty else { return nil }
    // Only when each sample that shows the clone may owe it to a stray.
    let donor = holders.filter { donor in
      shown.allSatisfy { mayHaveStrayed(donor, into: $0) }
    }.max { a, b in
      (a.reads ?? a.counts, repertoires[b.sample].sample.id)
        < (b.reads ?? b.counts, repertoires[a.sample].sample.id)
    }
    return donor.map { donor in
      (
        repertoires[donor.sample].sample.id,
        donor.reads != nil && shown.allSatisfy { $0.reads != nil }
      )
    }
  }

  private func mayHaveStrayed(_ donor: Holder, into holder: Holder) -> Bool {
    let (from, to) = (repertoires[donor.sample].sample, repertoires[holder.sample].sample)
    if from.patientID == to.patientID {
      guard from.tissue == .blood, to.tissue == .tumor, from.sharesBatch(with: to) else {
        return false
      }
    }
    guard !from.isApartInBatch(from: to) else { return false }
    let isUnique = from.indexType == .udi && to.indexType == .udi
    let ratio = isUnique ? Self.ratioOfUniqueDualIndices : Self.ratioOfSingleIndices
    if let donated = donor.reads, let taken = holder.reads {
      return Double(donated) >= ratio * Double(taken)
    }
    // Counts of two units tell no ratio.
    return repertoires[donor.sample].countUnit == repertoires[holder.sample].countUnit
      && Double(donor.counts) >= ratio * Double(holder.counts)
  }
}
