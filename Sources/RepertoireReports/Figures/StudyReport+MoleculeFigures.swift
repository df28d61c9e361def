internal import Foundation

/// Histograms of reads per molecule.
extension StudyReport {
  /// Molecules by their reads, as many samples a figure as it can tell apart; samples without
  /// identifiers are left out.
  var moleculeFigures: [Figure] {
    let shown = accounts.filter { !($0.molecules?.histogram.isEmpty ?? true) }
    let size = FigureStyle.series
    let parts = stride(from: 0, to: shown.count, by: size).map {
      Array(shown[$0..<min($0 + size, shown.count)])
    }
    return parts.enumerated().compactMap { number, part in
      let isOne = parts.count == 1
      let chart = LineChart(
        xTitle: "reads of one molecule", yTitle: "molecules", xKind: .logarithmic,
        yKind: .logarithmic,
        series: part.enumerated().map { colour, account in
          let least = account.molecules?.leastReads ?? 1
          return LineChart.Series(
            name: "\(account.sampleID), counted from \(least)", colour: colour,
            points: Self.points(of: account))
        })
      guard let drawing = chart.drawing() else { return nil }
      return Figure(
        name: "study.umis" + (isOne ? "" : ".\(number + 1)"),
        title: "Reads per molecule"
          + (isOne ? "" : ", part \(number + 1) of \(parts.count)"),
        summary: "Number of molecules by the number of their reads, both on logarithmic scales, "
          + "one line a sample; more than eight reads are taken together by half octaves.",
        reading: "A hump away from the left edge is molecules that were read several times, as "
          + "they should be; a slope that falls from one read alone is a library that was read "
          + "too little, or identifiers that are mostly errors.",
        columns: ["sample_id", "reads_per_molecule", "molecules", "counted"],
        rows: part.flatMap { account in
          (account.molecules?.histogram ?? []).map {
            [
              account.sampleID, "\($0.reads)", "\($0.molecules)",
              $0.reads >= (account.molecules?.leastReads ?? 1) ? "T" : "F",
            ]
          }
        }, drawing: drawing)
    }
  }

  /// Single numbers of reads up to eight, then means over half octaves: large numbers are rare one
  /// by one.
  private static func points(of account: SampleAccount) -> [LineChart.Point] {
    var molecules: [Int: Int] = [:]
    for bin in account.molecules?.histogram ?? [] where bin.reads > 0 {
      let step =
        bin.reads <= 8 ? bin.reads - 8 : Int((2 * log2(Double(bin.reads) / 8)).rounded(.up))
      molecules[step, default: 0] += bin.molecules
    }
    return molecules.sorted { $0.key < $1.key }.map { step, count in
      guard step > 0 else {
        return LineChart.Point(
          x: Double(step + 8), y: Double(count), mark: .disc,
          title: "\(account.sampleID): \(count) molecules of \(step + 8) reads")
      }
      let first = Int((8 * pow(2, Double(step - 1) / 2)).rounded(.down)) + 1
      let last = Int((8 * pow(2, Double(step) / 2)).rounded(.down))
      let mean = Double(count) / Double(last - first + 1)
      return LineChart.Point(
        x: (Double(first) * Double(last)).squareRoot(), y: mean, mark: .disc,
        title: "\(account.sampleID): \(count) molecules of \(first) to \(last) reads")
    }
  }
}
