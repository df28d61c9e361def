import Repertoires

/// What each sample of a group stands for, by place in the group.
///
/// Empty samples and samples of another count unit have no role, and a note says so.
struct SampleRoles: Sendable {
  /// Samples of one draw or cut: technical replicates together.
  struct Draw: Sendable {
    var day: Double
    var samples: [Int]
  }

  /// Baseline blood; all of it is summed.
  private(set) var baseline: [Draw] = []
  /// Post-treatment blood.
  private(set) var postBlood: [Draw] = []
  /// Biopsies.
  private(set) var preBiopsies: [Draw] = []
  private(set) var postBiopsies: [Draw] = []
  /// Samples of infusion product.
  private(set) var products: [Int] = []
  /// Unit of the blood samples; of any sample when there is no blood.
  private(set) var bloodUnit: CountUnit = .reads
  /// Unit of the biopsies.
  private(set) var tumorUnit: CountUnit = .reads
  /// Pre-treatment blood and biopsies that count something else: compared with nothing, but a
  /// clone seen in them was there before.
  private(set) var otherPreBlood: [Int] = []
  private(set) var otherPreBiopsies: [Int] = []
  private(set) var notes: [TrackingNote] = []

  init(repertoires: [Repertoire], totals: [Int]) {
    if zip(repertoires, totals).contains(where: { $1 == 0 }) { notes.append(.emptySample) }
    let used = repertoires.indices.filter { totals[$0] > 0 }
    let blood = used.filter { repertoires[$0].sample.tissue == .blood }
    let tumor = used.filter { repertoires[$0].sample.tissue == .tumor }
    bloodUnit = Self.commonUnit((blood.isEmpty ? used : blood).map { repertoires[$0].countUnit })
    // The unit of the biopsies after treatment, so that none before decides against them.
    let tumorAfter = tumor.filter { repertoires[$0].sample.phase == .post }
    let deciding = tumorAfter.isEmpty ? tumor : tumorAfter
    tumorUnit =
      deciding.isEmpty ? bloodUnit : Self.commonUnit(deciding.map { repertoires[$0].countUnit })
    products = used.filter { repertoires[$0].sample.tissue == .product }
    let comparableBlood = blood.filter { repertoires[$0].countUnit == bloodUnit }
    let comparableTumor = tumor.filter { repertoires[$0].countUnit == tumorUnit }
    if comparableBlood.count < blood.count || comparableTumor.count < tumor.count {
      notes.append(.countUnitsDiffer)
    }
    func isBefore(_ sample: Int) -> Bool { repertoires[sample].sample.phase == .pre }
    otherPreBlood = blood.filter { repertoires[$0].countUnit != bloodUnit && isBefore($0) }
    otherPreBiopsies = tumor.filter { repertoires[$0].countUnit != tumorUnit && isBefore($0) }
    func draws(_ samples: [Int], _ phase: Phase) -> [Draw] {
      Self.draws(samples.filter { repertoires[$0].sample.phase == phase }, repertoires)
    }
    baseline = draws(comparableBlood, .pre)
    postBlood = draws(comparableBlood, .post)
    preBiopsies = draws(comparableTumor, .pre)
    postBiopsies = draws(comparableTumor, .post)
    if (comparableBlood + comparableTumor).count
      > (baseline + postBlood + preBiopsies + postBiopsies).count
    {
      notes.append(.replicatesSummed)
    }
    if baseline.isEmpty { notes.append(.noBaseline) }
    if postBlood.isEmpty { notes.append(.noPostBlood) }
    if preBiopsies.isEmpty { notes.append(.noPreBiopsy) }
    if postBiopsies.isEmpty { notes.append(.noPostBiopsy) }
  }

  /// Samples of all baseline draws.
  var baselineSamples: [Int] { baseline.flatMap(\.samples) }

  /// Post-treatment days in order.
  var postDays: [Double] { Set(postBlood.map(\.day)).sorted() }

  /// Samples of one post-treatment day.
  func samples(onDay day: Double) -> [Int] {
    postBlood.filter { $0.day == day }.flatMap(\.samples)
  }

  /// Draws of one day: more than one are biological replicates.
  static func byDay(_ draws: [Draw]) -> [[Draw]] {
    Set(draws.map(\.day)).sorted().map { day in draws.filter { $0.day == day } }
  }

  private static func draws(_ samples: [Int], _ repertoires: [Repertoire]) -> [Draw] {
    var draws: [Draw] = []
    for sample in samples {
      let own = repertoires[sample].sample
      let twin = draws.firstIndex { draw in
        draw.day == own.day && own.replicateType == .technical
          && draw.samples.allSatisfy { repertoires[$0].sample.replicateType == .technical }
      }
      if let twin {
        draws[twin].samples.append(sample)
      } else {
        draws.append(Draw(day: own.day, samples: [sample]))
      }
    }
    return draws
  }

  private static func commonUnit(_ units: [CountUnit]) -> CountUnit {
    let order = CountUnit.allCases
    return order.max { a, b in
      let (x, y) = (units.count { $0 == a }, units.count { $0 == b })
      return x != y ? x < y : (order.firstIndex(of: a) ?? 0) > (order.firstIndex(of: b) ?? 0)
    } ?? .reads
  }
}
