import Repertoires
import Testing

@testable import RepertoireTracking

@Suite("Numbers of junctions")
struct JunctionTableTests {
  /// Texts that differ little: as junctions do, and in the last bytes of every length.
  private static let alike: [String] =
    (0..<20_000).map { RepertoireBuilder.junction($0) }
    + (0..<40).flatMap { length in
      ["A", "C", "G", "T"].map { String(repeating: "A", count: length) + $0 }
    }

  @Test("alike texts have hashes of their own, even in both halves")
  func structuredKeys() {
    let texts = Set(Self.alike)
    let hashes = texts.map { JunctionTable.hash(Array($0.utf8)[...]) }
    #expect(Set(hashes).count == texts.count)
    // 20,000 keys into 2^15 places: a good hash fills 14,900 of them, give or take a hundred.
    for shift in [0, 24, 49] as [UInt64] {
      let places = Set(hashes.map { ($0 >> shift) & 0x7FFF })
      #expect(places.count > 14_600, "bits from \(shift) on fill \(places.count) places")
    }
  }

  @Test("a hash depends on the bytes alone, not on where they lie")
  func slices() {
    for text in ["", "T", "TGTGCCA", "TGTGCCAG", "TGTGCCAGCAGCGAT"] {
      let bytes = Array(text.utf8)
      for offset in 0..<9 {
        let padded = Array(repeating: UInt8(ascii: "G"), count: offset) + bytes + [65, 66]
        let slice = padded[offset..<offset + bytes.count]
        #expect(JunctionTable.hash(slice) == JunctionTable.hash(bytes[...]))
      }
    }
  }

  @Test("numbers are given in order of first use, over samples")
  func numbers() {
    var arenas = [TextArena(), TextArena()]
    var extents: [(sample: Int, text: String, extent: TextExtent)] = []
    for (place, text) in (Self.alike + Self.alike.reversed()).enumerated() {
      let sample = place % 2
      extents.append((sample, text, arenas[sample].append(Array(text.utf8))))
    }
    var table = JunctionTable(arenas: arenas, rows: extents.count)
    var known: [String: UInt32] = [:]
    for (sample, text, extent) in extents {
      let expected = known[text] ?? UInt32(known.count)
      known[text] = expected
      #expect(table.id(sample: sample, extent: extent) == expected)
    }
    #expect(table.count == known.count)
  }

  @Test("many junctions at once have the numbers of one after the other, repeated ones too")
  func blocks() {
    var arenas = [TextArena(), TextArena()]
    // Each text comes twice in a block, and again in the next blocks and the other sample.
    let texts = Self.alike.prefix(3_000).flatMap { [$0, $0] } + Self.alike.prefix(900)
    let extents = texts.map { text in
      arenas.indices.map { arenas[$0].append(Array(text.utf8)) }
    }
    var (single, several) = (
      JunctionTable(arenas: arenas, rows: 2 * texts.count),
      JunctionTable(arenas: arenas, rows: 2 * texts.count)
    )
    var (expected, found): ([UInt32], [UInt32]) = ([], [])
    for sample in arenas.indices {
      for extent in extents {
        expected.append(single.id(sample: sample, extent: extent[sample]))
      }
      for first in stride(from: 0, to: extents.count, by: JunctionTable.block) {
        let block = extents[first..<min(first + JunctionTable.block, extents.count)]
        several.appendIDs(sample: sample, extents: block.map { $0[sample] }, to: &found)
      }
    }
    #expect(found == expected && several.count == single.count)
  }
}
