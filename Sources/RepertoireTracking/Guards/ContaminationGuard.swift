import Repertoires

/// Finds clones of the headline that may be strays of another sample of the run (STATISTICS 7).
///
/// The ratio is of reads; where a table does not tell them, of its counts, which then only annotates.
/// Another patient's sample may be a source
/// unless the sheet puts it on another run; a patient's own blood only on a stated, equal run.
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

  /// The findings among expanded clones that are in a post-treatment biopsy.
  func findings(_ patients: [PatientTracking]) -> [Finding] {
    var holders: [String: [Holder]] = [:]
    for patient in patients {
      for clone in patient.clones.expanded
      where clone.isNewlyExpandedInTumor && !clone.junction.isEmpty {
        holders[clone.junction] = []
      }
    }
    guard !holders.isEmpty else { return [] }
    collect(&holders)
    var findings: [Finding] = []
    for (place, patient) in patients.enumerated() {
      for number in patient.clones.expandedPlaces {
        let clone = patient.clones[number]
        guard clone.isNewlyExpandedInTumor, let found = holders[clone.junction],
          let (source, isByReads) = source(of: clone, patient: patient, among: found)
        else { continue }
        findings.append(
          Finding(patient: place, clone: number, source: source, isByReads: isByReads))
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

  /// The sample with the most reads that may have strayed into a post-treatment biopsy.
  private func source(
    of clone: TrackedClone, patient: PatientTracking, among holders: [Holder]
  ) -> (source: String, isByReads: Bool)? {
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
      if let donated = donor.reads, let taken = biopsy.reads {
        return Double(donated) >= ratio * Double(taken)
      }
      // Counts of two units tell no ratio.
      return repertoires[donor.sample].countUnit == repertoires[biopsy.sample].countUnit
        && Double(donor.counts) >= ratio * Double(biopsy.counts)
    }
    // Only when each biopsy that shows the clone may owe it to a stray.
    let donors = holders.filter { donor in
      biopsies.allSatisfy { strayed(donor, into: $0) }
    }
    let donor = donors.max { a, b in
      (a.reads ?? a.counts, repertoires[b.sample].sample.id)
        < (b.reads ?? b.counts, repertoires[a.sample].sample.id)
    }
    return donor.map { donor in
      (
        repertoires[donor.sample].sample.id,
        donor.reads != nil && biopsies.allSatisfy { $0.reads != nil }
      )
    }
  }
}
