internal import RepertoireTracking
internal import Repertoires

/// What rises a planned trial can show: the command `power`.
public struct PowerRun: Sendable {
  /// What can be counted.
  public static let units = CountUnit.allCases.map(\.rawValue)

  private let simulation: PowerSimulation

  /// A run for libraries of `cells` T cells that give `countsPerCell` counts each, of which `depth`
  /// are sequenced; nil for a unit that does not exist, or numbers that mean nothing.
  public init?(
    unit: String, cells: Int, countsPerCell: Double, depth: Int? = nil, drift: Double, runs: Int,
    seed: UInt64
  ) {
    guard let unit = CountUnit(rawValue: unit), (100...10_000_000).contains(cells),
      countsPerCell > 0, countsPerCell <= 1000, depth ?? 1 > 0, drift >= 0, drift <= 2,
      (1...1000).contains(runs)
    else { return nil }
    // A cell is caught or not; reads and molecules of it may be many.
    if unit == .cells || unit == .templates, countsPerCell > 1 { return nil }
    var simulation = PowerSimulation(
      design: LibraryDesign(
        unit: unit, cells: cells, countsPerCell: countsPerCell, depth: depth))
    simulation.driftLogSD = drift
    simulation.runs = runs
    simulation.seed = seed
    self.simulation = simulation
  }

  private struct Content: Encodable {
    struct Point: Encodable {
      var foldChange: Double?
      var bloodF: Double
      var planted: Int
      var found: Int
      var power: Double
      var powerLower95: Double
      var powerUpper95: Double
    }
    struct Detectable: Encodable {
      var foldChange: Double?
      var bloodF: Double?
    }
    var countUnit: String
    var cells: Int
    var countsPerCell: Double
    var depth: Int?
    var driftLogSd: Double
    var runs: Int
    var seed: UInt64
    var falseCalls: Int
    var dispersionSources: [String: Int]
    var detectableAt80: [Detectable]
    var points: [Point]
  }

  /// Simulates and tells the result: a table for people, or JSON with a null fold change for clones
  /// that were not there before.
  public func run(asJSON: Bool) throws -> String {
    let result = simulation.run()
    return asJSON ? try json(result) : text(result)
  }

  private func json(_ result: PowerSimulation.Result) throws -> String {
    var sources: [String: Int] = [:]
    for (source, runs) in result.sources { sources[source.rawValue] = runs }
    func fold(_ change: Double) -> Double? { change.isFinite ? change : nil }
    let content = Content(
      countUnit: simulation.design.unit.rawValue, cells: simulation.design.cells,
      countsPerCell: simulation.design.countsPerCell, depth: simulation.design.depth,
      driftLogSd: simulation.driftLogSD,
      runs: simulation.runs, seed: simulation.seed, falseCalls: result.falseCalls,
      dispersionSources: sources,
      detectableAt80: simulation.foldChanges.map {
        .init(foldChange: fold($0), bloodF: result.detectable(foldChange: $0))
      },
      points: result.points.map {
        .init(
          foldChange: fold($0.foldChange), bloodF: $0.frequency, planted: $0.planted,
          found: $0.found, power: $0.power, powerLower95: $0.lower95, powerUpper95: $0.upper95)
      })
    var text = try JSONText.text(content)
    while text.last == "\n" { text.removeLast() }
    return text
  }

  private func text(_ result: PowerSimulation.Result) -> String {
    let design = simulation.design
    let depth = design.depth.map { ", \(ProgressMeter.grouped($0)) sequenced at most" } ?? ""
    var lines = [
      "\(ProgressMeter.grouped(design.cells)) T cells on either day, \(design.countsPerCell) "
        + "\(design.unit.rawValue) a cell\(depth); \(Count.of(simulation.runs, "simulated pair")), seed "
        + "\(simulation.seed)",
      "Share of clones classified as expanded, by frequency after the rise:",
    ]
    func column(_ cell: String) -> String {
      String(repeating: " ", count: max(1, 8 - cell.count)) + cell
    }
    lines.append(
      "rise    " + simulation.frequencies.map { column("\($0)") }.joined() + "   80 % from")
    for fold in simulation.foldChanges {
      let name = fold.isFinite ? "\(Int(fold))-fold" : "new"
      let cells = simulation.frequencies.map { frequency in
        let point = result.points.first {
          $0.foldChange == fold && $0.frequency == frequency
        }
        return column("\(((point?.power ?? 0) * 100).rounded() / 100)")
      }
      let least = result.detectable(foldChange: fold).map { "\($0)" } ?? "not reached"
      lines.append(
        name + String(repeating: " ", count: 8 - name.count) + cells.joined() + "   " + least)
    }
    let planted = result.points.first?.planted ?? 0
    lines.append(
      "\(planted) clones a cell of the table; \(result.falseCalls) calls of clones that did not "
        + "rise twofold by plan, in \(Count.of(simulation.runs, "pair"))")
    return lines.joined(separator: "\n")
  }
}
