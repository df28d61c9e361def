import Sequences

extension PackedTargets {
  /// The 32 bases of a target from an offset on; A where it has none.
  func window(of target: Int, at offset: Int) -> UInt64 {
    let lane = offset - 3 + upstreamWords * 32
    let low = word(of: target, lane >> 5)
    let high = word(of: target, (lane >> 5) + 1)
    let shift = UInt64(truncatingIfNeeded: lane & 31) * 2
    return low >> shift | (high << 1) << (63 - shift)
  }

  private func word(of target: Int, _ number: Int) -> UInt64 {
    number >= 0 && number < stride ? words[target * stride + number] : 0
  }
}
