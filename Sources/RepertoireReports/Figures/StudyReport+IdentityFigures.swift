/// Heat maps of what samples share.
extension StudyReport {
  /// From so many samples on, patients are drawn in their place: cells would be too small.
  private static let mostDrawnSamples = 120

  /// One heat map a locus.
  var identityFigures: [Figure] {
    identities.compactMap { matrix in
      let ofPatients = matrix.members.count > Self.mostDrawnSamples
      guard let drawing = (ofPatients ? Self.patientMap(matrix) : Self.sampleMap(matrix)).drawing()
      else { return nil }
      let names = matrix.members.map(\.sampleID)
      return Figure(
        name: "study.identity.\(matrix.locus)",
        title: "What \(ofPatients ? "patients" : "samples") share, \(matrix.locus)",
        summary: "Density of shared clonotypes for each pair of \(names.count) samples, relative "
          + "to the limit that parts one patient from two.",
        reading: ofPatients
          ? "Dark on the diagonal (the samples of a patient that share least) and pale elsewhere "
            + "(those of two patients that share most) is as it should be; anything else points "
            + "at swapped or mixed samples."
          : "Dark within the frames, which are patients, and pale outside is as it should "
            + "be; a pale frame or a dark cell outside points at swapped or mixed samples.",
        columns: [
          "first_sample", "second_sample", "n_shared_clones", "sharing_density",
          "identity_limit", "swap_suspected",
        ],
        rows: matrix.pairs.map { pair in
          [
            names[pair.first], names[pair.second], pair.shared.map(String.init) ?? "",
            PatientReport.cell(pair.density), PatientReport.cell(pair.limit),
            pair.isSuspected ? "T" : "F",
          ]
        }, drawing: drawing)
    }
  }

  private static func map(
    _ names: [String], cells: [HeatMap.Cell], frames: [Range<Int>]
  ) -> HeatMap {
    HeatMap(
      rows: names, columns: names, cells: cells,
      levelNames: [
        "below a tenth of the limit", "below the limit", "above the limit", "10 times the limit",
        "100 times the limit",
      ], crossName: "swap suspected", frames: frames)
  }

  private static func sampleMap(_ matrix: IdentityMatrix) -> HeatMap {
    let cells = matrix.pairs.flatMap { pair -> [HeatMap.Cell] in
      let level = level(pair)
      guard level > 0 || pair.isSuspected else { return [] }
      return [(pair.first, pair.second), (pair.second, pair.first)].map {
        HeatMap.Cell(row: $0, column: $1, level: level, isCrossed: pair.isSuspected)
      }
    }
    var frames: [Range<Int>] = []
    for (place, member) in matrix.members.enumerated() {
      if place > 0, matrix.members[place - 1].patientID == member.patientID {
        frames[frames.count - 1] = frames[frames.count - 1].lowerBound..<(place + 1)
      } else {
        frames.append(place..<(place + 1))
      }
    }
    return map(matrix.members.map(\.sampleID), cells: cells, frames: frames)
  }

  /// Patients by patients: the least that samples of one share, the most that those of two share.
  private static func patientMap(_ matrix: IdentityMatrix) -> HeatMap {
    var names: [String] = []
    let places = matrix.members.map { member in
      if names.last != member.patientID { names.append(member.patientID) }
      return names.count - 1
    }
    var cells: [Int: HeatMap.Cell] = [:]
    for pair in matrix.pairs {
      let (a, b) = (places[pair.first], places[pair.second])
      for (row, column) in a == b ? [(a, b)] : [(a, b), (b, a)] {
        let level = level(pair)
        let key = row * names.count + column
        var cell = cells[key] ?? HeatMap.Cell(row: row, column: column, level: level)
        cell.level = a == b ? min(cell.level, level) : max(cell.level, level)
        cell.isCrossed = cell.isCrossed || pair.isSuspected
        cells[key] = cell
      }
    }
    return map(names, cells: cells.sorted { $0.key < $1.key }.map(\.value), frames: [])
  }

  /// The level of a pair: its density by the limit, in decades; 0 where nothing is shared.
  private static func level(_ pair: IdentityMatrix.Pair) -> Int {
    guard let density = pair.density, density > 0 else { return 0 }
    // Where no limit could be learnt, that of published data stands in.
    let ratio = density / (pair.limit.flatMap { $0 > 0 ? $0 : nil } ?? 5e-6)
    return [0.1, 1, 10, 100].count { ratio >= $0 } + 1
  }
}
