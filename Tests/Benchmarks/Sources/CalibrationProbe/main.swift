import Foundation
import RepertoireStatistics
import RepertoireTracking
import Repertoires

// Whether the tests keep what they promise: simulated pairs and cohorts with known truth.
//
//   CalibrationProbe pairs NULL-PAIRS CHANGED-PAIRS SEED [SCENARIOS]
//   CalibrationProbe overlap COHORTS SEED
//
// Prints one line a scenario; exit status 1 when a figure misses its bound. The generator is
// RepertoireTracking's own, which shares no code with the tests; scenarios and bounds were fixed
// before: 2,000,000 clones, 100 new and 50 risen ones in changed pairs.

struct Scenario {
  let name: String
  let design: LibraryDesign
  let drift: Double
  /// Share of detectable planted clones that is called, on seeds after the settings were frozen.
  let recall: Double

  static let all: [Scenario] = [
    .init(
      name: "A", design: .init(unit: .templates, cells: 100_000, countsPerCell: 1), drift: 0,
      recall: 0.81),
    .init(
      name: "B", design: .init(unit: .templates, cells: 100_000, countsPerCell: 1), drift: 0.25,
      recall: 0.77),
    .init(
      name: "C", design: .init(unit: .umi, cells: 100_000, countsPerCell: 3), drift: 0,
      recall: 0.58),
    .init(
      name: "D", design: .init(unit: .umi, cells: 100_000, countsPerCell: 3), drift: 0.25,
      recall: 0.55),
    .init(
      name: "E", design: .init(unit: .reads, cells: 100_000, countsPerCell: 10), drift: 0,
      recall: 0.53),
    .init(
      name: "F", design: .init(unit: .reads, cells: 100_000, countsPerCell: 10), drift: 0.25,
      recall: 0.50),
    .init(
      name: "G", design: .init(unit: .reads, cells: 20_000, countsPerCell: 50), drift: 0.25,
      recall: 0.18),
    .init(
      name: "H", design: .init(unit: .reads, cells: 100_000, countsPerCell: 1), drift: 0.25,
      recall: 0.36),
  ]
}

let clones = 2_000_000
let newClones = 100
let risenClones = 50

/// Clones that were made to rise, with their frequencies.
struct Planted {
  var rises: Set<Int> = []

  /// Makes clones of the rarer half new and multiplies clones in the middle.
  static func plant(
    into blood: inout SimulatedBlood, new: Int, risen: Int, seed: UInt64
  ) -> Planted {
    var generator = SplitMix64(seed: seed)
    var planted = Planted()
    let frequencies = blood.frequencies
    let median = frequencies.sorted()[frequencies.count / 2]
    while planted.rises.count < new {
      let clone = generator.integer(below: frequencies.count)
      guard frequencies[clone] < median, planted.rises.insert(clone).inserted else { continue }
      blood.frequencies[clone] = pow(10, -4.3 + 1.6 * generator.uniform())
    }
    let middle = frequencies.indices.filter { frequencies[$0] > 2e-5 && frequencies[$0] < 1e-3 }
    for clone in generator.sample(risen, of: middle) {
      planted.rises.insert(clone)
      blood.frequencies[clone] *= pow(2, 2 + 2 * generator.uniform())
    }
    blood.normalize()
    return planted
  }
}

func number(of junction: String) -> Int {
  let letters: [UInt8: Int] = [65: 0, 67: 1, 71: 2, 84: 3]
  return junction.utf8.dropFirst(3).reversed().reduce(0) { $0 * 4 + (letters[$1] ?? 0) }
}

func sample(_ id: String, _ tissue: Tissue, _ day: Double) -> Sample {
  Sample(id: id, patientID: "P", tissue: tissue, day: day)
}

func meanAndError(_ values: [Double]) -> (mean: Double, error: Double) {
  let count = Double(values.count)
  let mean = values.reduce(0, +) / max(1, count)
  let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
  return (mean, (variance / max(1, count)).squareRoot())
}

func text(_ value: Double) -> String { String(format: "%.3f", value) }

/// One pair of blood samples and its tracking.
func track(
  _ scenario: Scenario, changed: Bool, seed: UInt64
) -> (patient: PatientTracking, before: SimulatedBlood, after: SimulatedBlood, planted: Planted) {
  var seeds = SplitMix64(seed: seed)
  let before = SimulatedBlood(clones: clones, seed: seeds.next())
  var after = before
  after.drift(logSD: scenario.drift, seed: seeds.next())
  var planted = Planted()
  let seedOfPlanting = seeds.next()
  if changed {
    planted = Planted.plant(
      into: &after, new: newClones, risen: risenClones, seed: seedOfPlanting)
  }
  let study = StudyTracking.track([
    scenario.design.repertoire(sample("B0", .blood, 0), of: before, seed: seeds.next()),
    scenario.design.repertoire(sample("B1", .blood, 14), of: after, seed: seeds.next()),
  ])
  return (study.patients[0], before, after, planted)
}

func runPairs(null: Int, changed: Int, seed: UInt64, names: String) -> Bool {
  var isGood = true
  print(
    "scenario\tnull_up_per_pair\tnull_down\tcalls\tfdr\trecall\trecall_se\treference\tsources\tverdict"
  )
  for scenario in Scenario.all where names.contains(scenario.name) {
    var sources: [String: Int] = [:]
    var (up, down): ([Double], [Double]) = ([], [])
    for pair in 0..<null {
      let own = seed &+ UInt64(pair) &* 1000 &+ UInt64(scenario.name.utf8.first ?? 0)
      let comparison = track(scenario, changed: false, seed: own).patient.comparisons[0]
      up.append(Double(comparison.up))
      down.append(Double(comparison.down))
      sources[comparison.dispersionSource?.rawValue ?? "none", default: 0] += 1
    }
    var (calls, falseCalls, recalls) = (0, 0, [Double]())
    for pair in 0..<changed {
      let own = seed &+ 777_777 &+ UInt64(pair) &* 1000 &+ UInt64(scenario.name.utf8.first ?? 0)
      let run = track(scenario, changed: true, seed: own)
      let alpha = run.patient.comparisons[0].alpha
      sources[run.patient.comparisons[0].dispersionSource?.rawValue ?? "none", default: 0] += 1
      let called = Set(
        run.patient.clones.filter { ($0.q ?? 1) <= alpha }.map { number(of: $0.junction) })
      calls += called.count
      falseCalls += called.count {
        !run.planted.rises.contains($0)
          && run.after.frequencies[$0] < 2 * run.before.frequencies[$0]
      }
      let detectable = run.planted.rises.filter {
        run.after.frequencies[$0] * Double(scenario.design.cells) >= 5
      }
      let found = detectable.count { called.contains($0) }
      recalls.append(Double(found) / Double(max(1, detectable.count)))
    }
    let (recall, error) = meanAndError(recalls)
    let fdr = calls == 0 ? 0 : Double(falseCalls) / Double(calls)
    let nullCalls = meanAndError(up).mean
    let keeps =
      (null == 0 || nullCalls <= 0.5)
      && (changed == 0 || fdr <= 0.05 && recall >= scenario.recall - 0.03 - 2 * error)
    isGood = isGood && keeps
    let told = sources.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    print(
      scenario.name, text(nullCalls), text(meanAndError(down).mean), calls, text(fdr),
      text(recall), text(error), text(scenario.recall), told.joined(separator: ","),
      keeps ? "ok" : "MISSED", separator: "\t")
    fflush(nil)
  }
  return isGood
}

func runOverlap(cohorts: Int, seed: UInt64) -> Bool {
  let scenario = Scenario.all[2]
  let biopsy = LibraryDesign(unit: .umi, cells: 5_000, countsPerCell: 3)
  var rejected = [0, 0]
  for cohort in 0..<cohorts {
    var seeds = SplitMix64(seed: seed, stream: UInt64(cohort))
    let before = SimulatedBlood(clones: clones, seed: seeds.next())
    var after = before
    let planted = Planted.plant(into: &after, new: 100, risen: 0, seed: seeds.next())
    var blood = [
      scenario.design.repertoire(sample("B0", .blood, 0), of: before, seed: seeds.next())
    ]
    for day in [14.0, 28, 56] {
      blood.append(
        scenario.design.repertoire(sample("B\(day)", .blood, day), of: after, seed: seeds.next()))
    }
    for (place, enrichment) in [1.0, 3].enumerated() {
      var tumor = after
      for clone in planted.rises { tumor.frequencies[clone] *= enrichment }
      tumor.normalize()
      let study = StudyTracking.track(
        blood + [biopsy.repertoire(sample("T", .tumor, 30), of: tumor, seed: seeds.next())])
      if let p = study.patients[0].summaries[0].overlap?.p, p <= 0.05 { rejected[place] += 1 }
    }
  }
  let shares = rejected.map { Double($0) / Double(max(1, cohorts)) }
  let keeps = shares[0] <= 0.08 && shares[1] >= 0.95
  print("cohorts\tnull_rejected\tenriched_3x_rejected\tverdict")
  print(cohorts, text(shares[0]), text(shares[1]), keeps ? "ok" : "MISSED", separator: "\t")
  return keeps
}

let arguments = CommandLine.arguments
let numbers = arguments.dropFirst(2).compactMap { Int($0) }
switch arguments.dropFirst().first {
case "pairs" where numbers.count >= 3:
  let names = arguments.count > 5 ? arguments[5] : "ABCDEFGH"
  let isGood = runPairs(
    null: numbers[0], changed: numbers[1], seed: UInt64(numbers[2]), names: names)
  exit(isGood ? 0 : 1)
case "overlap" where numbers.count == 2:
  exit(runOverlap(cohorts: numbers[0], seed: UInt64(numbers[1])) ? 0 : 1)
default:
  print("CalibrationProbe pairs NULL CHANGED SEED [SCENARIOS] | overlap COHORTS SEED")
  exit(64)
}
