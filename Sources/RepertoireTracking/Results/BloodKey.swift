extension TrackedClone {
  /// What the columns from `baseline_f_upper95` to `dispersion_source` of a clone are made of.
  ///
  /// Equal keys of one study give equal cells.
  public struct BloodKey: CellKey {
    private let change: ObjectIdentifier
    private let probabilities: SIMD8<UInt64>

    init(_ clone: borrowing TrackedClone) {
      change = clone.change.identity
      probabilities = SIMD8(
        Self.bits(clone.logP), Self.bits(clone.q), Self.bits(clone.logPDown),
        Self.bits(clone.qDown), Self.bits(clone.logPFisher), Self.bits(clone.qFisher), 0, 0)
    }

    /// Bits of the p values and of the fold change.
    public var mixed: UInt64 {
      probabilities[0] ^ (probabilities[2] << 1) ^ UInt64(UInt(bitPattern: change))
    }
  }

  /// The key of the clone's cells of blood.
  public var bloodKey: BloodKey { BloodKey(self) }
}
