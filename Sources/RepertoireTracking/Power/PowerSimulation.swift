import RepertoireStatistics
import Repertoires

/// Which rises a design can show: clones of known frequency and fold change are planted into
/// simulated blood, and the whole comparison is run on it.
public struct PowerSimulation: Sendable {
  /// The library of either day.
  public var design: LibraryDesign
  /// Log SD of what clones do without treatment.
  public var driftLogSD = 0.25
  /// Clones of the compartment.
  public var backgroundClones = 300_000
  /// Independent pairs of samples.
  public var runs = 10
  /// Seed of all random draws.
  public var seed: UInt64 = 1
  /// Frequencies after the rise.
  public var frequencies = [1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3]
  /// Fold changes; infinity stands for a clone that was not there before.
  public var foldChanges = [Double.infinity, 16, 8, 4, 2]

  // Few enough that planted clones are a tenth of the blood.
  private static let clonesPerCell = 4

  /// A simulation with the usual grid.
  public init(design: LibraryDesign) { self.design = design }

  /// What became of the clones of one frequency and fold change.
  public struct Point: Sendable, Equatable {
    /// The fold change; infinite for new clones.
    public var foldChange: Double
    /// The frequency after the rise.
    public var frequency: Double
    /// Clones planted over all runs.
    public var planted: Int
    /// Of them, classified as expanded.
    public var found: Int
    /// Share found.
    public var power: Double { Double(found) / Double(planted) }
    /// One-sided 95 % limits of the share.
    public var lower95: Double { ClopperPearson.lower(n: Double(found), N: Double(planted)) }
    /// The upper limit.
    public var upper95: Double { ClopperPearson.upper(n: Double(found), N: Double(planted)) }
  }

  /// What the simulation found.
  public struct Result: Sendable, Equatable {
    /// One point a fold change and frequency.
    public var points: [Point]
    /// Clones called that were not planted, over all runs.
    public var falseCalls: Int
    /// Where the dispersion came from, by runs.
    public var sources: [DispersionSource: Int]

    /// The least frequency from which on at least `power` of the clones are found; nil if none is.
    public func detectable(foldChange: Double, power: Double = 0.8) -> Double? {
      let own = points.filter { $0.foldChange == foldChange }.sorted {
        $0.frequency > $1.frequency
      }
      return own.prefix { $0.power >= power }.last?.frequency
    }
  }

  /// Runs all pairs, one after the other; the same seed gives the same result.
  public func run() -> Result {
    var points = foldChanges.flatMap { fold in
      frequencies.map { Point(foldChange: fold, frequency: $0, planted: 0, found: 0) }
    }
    var result = Result(points: [], falseCalls: 0, sources: [:])
    for number in 0..<runs { add(run: UInt64(number), to: &points, &result) }
    result.points = points
    return result
  }

  private func add(run: UInt64, to points: inout [Point], _ result: inout Result) {
    var seeds = SplitMix64(seed: seed, stream: run)
    var before = SimulatedBlood(clones: backgroundClones, seed: seeds.next())
    var after = before
    after.drift(logSD: driftLogSD, seed: seeds.next())
    // Planted clones stand behind the compartment, which gives up their share.
    let perRun = Self.clonesPerCell
    var (first, second): ([Double], [Double]) = ([], [])
    for point in points {
      let baseline = point.foldChange.isFinite ? point.frequency / point.foldChange : 0
      first += [Double](repeating: baseline, count: perRun)
      second += [Double](repeating: point.frequency, count: perRun)
    }
    Self.plant(first, into: &before)
    Self.plant(second, into: &after)
    let study = StudyTracking.track([
      design.repertoire(
        Sample(id: "before", patientID: "P", tissue: .blood, day: 0), of: before,
        seed: seeds.next()),
      design.repertoire(
        Sample(id: "after", patientID: "P", tissue: .blood, day: 14), of: after,
        seed: seeds.next()),
    ])
    guard let patient = study.patients.first else { return }
    if let source = patient.comparisons.first?.dispersionSource {
      result.sources[source, default: 0] += 1
    }
    var planted: [String: Int] = [:]
    for (place, _) in second.enumerated() {
      let junction = LibraryDesign.junction(backgroundClones + place)
      planted[String(decoding: junction, as: UTF8.self)] = place / perRun
    }
    for place in points.indices { points[place].planted += perRun }
    for clone in patient.clones where Self.isFound(clone) {
      if let place = planted[clone.junction] {
        points[place].found += 1
      } else {
        result.falseCalls += 1
      }
    }
  }

  /// Reads without molecular identifiers wait for a second day: that one cap is left aside.
  private static func isFound(_ clone: TrackedClone) -> Bool {
    clone.bloodClass.isExpanded
      || clone.bloodClass == .candidate && clone.notes == [.readsWithoutUMI]
  }

  private static func plant(_ frequencies: [Double], into blood: inout SimulatedBlood) {
    let rest = 1 - frequencies.reduce(0, +)
    precondition(rest > 0, "planted clones leave room for the others")
    for clone in blood.frequencies.indices { blood.frequencies[clone] *= rest }
    blood.frequencies += frequencies
  }
}
