import Repertoires

/// Finds clones of the headline that may be strays of another sample of the run (STATISTICS 7).
///
/// The ratio is of reads, never of molecules or templates. Another patient's sample may be a source
/// unless the sheet puts it on another run; a patient's own blood only on a stated, equal run.
struct ContaminationGuard {
  private static let ratioOfUniqueDualIndices = 1000.0
  private static let ratioOfSingleIndices = 100.0

  /// One sample that holds a junction, with its reads.
  private struct Holder {
    var sample: Int
    var reads: Int
  }

  /// One clone that may be a stray.
  struct Finding: Sendable, Equatable {
    var patient: Int
    var clone: Int
    var source: String
  }

  private let repertoires: [Repertoire]

  init(_ repertoires: [Repertoire]) { self.repertoires = repertoires }

  /// The findings among expanded clones that are in a post-treatment biopsy.
  func findings(_ patients: [PatientTracking]) -> [Finding] {
    var holders: [String: [Holder]] = [:]
    for patient in patients {
      for clone in patient.clones where clone.isNewlyExpandedInTumor && !clone.junction.isEmpty {
        holders[clone.junction] = []
      }
    }
    guard !holders.isEmpty else { return [] }
    collect(&holders)
    var findings: [Finding] = []
    for (place, patient) in patients.enumerated() {
      for (number, clone) in patient.clones.enumerated() where clone.isNewlyExpandedInTumor {
        guard let found = holders[clone.junction],
          let source = source(of: clone, patient: patient, among: found)
        else { continue }
        findings.append(Finding(patient: place, clone: number, source: source))
      }
    }
    return findings
  }

  private func collect(_ holders: inout [String: [Holder]]) {
    let wanted = Set(holders.keys.map { JunctionTable.hash(Array($0.utf8)[...]) })
    for (place, repertoire) in repertoires.enumerated() {
      for row in repertoire.clonotypes where !row.junction.isEmpty {
        guard wanted.contains(JunctionTable.hash(repertoire.texts[row.junction])) else { continue }
        let reads = row.consensusCount ?? (repertoire.countUnit == .reads ? row.duplicateCount : 0)
        let junction = repertoire.texts.string(row.junction)
        if reads > 0 { holders[junction]?.append(Holder(sample: place, reads: reads)) }
      }
    }
  }

  /// The sample with the most reads that may have strayed into a post-treatment biopsy.
  private func source(
    of clone: TrackedClone, patient: PatientTracking, among holders: [Holder]
  ) -> String? {
    let biopsies = holders.filter {
      let sample = repertoires[$0.sample].sample
      return sample.patientID == patient.patientID && sample.tissue == .tumor
        && sample.phase == .post && sample.cellSubset == clone.cellSubset
    }
    guard !biopsies.isEmpty else { return nil }
    func strayed(_ donor: Holder, into biopsy: Holder) -> Bool {
      let (from, to) = (repertoires[donor.sample].sample, repertoires[biopsy.sample].sample)
      let isOwn = from.patientID == to.patientID
      if isOwn, from.tissue != .blood || from.batch == nil || from.batch != to.batch {
        return false
      }
      if let a = from.batch, let b = to.batch, a != b { return false }
      let isUnique = from.indexType == .udi && to.indexType == .udi
      let ratio = isUnique ? Self.ratioOfUniqueDualIndices : Self.ratioOfSingleIndices
      return Double(donor.reads) >= ratio * Double(biopsy.reads)
    }
    // Only when each biopsy that shows the clone may owe it to a stray.
    let donors = holders.filter { donor in
      biopsies.allSatisfy { strayed(donor, into: $0) }
    }
    return donors.max {
      ($0.reads, repertoires[$1.sample].sample.id) < ($1.reads, repertoires[$0.sample].sample.id)
    }.map { repertoires[$0.sample].sample.id }
  }
}
