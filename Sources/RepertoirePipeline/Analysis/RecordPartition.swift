internal import ClonotypeAssembly
internal import Sequences

/// What records of molecules are sorted by.
enum RecordKey: Sendable {
  /// The molecular identifier, as ``UMI`` orders them.
  case identifier
  /// The junction family.
  case family

  @inline(__always)
  func value(of record: borrowing MoleculeRecord) -> UInt64 {
    switch self {
    case .identifier: record.umi.rawValue
    case .family: UInt64(record.family)
    }
  }
}

/// How records are dealt out to parts, which different tasks work on; all records of one key are in
/// one part.
struct RecordPartition: Sendable {
  private let bits: Int
  private let bounds: [UInt64]?

  /// How many parts there are.
  let count: Int

  /// By a hash of the key: parts of one size, whatever the keys are.
  static func hashed(memory: Int) -> RecordPartition {
    RecordPartition(bits: memory < 16 << 20 ? 5 : 8)
  }

  /// All records in one part, so in the order of their keys.
  static let whole = RecordPartition(bits: 0)

  private init(bits: Int) {
    self.bits = bits
    bounds = nil
    count = 1 << bits
  }

  /// By the key, parts in the order of keys.
  ///
  /// - Parameters:
  ///   - sample: Some of the keys, in any order: parts have about as many of them.
  ///   - most: The most parts.
  init(ranges sample: [UInt64], most: Int) {
    let sorted = sample.sorted()
    var bounds: [UInt64] = []
    for part in 1..<max(1, most) where !sorted.isEmpty {
      let bound = sorted[sorted.count * part / most]
      if bounds.last != bound { bounds.append(bound) }
    }
    self.bounds = bounds
    bits = 0
    count = bounds.count + 1
  }

  /// The part that a key belongs to.
  @inline(__always)
  func part(of key: UInt64) -> Int {
    guard let bounds else {
      // A shift by all 64 bits gives 0.
      return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 &- bits))
    }
    var low = 0
    var high = bounds.count
    while low < high {
      let middle = (low &+ high) / 2
      if bounds[middle] <= key { low = middle &+ 1 } else { high = middle }
    }
    return low
  }
}
