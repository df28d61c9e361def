/// Copying errors of the polymerase; they bear high qualities, since the base is read as it is.
public struct PCRModel: Sendable, Equatable {
  /// Wrong bases per base and cycle.
  public var errorRate: Double

  /// Cycles of amplification.
  public var cycles: Int

  /// The first cycles, in which an error is shared by a noticeable part of a template's reads.
  public static let earlyCycles = 5

  /// A model; 25 cycles at 2e-6 put an error in 0.75 % of 150-base molecules.
  public init(errorRate: Double = 2e-6, cycles: Int = 25) {
    self.errorRate = errorRate
    self.cycles = cycles
  }

  /// No errors.
  public static let perfect = PCRModel(errorRate: 0, cycles: 0)
}
