import Repertoires

/// Finds clones that a sample owes to molecules of another sample of the run (STATISTICS 7).
///
/// A molecule that two samples show belongs to the one with more reads of it. A newly expanded clone
/// in the tumor needs two molecules of its own twice: in the post-treatment biopsies, and in the
/// blood of the day that shows it expanded best. Where molecules are strays beyond chance, those
/// that differ from one of the source in one base of the identifier are strays too, if chance
/// allows that to be told.
struct HoppingGuard {
  static let leastOwn = 2

  /// What was found of one clone.
  struct Finding: Sendable, Equatable {
    var patient: Int
    var clone: Int
    var rows: [StrayMolecules]
    /// The source of most stray molecules of a side that has too few of its own; nil when none has.
    var source: String?
    /// Whether a side would have too few, but chance alone may have done it.
    var isVoid: Bool
  }

  let evidence: MoleculeEvidence

  /// The findings among expanded clones in a post-treatment biopsy, in the order of the patients.
  func findings(_ patients: [PatientTracking]) -> [Finding] {
    var findings: [Finding] = []
    for (place, patient) in patients.enumerated() {
      for number in patient.clones.indices where patient.clones[number].isNewlyExpandedInTumor {
        let clone = patient.clones[number]
        guard !clone.junction.isEmpty else { continue }
        let molecules = evidence.molecules(
          of: StableHash.ofJunction(clone.junction.utf8, locus: clone.locus))
        guard !molecules.isEmpty else { continue }
        let sides = [
          side(.tumor, ofClone: number, patient) { _ in true },
          side(.blood, ofClone: number, patient) { $0.day == clone.bestDay },
        ]
        let verdicts = sides.map {
          judged($0, clone: clone, molecules: molecules)
        }
        let rows = verdicts.flatMap(\.rows)
        if rows.isEmpty { continue }
        findings.append(
          Finding(
            patient: place, clone: number, rows: rows,
            source: verdicts.compactMap(\.source).first, isVoid: verdicts.contains(where: \.isVoid)
          ))
      }
    }
    return findings
  }

  /// The samples of one side of a clone's evidence.
  private struct Side {
    var tissue: Tissue
    /// Samples that show the clone.
    var samples: [Int] = []
    /// All samples of the patient that are no source: their material is the same.
    var kin: Set<Int> = []
    /// Whether a sample that shows the clone has no table.
    var isIncomplete = false
  }

  private func side(
    _ tissue: Tissue, ofClone number: Int, _ patient: PatientTracking,
    where isShown: (Sample) -> Bool
  ) -> Side {
    var side = Side(tissue: tissue)
    for (member, count) in zip(patient.samples(ofClone: number), patient.clones[number].counts) {
      let sample = patient.samples[member].sample
      guard sample.tissue == tissue, sample.phase == .post,
        let place = evidence.place(of: sample.id)
      else { continue }
      side.kin.insert(place)
      guard count > 0, isShown(sample) else { continue }
      if evidence.hasMolecules(place) {
        side.samples.append(place)
      } else {
        side.isIncomplete = true
      }
    }
    return side
  }

  private struct Judged {
    var rows: [StrayMolecules] = []
    var source: String?
    var isVoid = false
  }

  /// Molecules of a clone in one sample, by identifier, with their reads.
  private typealias Library = [UMI: Int]

  private func judged(
    _ side: Side, clone: TrackedClone, molecules: ArraySlice<CloneMolecule>
  ) -> Judged {
    var libraries: [Int: Library] = [:]
    for molecule in molecules {
      libraries[molecule.sample, default: [:]][molecule.identifier] = molecule.reads
    }
    // Molecules that count, with the most reads that the side shows.
    var reads: Library = [:]
    var counted: [Int: [UMI]] = [:]
    for sample in side.samples {
      for (identifier, count) in libraries[sample] ?? [:]
      where count >= evidence.leastReads(sample) {
        reads[identifier] = max(reads[identifier] ?? 0, count)
        counted[sample, default: []].append(identifier)
      }
    }
    var result = Judged()
    var strays: Set<UMI> = []
    var doubtful: Set<UMI> = []
    for sample in side.samples {
      for source in libraries.keys.sorted()
      where !side.kin.contains(source) && evidence.areComparable(sample, source) {
        let (own, theirs) = (counted[sample] ?? [], libraries[source] ?? [:])
        let shared = own.filter { (theirs[$0] ?? 0) >= max(1, reads[$0] ?? 0) }
        if shared.isEmpty { continue }
        let chance = evidence.chance(sample, source)
        let byChance = Double(theirs.count) * chance
        let isVoid = byChance > MoleculeEvidence.mostByChance
        if isVoid {
          doubtful.formUnion(shared)
        } else {
          strays.formUnion(shared)
          let neighbors = 3 * max(evidence.longest(sample), evidence.longest(source))
          if byChance * Double(neighbors + 1) <= MoleculeEvidence.mostByChance {
            strays.formUnion(own.filter { isNear($0, reads: reads[$0] ?? 0, in: theirs) })
          }
        }
        result.rows.append(
          StrayMolecules(
            patientID: clone.patientID, cloneID: clone.cloneID, locus: clone.locus,
            junctionAA: clone.junctionAA, tissue: side.tissue, sample: evidence.name(sample),
            source: evidence.name(source), molecules: own.count, sourceMolecules: theirs.count,
            shared: shared.count, expected: Double(own.count) * byChance,
            logP: MoleculeEvidence.logTail(
              shared.count, pairs: own.count * theirs.count, chance: chance),
            own: 0, verdict: isVoid ? .tooFewIdentifiers : .kept))
      }
    }
    conclude(
      &result, own: reads.count - strays.count,
      ownAtWorst: reads.count - strays.union(doubtful).count, side)
    return result
  }

  /// Whether a library shows the molecule with one base of its identifier changed.
  private func isNear(_ identifier: UMI, reads: Int, in library: Library) -> Bool {
    var isFound = false
    identifier.forEachNeighbor { if (library[$0] ?? 0) > reads { isFound = true } }
    return isFound
  }

  private func conclude(_ result: inout Judged, own: Int, ownAtWorst: Int, _ side: Side) {
    let isStray =
      own < Self.leastOwn && !side.isIncomplete
      && result.rows.contains { $0.verdict == .kept }
    for place in result.rows.indices {
      result.rows[place].own = own
      guard result.rows[place].verdict == .kept else { continue }
      if side.isIncomplete { result.rows[place].verdict = .incomplete }
      if isStray { result.rows[place].verdict = .stray }
    }
    result.isVoid =
      !isStray && !side.isIncomplete && ownAtWorst < Self.leastOwn
      && own >= Self.leastOwn
    result.source =
      result.rows.filter { $0.verdict == .stray }.max {
        ($0.shared, $1.source) < ($1.shared, $0.source)
      }?.source
  }
}
