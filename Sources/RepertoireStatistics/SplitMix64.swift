/// The seeded generator behind every random draw of Clonova.
///
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): one 64-bit state, the same stream on every
/// machine for the same seed. Not for cryptography. Bounded integers are drawn by Lemire's
/// multiply-and-reject (ACM TOMACS 2019), so they carry no modulo bias; they do not go through the
/// standard library's own algorithms, whose number of draws per call is not a documented contract.
public struct SplitMix64: RandomNumberGenerator, Sendable, Hashable {
  private var state: UInt64

  /// Creates the generator of one seed; every seed, zero too, is good.
  public init(seed: UInt64) { state = seed }

  /// Creates the generator of one of many independent streams below a seed.
  ///
  /// Stream numbers need not be random: they are mixed before they are added to the seed.
  public init(seed: UInt64, stream: UInt64) {
    var mixer = SplitMix64(seed: stream)
    state = seed ^ mixer.next()
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A uniform integer of `0..<bound`; `bound` must be positive.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "a bounded draw needs a positive bound")
    let range = UInt64(bound)
    let threshold = (0 &- range) % range
    while true {
      let product = next().multipliedFullWidth(by: range)
      if product.low >= threshold { return Int(product.high) }
    }
  }

  /// A uniform integer of a closed range narrower than `Int.max`.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + integer(below: range.upperBound - range.lowerBound + 1)
  }

  /// A uniform real number in [0, 1), a multiple of 2^-53.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A uniform real number strictly between 0 and 1, safe to take the logarithm of.
  public mutating func openUniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  /// True with the given probability.
  public mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  /// Puts the elements into a uniformly random order (Fisher and Yates, from the end).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    var last = elements.count - 1
    while last > 0 {
      let other = integer(below: last + 1)
      if other != last { elements.swapAt(other, last) }
      last -= 1
    }
  }

  /// One element, all equally likely; nil if there are none.
  public mutating func choice<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[integer(below: elements.count)]
  }

  /// `count` different elements in random order, every such selection equally likely.
  ///
  /// Takes all elements if there are no more than `count`.
  public mutating func sample<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    var pool = elements
    let taken = min(max(count, 0), pool.count)
    for position in 0..<taken {
      pool.swapAt(position, position + integer(below: pool.count - position))
    }
    pool.removeLast(pool.count - taken)
    return pool
  }
}
