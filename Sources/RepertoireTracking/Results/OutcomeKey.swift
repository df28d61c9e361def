extension TrackedClone {
  /// What the columns from `first_significant_day` to `note` of a clone are made of.
  ///
  /// Equal keys of clones that are still there give equal cells, as with ``BloodKey``.
  public struct OutcomeKey: CellKey {
    private let inTumor: ObjectIdentifier
    private let receptor: ObjectIdentifier
    private let days: SIMD4<UInt64>
    private let counts: SIMD4<Int64>
    private let bloodClass: BloodClass
    private let tumorClass: TumorClass
    private let marks: SIMD4<UInt8>
    private let mait: InnateLikeReceptor?
    private let inkt: InnateLikeReceptor?
    private let notes: [TrackingNote]

    init(_ clone: borrowing TrackedClone) {
      inTumor = clone.inTumor.identity
      receptor = clone.receptor.identity
      days = SIMD4(
        Self.bits(clone.firstSignificantDay), Self.bits(clone.peakDay), Self.bits(clone.lastDay), 0)
      counts = SIMD4(
        Int64(clone.daysDetected), Int64(clone.postBiopsies), Int64(clone.productCount ?? -1),
        Int64(clone.nucleotideVariants))
      bloodClass = clone.bloodClass
      tumorClass = clone.tumorClass
      marks = SIMD4(
        clone.isHeadline ? 1 : 0, clone.isStrict ? 1 : 0, clone.isConfident ? 1 : 0,
        clone.inProduct.map { $0 ? 1 : 0 } ?? 2)
      mait = clone.mait
      inkt = clone.inkt
      notes = clone.notes
    }

    /// Bits of the days, of the counts and of what was found in tumor and receptor.
    public var mixed: UInt64 {
      let days = days[0] ^ (days[1] << 1) ^ (days[2] << 2)
      return days &+ UInt64(truncatingIfNeeded: counts[0] &* 31 &+ counts[1] &* 7 &+ counts[3])
        ^ UInt64(UInt(bitPattern: inTumor)) ^ UInt64(UInt(bitPattern: receptor)) << 3
    }
  }

  /// The key of the clone's cells of what became of it.
  public var outcomeKey: OutcomeKey { OutcomeKey(self) }
}
