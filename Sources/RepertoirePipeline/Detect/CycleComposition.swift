internal import ClonotypeAssembly
internal import Sequences

/// What the bases of a mate are at each cycle, over reads that differ in their start.
///
/// Copies of one molecule would make its identifier look fixed, so reads with the same first 56
/// bases count once. Cycles are told apart by their entropy and by what they say of their
/// neighbours (mutual information, in bits): the bases of a molecular identifier are evenly
/// distributed and independent of each other, those of genes are neither.
struct CycleComposition: Sendable {
  /// Cycles that are looked at.
  static let cycles = 44
  /// Bases that make reads differ: more than the longest linker that all reads begin with.
  private static let keyBases = 56
  /// The farthest neighbour that a cycle is compared with.
  private static let reach = 3
  /// Reads below which nothing is told of a cycle.
  static let fewestReads = 150
  /// A base in so many of the reads is fixed.
  static let fixedShare = 0.8
  /// Bits; four bases at .25 each have 2, three at .33 1.58: identifiers are made unevenly.
  static let randomEntropy = 1.45
  /// Bits that a cycle may say of another one; cycles of genes say .3 and more.
  static let randomCoupling = 0.15

  /// What a cycle holds.
  enum Kind: Equatable, Sendable {
    /// The same base in nearly all reads, as its code.
    case fixed(UInt8)
    /// Any base, independent of its neighbours.
    case random
    /// Anything else: template.
    case mixed
  }

  /// Reads that differ.
  private(set) var reads = 0
  private var counts = [Int](repeating: 0, count: Self.cycles * 4)
  private var pairs = [Int](repeating: 0, count: Self.cycles * Self.reach * 16)
  private var seen: Set<UInt64> = []

  /// Counts a read's start from a position on; known copies are left out.
  mutating func add(_ read: Span<UInt8>, from start: Int = 0) {
    var codes = [UInt8](repeating: Nucleotide.unknown, count: Self.cycles)
    var key = StableHash()
    for cycle in 0..<Self.keyBases where start + cycle >= 0 && start + cycle < read.count {
      let code = Nucleotide.code(ofASCII: read[start + cycle])
      if cycle < Self.cycles { codes[cycle] = code }
      key.combine(code)
    }
    guard seen.insert(key.value).inserted else { return }
    reads += 1
    for cycle in 0..<Self.cycles where codes[cycle] < 4 {
      counts[cycle * 4 + Int(codes[cycle])] += 1
      for distance in 1...Self.reach
      where cycle + distance < Self.cycles && codes[cycle + distance] < 4 {
        let joint = Int(codes[cycle]) * 4 + Int(codes[cycle + distance])
        pairs[(cycle * Self.reach + distance - 1) * 16 + joint] += 1
      }
    }
  }

  /// Reads that have a known base at a cycle.
  func depth(_ cycle: Int) -> Int { counts[cycle * 4..<cycle * 4 + 4].reduce(0, +) }

  /// The entropy of a cycle, in bits.
  func entropy(_ cycle: Int) -> Double { BaseEntropy.bits(counts[cycle * 4..<cycle * 4 + 4]) }

  /// What a cycle says of one behind it, in bits.
  private func information(_ cycle: Int, _ distance: Int) -> Double {
    let start = (cycle * Self.reach + distance - 1) * 16
    return BaseEntropy.shared(pairs[start..<start + 16])
  }

  /// What a cycle holds; mixed where too few reads have it.
  func kind(_ cycle: Int) -> Kind {
    let depth = depth(cycle)
    guard depth >= Self.fewestReads, depth * 2 > reads else { return .mixed }
    let own = counts[cycle * 4..<cycle * 4 + 4]
    let most = own.max() ?? 0
    if Double(most) >= Self.fixedShare * Double(depth), let at = own.firstIndex(of: most) {
      return .fixed(UInt8(at - cycle * 4))
    }
    guard entropy(cycle) >= Self.randomEntropy else { return .mixed }
    for distance in 1...Self.reach {
      if cycle + distance < Self.cycles, information(cycle, distance) > Self.randomCoupling {
        return .mixed
      }
      if cycle >= distance, information(cycle - distance, distance) > Self.randomCoupling {
        return .mixed
      }
    }
    return .random
  }

  /// What all cycles hold.
  var kinds: [Kind] { (0..<Self.cycles).map(kind) }

  /// Letters for people: the base of fixed cycles, N for random ones, a dot for mixed ones.
  static func text(_ kinds: some Sequence<Kind>) -> String {
    String(
      decoding: kinds.map { kind in
        switch kind {
        case .fixed(let code): Nucleotide.ascii(ofCode: code)
        case .random: Nucleotide.ascii(ofCode: Nucleotide.unknown)
        case .mixed: UInt8(ascii: ".")
        }
      }, as: UTF8.self)
  }
}
