import RepertoireStatistics
import Sequences

/// The frequencies of a pool's clones in one sample: what cells are drawn from.
struct SampleComposition: Sendable {
  /// One weight a clone; their sum is close to `scale`.
  let weights: [Int]

  /// The unit of the weights: a frequency of 1.
  static let scale = 1_000_000_000_000

  /// Percent of a biopsy's steady cells that are of the blood in its vessels.
  private static let percentBloodInBiopsy = 35

  /// The composition of the blood or biopsy that a sample is taken from.
  init(pool: ClonePool, sample: SampleDesign, patient: PatientDesign, seed: UInt64) {
    var random = SplitMix64(
      seed: seed, stream: SimulationStream.number(sample.id, pool.locus.rawValue, "frequencies"))
    let clones = pool.clones
    var weights = clones.map { clone in
      switch sample.site {
      case .blood: Self.inBlood(clone, sample, patient) * (Self.scale / 1_000_000)
      case .tumor:
        sample.isPost ? clone.biopsyPerMillion * (Self.scale / 1_000_000) : 0
      }
    }
    // Steady clones still vary by a tenth from day to day.
    let steady = clones.map { $0.steadyWeight * random.integer(in: 90...110) / 100 }
    let rest = max(0, Self.scale - weights.reduce(0, +))
    let bloodShare = sample.site == .blood ? rest : rest / 100 * Self.percentBloodInBiopsy
    Self.distribute(bloodShare, by: steady, into: &weights)
    if sample.site == .tumor {
      Self.distribute(rest - bloodShare, by: clones.map(\.residentWeight), into: &weights)
    }
    self.weights = weights
  }

  /// Parts per million of a clone that is not steady, in blood.
  private static func inBlood(
    _ clone: SimulatedClone, _ sample: SampleDesign, _ patient: PatientDesign
  ) -> Int {
    guard let day = patient.postBloodDays.firstIndex(of: sample.day) else {
      return clone.baselinePerMillion
    }
    return clone.peakPerMillion * clone.percentOfPeak[day] / 100
  }

  private static func distribute(_ share: Int, by parts: [Int], into weights: inout [Int]) {
    let sum = parts.reduce(0, +)
    guard sum > 0 else { return }
    for index in parts.indices where parts[index] > 0 {
      let product = share.multipliedFullWidth(by: parts[index])
      weights[index] += sum.dividingFullWidth(product).quotient
    }
  }
}
