import Repertoires

/// Numbers for the distinct junctions of several samples, by open addressing on the bytes.
///
/// A million junctions without a String each: a junction is known by the sample and extent of its
/// first row, and compared byte by byte on equal hashes.
struct JunctionTable {
  /// Where a junction lies: in the text of a sample.
  private struct Place {
    var extent: TextExtent
    var sample: UInt16
  }

  private let arenas: [TextArena]
  // The upper half of the hash, and the number plus one; 0 is free. What a look-up asks most stands
  // in one place, since each further one is a miss of the cache.
  private var slots: [UInt64]
  private var places: [Place] = []

  /// A table for at most `rows` junctions out of the arenas.
  init(arenas: [TextArena], rows: Int) {
    precondition(rows < Int(UInt32.max) / 2, "a patient has fewer than two billion rows")
    self.arenas = arenas
    var size = 16
    while size < 2 * rows { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
  }

  /// Distinct junctions so far.
  var count: Int { places.count }

  /// Junctions that ``appendIDs(sample:extents:to:)`` is best given at once.
  static let block = 256

  /// Appends the numbers of some junctions of a sample, in order of first use.
  ///
  /// A look-up is three misses of the cache, one after the other: of the slot, of the place, and of
  /// the text. Step by step for many junctions, the misses of each step are waited for together.
  mutating func appendIDs(sample: Int, extents: [TextExtent], to numbers: inout [UInt32]) {
    let mask = slots.count - 1
    let arena = arenas[sample]
    let hashes = extents.map { Self.hash(arena[$0]) }
    // What a slot holds stays there: what is found now is found for good.
    let firsts = hashes.map { hash in
      let slot = slots[Int(truncatingIfNeeded: hash) & mask]
      return slot != 0 && slot >> 32 == hash >> 32 ? Int(slot & 0xFFFF_FFFF) - 1 : -1
    }
    let known = firsts.map { $0 < 0 ? Place(extent: .empty, sample: 0) : places[$0] }
    for junction in extents.indices {
      let (extent, place) = (extents[junction], known[junction])
      if firsts[junction] >= 0,
        arena.holds(extent, equalTo: place.extent, of: arenas[Int(place.sample)])
      {
        numbers.append(UInt32(firsts[junction]))
      } else {
        numbers.append(id(sample: sample, extent: extent, hash: hashes[junction]))
      }
    }
  }

  /// The number of a junction, in order of first use.
  mutating func id(sample: Int, extent: TextExtent) -> UInt32 {
    id(sample: sample, extent: extent, hash: Self.hash(arenas[sample][extent]))
  }

  private mutating func id(sample: Int, extent: TextExtent, hash: UInt64) -> UInt32 {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if (slots[slot] >> 32) == (hash >> 32) {
        let found = Int(slots[slot] & 0xFFFF_FFFF) - 1
        let place = places[found]
        if arenas[sample].holds(extent, equalTo: place.extent, of: arenas[Int(place.sample)]) {
          return UInt32(found)
        }
      }
      slot = (slot + 1) & mask
    }
    let number = UInt32(places.count)
    slots[slot] = (hash >> 32) << 32 | UInt64(number + 1)
    places.append(Place(extent: extent, sample: UInt16(sample)))
    return number
  }

  /// The hash of a text, by which tables of junctions find it.
  static func hash(_ text: ArraySlice<UInt8>) -> UInt64 {
    var hash = WordHash()
    hash.combine(unsafe text.span.bytes)
    return hash.value
  }
}
