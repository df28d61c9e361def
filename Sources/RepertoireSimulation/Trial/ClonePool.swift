import Germline
import RepertoireStatistics
import Sequences

/// The clones of one patient at one locus; no two of their junctions are the same.
struct ClonePool: Sendable {
  let locus: Locus
  private(set) var clones: [SimulatedClone] = []

  /// Share of each post-treatment blood day in the peak of an expanded clone: at least two days
  /// stand high.
  private static let courses = [[60, 100, 70], [100, 80, 60], [60, 75, 100], [0, 100, 90]]

  /// How many of the rarer clones also live in the tumor.
  private static let residents = 250

  private var taken: Set<[UInt8]> = []
  private var apart: [[UInt8]] = []
  private let model: RecombinationModel
  private let design: TrialDesign
  private let postDays: Int
  private var random: SplitMix64

  init(design: TrialDesign, reference: GermlineReference, patient: PatientDesign, locus: Locus) {
    self.locus = locus
    self.design = design
    model = RecombinationModel(reference: reference, locus: locus)
    postDays = patient.postBloodDays.count
    random = SplitMix64(
      seed: design.seed, stream: SimulationStream.number(patient.id, locus.rawValue, "clones"))
    for planted in PlantedClass.allCases where planted != .background {
      for number in 0..<(design.planted[planted] ?? 0) { add(planted, number: number) }
    }
    for rank in 1...max(1, design.backgroundClones) { add(.background, number: rank) }
    taken = []
  }

  /// The weight of a rank; an exact division, so the same on every machine.
  private static func weight(ofRank rank: Int) -> Int { 1_000_000_000 / (rank + 2) }

  private mutating func add(_ planted: PlantedClass, number: Int) {
    let receptor = distinct(productive: true)
    if planted != .background { apart.append(receptor.junction) }
    let hasSecond = random.integer(below: 100) < design.percentWithSecondRearrangement
    let second = hasSecond ? distinct(productive: false) : nil
    let peak = random.integer(in: design.peakPerMillion)
    let homing = random.integer(in: design.homingPerMillion)
    var steady = 0
    var baseline = 0
    var course = [Int](repeating: 0, count: postDays)
    var resident = 0
    var inBiopsies = 0
    switch planted {
    case .tumorHoming, .newlyExpanded:
      // Every third one is nearly absent at baseline: a few cells in a million.
      baseline = number % 3 == 2 ? 5 : 0
      let pattern = Self.courses[random.integer(below: Self.courses.count)]
      for day in 0..<postDays { course[day] = pattern[day % pattern.count] }
      inBiopsies = planted == .tumorHoming ? homing : 0
    case .transient:
      if postDays > 0 { course[number % postDays] = 100 }
      inBiopsies = homing / 4
    case .contracted:
      baseline = peak
      for day in 0..<postDays { course[day] = 8 }
    case .stableInTumor:
      steady = Self.weight(ofRank: 4 + number)
      resident = Self.weight(ofRank: 8 + number)
    case .tumorResident:
      steady = Self.weight(ofRank: design.backgroundClones / 2)
      resident = Self.weight(ofRank: 2 + number)
    case .background:
      steady = Self.weight(ofRank: number)
      let first = design.backgroundClones / 2
      if (first..<(first + Self.residents)).contains(number) {
        resident = Self.weight(ofRank: 16 + number - first)
      }
    }
    clones.append(
      SimulatedClone(
        receptor: receptor, second: second, planted: planted, steadyWeight: steady,
        peakPerMillion: steady == 0 ? peak : 0, baselinePerMillion: baseline,
        percentOfPeak: course, biopsyPerMillion: inBiopsies, residentWeight: resident))
  }

  /// A rearrangement whose junction no clone of the pool has, and none like a planted one.
  private mutating func distinct(productive: Bool) -> SimulatedRearrangement {
    while true {
      let one = model.draw(productive: productive, using: &random)
      if !apart.contains(where: { Self.isAlike($0, one.junction) }),
        taken.insert(one.junction).inserted
      {
        return one
      }
    }
  }

  /// Whether junctions of one length differ in two bases or fewer: such a pair of clones cannot be
  /// told from a clone and its errors.
  private static func isAlike(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    var differences = 0
    for i in a.indices where a[i] != b[i] { differences += 1 }
    return differences <= 2
  }
}
