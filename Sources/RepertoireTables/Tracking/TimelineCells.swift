import RepertoireTracking
import SequenceIO

/// Formats rows of `timeline.tsv` out of parts that many rows share.
///
/// A row is what its clone, its sample, and its count in that sample say: the first is formatted once
/// a clone, the second once a sample, the third once a distinct count.
struct TimelineCells {
  private static let smallCounts = 256

  private let table = TrackingTable.timeline
  private let parts = TrackingTable.timelineParts
  private let patient: PatientTracking
  private let columns: [TimelineRow.Column]
  private var clone = RowBuffer()
  private var samples: [RowBuffer?]
  private var small: [[RowBuffer?]]
  private var large: [[Int: RowBuffer]]
  /// The samples of the locus and subset of the last clone.
  private var members: [Int] = []
  private var lastPlace: Int?

  init(_ patient: PatientTracking, columns: [TimelineRow.Column]) {
    self.patient = patient
    self.columns = columns
    let count = patient.samples.count
    samples = [RowBuffer?](repeating: nil, count: count)
    small = [[RowBuffer?]](
      repeating: [RowBuffer?](repeating: nil, count: Self.smallCounts), count: count)
    large = [[Int: RowBuffer]](repeating: [:], count: count)
  }

  /// Appends the rows of the clone at a place of the patient's list.
  mutating func append(_ place: Int, to buffer: inout RowBuffer) {
    // Clones of one locus and subset stand together and share their samples.
    if lastPlace.map({ !patient.shareSamples($0, place) }) ?? true {
      members = patient.samples(ofClone: place)
    }
    lastPlace = place
    let counts = patient.clones[place].counts
    precondition(members.count == counts.count, "a clone has one count a sample")
    clone.removeAll()
    for (number, sample) in members.enumerated() {
      let count = counts[number]
      if number == 0 {
        table.append(row(place, sample), columns: parts.clone, to: &clone)
      }
      buffer.append(fieldsOf: clone)
      if samples[sample] == nil {
        samples[sample] = made(row(place, sample), parts.sample)
      }
      if let cells = samples[sample] { buffer.append(fieldsOf: cells) }
      appendPoint(place, sample, count, to: &buffer)
      buffer.endRow()
    }
  }

  private mutating func appendPoint(
    _ place: Int, _ sample: Int, _ count: Int, to buffer: inout RowBuffer
  ) {
    let known = count < Self.smallCounts ? small[sample][count] : large[sample][count]
    if let known {
      buffer.append(fieldsOf: known)
      return
    }
    let point = patient.timelinePoint(ofClone: place, sample: sample, count: count)
    let cells = made(row(place, sample, point), parts.point)
    buffer.append(fieldsOf: cells)
    if count < Self.smallCounts {
      small[sample][count] = cells
    } else {
      large[sample][count] = cells
    }
  }

  private func made(_ row: TimelineRow, _ columns: Range<Int>) -> RowBuffer {
    var cells = RowBuffer()
    table.append(row, columns: columns, to: &cells)
    return cells
  }

  /// A row for its cells of clone or sample; the limits of a point take long to compute.
  private func row(_ place: Int, _ sample: Int) -> TimelineRow {
    row(place, sample, TimelinePoint(clone: place, sample: sample, count: 0))
  }

  private func row(_ place: Int, _ sample: Int, _ point: TimelinePoint) -> TimelineRow {
    TimelineRow(
      patientID: patient.clones[place].patientID, cloneID: patient.clones[place].cloneID,
      locus: patient.clones[place].locus, cellSubset: patient.clones[place].cellSubset,
      column: columns[sample], point: point)
  }
}
