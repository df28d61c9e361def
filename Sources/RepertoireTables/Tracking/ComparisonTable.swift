import RepertoireTracking
import Repertoires
import SequenceIO
import Sequences

extension TrackingTable where Row == BloodComparison {
  /// `comparisons.tsv`.
  static var comparisons: TrackingTable {
    TrackingTable(
      file: "comparisons.tsv",
      description: "One row a patient, locus, subset and post-treatment blood day against the "
        + "summed baseline.",
      columns: samples + fit + calls)
  }

  private static var samples: [(TrackingColumn, Cell)] {
    [
      (.patientID, { $1.append($0.patientID) }),
      (.locus, { $1.append($0.locus.rawValue) }),
      (.cellSubset, { $1.append($0.cellSubset) }),
      (.countUnit, { $1.append($0.countUnit.rawValue) }),
      (.day, { $1.append($0.day) }),
      (.baselineSamples, { $1.append($0.baselineSamples.joined(separator: ",")) }),
      (.daySamples, { $1.append($0.daySamples.joined(separator: ",")) }),
      (.baselineTotal, { $1.append($0.baselineTotal) }),
      (.dayTotal, { $1.append($0.dayTotal) }),
      (.baselineCells, { $1.append($0.baselineCells) }),
      (.dayCells, { $1.append($0.dayCells) }),
      (.countsPerCell, { $1.append($0.countsPerCell) }),
      (.baselineLOD95, { $1.append($0.baselineDetectionLimit95) }),
      (.dayLOD95, { $1.append($0.dayDetectionLimit95) }),
    ]
  }

  private static var fit: [(TrackingColumn, Cell)] {
    [
      (.depthShare, { $1.append($0.depthShare) }),
      (.bulkShare, { $1.append($0.bulkShare) }),
      (.clumping, { $1.append($0.clumping) }),
      (.drift, { $1.append($0.drift) }),
      (.outlierShare, { $1.append($0.outlierShare) }),
      (.negativeLogLikelihood, { $1.append($0.negativeLogLikelihood) }),
      (.atBound, { $1.append($0.atBound) }),
      (.dispersionSource, { $1.append($0.dispersionSource?.rawValue) }),
      (.alpha, { $1.append($0.alpha) }),
    ]
  }

  private static var calls: [(TrackingColumn, Cell)] {
    [
      (.tested, { $1.append($0.tested) }),
      (.shared, { $1.append($0.shared) }),
      (.up, { $1.append($0.up) }),
      (.down, { $1.append($0.down) }),
      (.upFisher, { $1.append($0.upFisher) }),
      (.negativeControlCalls, { $1.append($0.negativeControlCalls) }),
    ]
      + BloodClass.allCases.filter { $0.column.isOfTestedClones }.map { bloodClass in
        (bloodClass.column, { $1.append($0.classCounts[bloodClass] ?? 0) })
      } + [(.note, { $1.append(TrackingNote.cell($0.notes)) })]
  }
}

extension BloodClass {
  /// The column that counts clones of the class.
  var column: TrackingColumn {
    switch self {
    case .new: .new
    case .newLowBase: .newLowBase
    case .expanded: .expanded
    case .upWeak: .upWeak
    case .candidate: .candidate
    case .contracted: .contracted
    case .stable: .stable
    case .emergentUntested: .emergentUntested
    case .untested: .untested
    case .untestedNoBaseline: .untestedNoBaseline
    }
  }
}

extension TrackingColumn {
  /// Whether the column counts a class that only tested clones can have.
  fileprivate var isOfTestedClones: Bool {
    ![.emergentUntested, .untested, .untestedNoBaseline].contains(self)
  }
}
