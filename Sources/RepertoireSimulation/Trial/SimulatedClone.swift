/// One clone of a patient, with its plan.
public struct SimulatedClone: Sendable, Equatable {
  /// The receptor.
  public let receptor: SimulatedRearrangement

  /// The non-productive rearrangement of the other chromosome, if the cells bear one.
  public let second: SimulatedRearrangement?

  /// What was planted with it.
  public let planted: PlantedClass

  /// The weight among steady clones of the blood; 0 for clones that expand or contract.
  let steadyWeight: Int

  /// The frequency in blood at its highest, in parts per million; 0 for steady clones.
  let peakPerMillion: Int

  /// The frequency in blood before treatment, in parts per million.
  let baselinePerMillion: Int

  /// The percentage of the peak on each blood day after treatment, in order.
  let percentOfPeak: [Int]

  /// The frequency in biopsies after treatment, in parts per million; planted ones only.
  let biopsyPerMillion: Int

  /// The weight among clones that live in the tumor.
  let residentWeight: Int
}
