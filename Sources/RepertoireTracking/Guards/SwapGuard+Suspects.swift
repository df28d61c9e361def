import Repertoires

/// Who was probably exchanged with whom.
extension SwapGuard {
  /// The samples that were probably swapped, by name, with the patients that they look like; `strays`
  /// are those that the judged rows suspect.
  ///
  /// In a small run a swapped sample raises the limit that the others of its patient are held
  /// against, so that they look swapped too. They are not named if they are as they should be
  /// against the limits of the other samples.
  func suspects(_ rows: [SampleSharing], among all: Set<String>) -> [SuspectedSample] {
    guard !all.isEmpty else { return [] }
    var others = rows
    setLimits(&others, leavingOut: all)
    let clear = strays(others).intersection(all)
    let best = bestPartners(rows)
    var suspects = (clear.isEmpty ? all : clear).sorted().compactMap { name -> SuspectedSample? in
      guard let closest = best[name]?.partner(of: name), let own = patient(of: name),
        let other = patient(of: closest)
      else { return nil }
      return SuspectedSample(
        sample: name, patientID: own, likePatientID: other, closest: closest, locus: locus)
    }
    for place in suspects.indices {
      let own = suspects[place]
      let alike = suspects.filter {
        $0.patientID == own.patientID && $0.likePatientID == own.likePatientID
      }
      let counterparts = suspects.filter {
        $0.patientID == own.likePatientID && $0.likePatientID == own.patientID
      }
      if alike.count == 1, counterparts.count == 1 {
        suspects[place].exchangedWith = counterparts[0].sample
      }
    }
    return suspects
  }
}
