import Sequences

/// Records of single reads as they lie in a file that another process reads.
extension MoleculeRecord {
  /// The fields of a read's record that are not known from its being one: eight words.
  public var words: InlineArray<8, UInt64> {
    [
      umi.rawValue, umiQuality, quality.words[0], quality.words[1], quality.words[2],
      quality.words[3], UInt64(entry), UInt64(v) << 32 | UInt64(j),
    ]
  }

  /// A record from its words.
  ///
  /// Nil when it names what is not there.
  ///
  /// - Parameters:
  ///   - words: As ``words``.
  ///   - entries: Junctions of the table that it is numbered in.
  ///   - sets: V and J sets of that table.
  public init?(words: InlineArray<8, UInt64>, entries: Int, sets: (v: Int, j: Int)) {
    let umi = UMI(rawValue: words[0])
    let v = words[7] >> 32
    let j = words[7] & 0xFFFF_FFFF
    guard umi.count <= UMI.capacity, umi.bases >> UInt64(2 * umi.count) == 0,
      words[6] < UInt64(entries), v < UInt64(sets.v), j < UInt64(sets.j)
    else { return nil }
    self.init(
      umi: umi, reads: 1, family: 0, umiQuality: words[1],
      quality: PackedQuality(words: [words[2], words[3], words[4], words[5]]),
      entry: UInt32(words[6]), v: UInt32(v), j: UInt32(j), cluster: 0, rivalReads: 0)
  }

  /// A total order of the reads of one identifier.
  public static func precedes(_ a: MoleculeRecord, _ b: MoleculeRecord) -> Bool {
    let (x, y) = (a.words, b.words)
    for place in [6, 7, 1, 2, 3, 4, 5] where x[place] != y[place] { return x[place] < y[place] }
    return false
  }
}
