import RepertoireTracking
import Repertoires
import SequenceIO
import Sequences

extension TrackingTable where Row == PatientSummary {
  /// `patient_summary.tsv`.
  static var summaries: TrackingTable {
    TrackingTable(
      file: "patient_summary.tsv",
      description: "One row a patient, locus and subset of cells.",
      columns: samples + classes + sets + overlap)
  }

  private static var samples: [(TrackingColumn, Cell)] {
    [
      (.patientID, { $1.append($0.patientID) }),
      (.locus, { $1.append($0.locus.rawValue) }),
      (.cellSubset, { $1.append($0.cellSubset) }),
      (.countUnit, { $1.append($0.countUnit.rawValue) }),
      (.baselineSampleCount, { $1.append($0.baselineSamples) }),
      (.postDays, { $1.append($0.postDays) }),
      (.preBiopsies, { $1.append($0.preBiopsies) }),
      (.postBiopsies, { $1.append($0.postBiopsies) }),
      (.clones, { $1.append($0.clones) }),
      (.tested, { $1.append($0.tested) }),
    ]
  }

  private static var classes: [(TrackingColumn, Cell)] {
    let tumor: [(TrackingColumn, TumorClass)] = [
      (.tumorNew, .new), (.tumorGain, .gain), (.tumorPreexisting, .preexisting),
      (.tumorPostPresent, .postPresent), (.tumorLost, .lost),
    ]
    return BloodClass.allCases.map { bloodClass in
      (bloodClass.column, { $1.append($0.bloodClasses[bloodClass] ?? 0) })
    }
      + tumor.map { column, tumorClass in
        (column, { $1.append($0.tumorClasses[tumorClass] ?? 0) })
      }
  }

  private static var sets: [(TrackingColumn, Cell)] {
    [
      (.expandedInTumor, { $1.append($0.expandedInTumor) }),
      (.headlineCount, { $1.append($0.headline) }),
      (.headlineWithoutBystanders, { $1.append($0.headlineWithoutBystanders) }),
      (.strictCount, { $1.append($0.strict) }),
      (.headlineInProduct, { $1.append($0.headlineInProduct) }),
      (.expandedBystanders, { $1.append($0.expandedBystanders) }),
      (.similarityGroups, { $1.append($0.similarityGroups) }),
      (.distanceGroups, { $1.append($0.distanceGroups) }),
      (.convergentJunctions, { $1.append($0.convergentJunctions) }),
      (.upFisher, { $1.append($0.upFisher) }),
      (.expandedBloodFrequency, { $1.append($0.expandedBloodFrequency) }),
      (.expandedTumorFrequency, { $1.append($0.expandedTumorFrequency) }),
      (.tumorDispersionSource, { $1.append($0.tumorDispersionSource?.rawValue) }),
      (.tumorClumping, { $1.append($0.tumorClumping) }),
    ]
  }

  private static var overlap: [(TrackingColumn, Cell)] {
    [
      (.overlapExpanded, { $1.append($0.overlap?.expanded) }),
      (.overlapObserved, { $1.append($0.overlap?.observed) }),
      (.overlapExpected, { $1.append($0.overlap?.expected) }),
      (.overlapRatio, { $1.append($0.overlap?.ratio) }),
      (.overlapP, { $1.append($0.overlap?.p) }),
      (.overlapObservedMass, { $1.append($0.overlap?.observedMass) }),
      (.overlapExpectedMass, { $1.append($0.overlap?.expectedMass) }),
      (.overlapPMass, { $1.append($0.overlap?.pMass) }),
      (.overlapPermutations, { $1.append($0.overlap?.permutations) }),
      (.overlapNearest, { $1.append($0.overlap?.nearestMatched) }),
      (.overlapCountRatio, { $1.append($0.overlap?.medianCountRatio) }),
      (.note, { $1.append(TrackingNote.cell($0.notes)) }),
    ]
  }
}
