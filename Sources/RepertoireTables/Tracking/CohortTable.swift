import RepertoireTracking
import Repertoires
import SequenceIO
import Sequences

extension TrackingTable where Row == CohortTest {
  /// `cohort.tsv`.
  static var cohort: TrackingTable {
    TrackingTable(
      file: "cohort.tsv",
      description: "One row a locus, subset, covariate of patients.tsv, comparison and measure.",
      columns: [
        (.locus, { $1.append($0.locus.rawValue) }),
        (.cellSubset, { $1.append($0.cellSubset) }),
        (.covariate, { $1.append($0.covariate) }),
        (.comparison, { $1.append($0.comparison) }),
        (.measure, { $1.append($0.measure.rawValue) }),
        (.method, { $1.append($0.method.rawValue) }),
        (.patients, { $1.append($0.patients) }),
        (.groupSizes, { $1.append($0.groupSizes.map(String.init).joined(separator: ";")) }),
        (.groupValues, { $1.append($0.groupValues.map(Self.number).joined(separator: ";")) }),
        (.cohortP, { $1.append(probability: $0.p) }),
        (.cohortQ, { $1.append(probability: $0.q) }),
        (.note, { $1.append(TrackingNote.cell($0.notes)) }),
      ])
  }

  /// A number with six digits, as in cells of its own.
  private static func number(_ value: Double?) -> String {
    guard let value else { return "" }
    var buffer = RowBuffer()
    buffer.append(value)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
