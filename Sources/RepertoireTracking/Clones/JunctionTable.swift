import Repertoires

/// Numbers for the distinct junctions of several samples, by open addressing on the bytes.
///
/// A million junctions without a String each: a junction is known by the sample and extent of its
/// first row, and compared byte by byte on equal hashes.
struct JunctionTable {
  private let arenas: [TextArena]
  private var slots: [UInt32]
  private var hashes: [UInt64] = []
  private var samples: [UInt16] = []
  private var extents: [TextExtent] = []

  /// A table for at most `rows` junctions out of the arenas.
  init(arenas: [TextArena], rows: Int) {
    precondition(rows < Int(UInt32.max) / 2, "a patient has fewer than two billion rows")
    self.arenas = arenas
    var size = 16
    while size < 2 * rows { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
  }

  /// Distinct junctions so far.
  var count: Int { hashes.count }

  /// The number of a junction, in order of first use.
  mutating func id(sample: Int, extent: TextExtent) -> UInt32 {
    let hash = Self.hash(arenas[sample][extent])
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let found = Int(slots[slot] - 1)
      if hashes[found] == hash,
        arenas[sample].holds(extent, equalTo: extents[found], of: arenas[Int(samples[found])])
      {
        return UInt32(found)
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = UInt32(hashes.count + 1)
    hashes.append(hash)
    samples.append(UInt16(sample))
    extents.append(extent)
    return UInt32(hashes.count - 1)
  }

  /// FNV-1a with the finaliser of MurmurHash3: all bits of short, alike keys mix.
  static func hash(_ text: ArraySlice<UInt8>) -> UInt64 {
    var h: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { h = (h ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    h = (h ^ (h >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    h = (h ^ (h >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return h ^ (h >> 33)
  }
}
