extension TrackedClone {
  /// What the columns from `baseline_f_upper95` to `dispersion_source` of a clone are made of.
  ///
  /// Equal keys of one study give equal cells, so that a writer need not format them for every clone.
  public struct BloodKey: Sendable, Equatable {
    private let change: ObjectIdentifier
    private let probabilities: SIMD8<UInt64>

    init(_ clone: borrowing TrackedClone) {
      change = clone.change.identity
      probabilities = SIMD8(
        Self.bits(clone.logP), Self.bits(clone.q), Self.bits(clone.logPDown),
        Self.bits(clone.qDown), Self.bits(clone.logPFisher), Self.bits(clone.qFisher), 0, 0)
    }

    // No p value is not-a-number.
    private static func bits(_ value: Double?) -> UInt64 { (value ?? .nan).bitPattern }

    /// The place of the key in a table of `slots` places, a power of two.
    public func slot(of slots: Int) -> Int {
      let mixed = probabilities[0] ^ (probabilities[2] << 1) ^ UInt64(UInt(bitPattern: change))
      return Int(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> 40) & (slots - 1)
    }
  }

  /// The key of the clone's cells of blood.
  public var bloodKey: BloodKey { BloodKey(self) }
}
