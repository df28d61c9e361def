import Repertoires
import TestSupport
import Testing

@Suite struct RepertoireTests {
  static func sample() -> Sample {
    Sample(id: "S1", patientID: "P1", tissue: .blood, day: 0)
  }

  static func repertoire(rows: [(Int, Locus, String, String, String)]) -> Repertoire {
    var repertoire = Repertoire(sample: sample(), countUnit: .reads)
    for (count, locus, junction, v, j) in rows {
      var clonotype = Clonotype(locus: locus, duplicateCount: count)
      clonotype.junction = repertoire.texts.append(Array(junction.utf8))
      clonotype.vCall = repertoire.calls.id(of: GeneCall(airr: v))
      clonotype.jCall = repertoire.calls.id(of: GeneCall(airr: j))
      clonotype.flags = junction.utf8.count % 3 == 0 ? [.inFrame, .productive] : []
      repertoire.clonotypes.append(clonotype)
    }
    return repertoire
  }

  static func rows(of repertoire: Repertoire) -> [String] {
    repertoire.clonotypes.map {
      "\($0.duplicateCount) \($0.locus.rawValue) \(repertoire.texts.string($0.junction)) "
        + "\(repertoire.calls[$0.vCall].airr) \(repertoire.calls[$0.jCall].airr)"
    }
  }

  static let some: [(Int, Locus, String, String, String)] = [
    (5, .trb, "TGTGCC", "TRBV9", "TRBJ2-7"), (5, .trb, "TGTGCA", "TRBV9", "TRBJ2-7"),
    (5, .tra, "TGTGCC", "TRAV1-2", "TRAJ33"), (9, .trb, "TGTGCCA", "TRBV2", "TRBJ1-1"),
    (5, .trb, "TGTGCC", "TRBV6-2", "TRBJ2-7"), (5, .trb, "TGTGCC", "TRBV6-2", "TRBJ1-1"),
  ]

  @Test("rows sort the same whatever order they came in", arguments: 0..<20)
  func sortIsTotal(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var repertoire = Self.repertoire(rows: Self.some.shuffled(using: &generator))
    repertoire.sort()
    #expect(
      Self.rows(of: repertoire) == [
        "9 TRB TGTGCCA TRBV2 TRBJ1-1", "5 TRA TGTGCC TRAV1-2 TRAJ33",
        "5 TRB TGTGCA TRBV9 TRBJ2-7", "5 TRB TGTGCC TRBV6-2 TRBJ1-1",
        "5 TRB TGTGCC TRBV6-2 TRBJ2-7", "5 TRB TGTGCC TRBV9 TRBJ2-7",
      ])
  }

  @Test("annotations move with their rows")
  func annotationsFollow() {
    var repertoire = Self.repertoire(rows: Self.some)
    repertoire.annotations = repertoire.clonotypes.map {
      var annotation = ClonotypeAnnotation()
      annotation.sequence = $0.junction
      return annotation
    }
    repertoire.sort()
    for (row, annotation) in zip(repertoire.clonotypes, repertoire.annotations) {
      #expect(annotation.sequence == row.junction)
    }
  }

  @Test("parts laid end to end are the rows of one table", arguments: [1, 2, 4])
  func joined(size: Int) {
    var parts: [Repertoire] = []
    for start in stride(from: 0, to: Self.some.count, by: size) {
      var part = Self.repertoire(
        rows: Array(Self.some[start..<min(Self.some.count, start + size)]))
      part.annotations = part.clonotypes.map {
        var annotation = ClonotypeAnnotation()
        annotation.sequence = $0.junction
        return annotation
      }
      parts.append(part)
    }
    var whole = Self.repertoire(rows: [])
    whole.reserve(rows: 1, textBytes: 1)
    for part in parts { whole.append(part) }
    #expect(Self.rows(of: whole) == Self.rows(of: Self.repertoire(rows: Self.some)))
    for (row, annotation) in zip(whole.clonotypes, whole.annotations) {
      #expect(annotation.sequence == row.junction)
      #expect(annotation.np1 == .empty)
    }
    #expect(whole.clonotypes.allSatisfy { $0.dCall == .blank })
    whole.sort()
    var other = Self.repertoire(rows: Self.some)
    other.sort()
    #expect(Self.rows(of: whole) == Self.rows(of: other))
  }

  @Test("totals are of all rows, of a locus, of productive rows")
  func totals() {
    let repertoire = Self.repertoire(rows: Self.some)
    #expect(repertoire.total() == 34)
    #expect(repertoire.total(locus: .tra) == 5)
    #expect(repertoire.total(productiveOnly: true) == 25)
    #expect(repertoire.total(locus: .trb, productiveOnly: true) == 20)
    #expect(repertoire.total(locus: .trg) == 0)
  }

  @Test("an arena returns each text as it was given", arguments: 0..<10)
  func arena(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var arena = TextArena()
    var texts: [[UInt8]] = []
    var extents: [TextExtent] = []
    for i in 0..<200 {
      let text = (0..<Int.random(in: 0..<8, using: &generator)).map { _ in
        UInt8.random(in: 65...68, using: &generator)
      }
      texts.append(text)
      extents.append(i % 2 == 0 ? arena.append(text) : arena.append(span: text.span))
    }
    for i in texts.indices {
      #expect(Array(arena[extents[i]]) == texts[i])
      #expect(extents[i].isEmpty == texts[i].isEmpty)
      let j = (i * 7) % texts.count
      #expect(
        (arena.order(extents[i], extents[j]) < 0) == texts[i].lexicographicallyPrecedes(texts[j]))
    }
    #expect(arena.count == texts.map(\.count).reduce(0, +))
  }

  @Test("texts are ordered by their first different byte, wherever it stands", arguments: 0..<40)
  func order(count: Int) {
    var arena = TextArena()
    let same = [UInt8](repeating: 0x7F, count: count)
    _ = arena.append([1, 2, 3] as [UInt8])
    let first = arena.append(same)
    for place in 0..<count {
      for (byte, rest) in [(0x7E, 0xFF), (0x80, 0x00), (0xFF, 0x00)] as [(UInt8, UInt8)] {
        var other = same
        other[place] = byte
        for later in place + 1..<max(count, place + 1) { other[later] = rest }
        let second = arena.append(span: other.span)
        #expect((arena.order(first, second) < 0) == (byte > 0x7F))
        #expect((arena.order(second, first) < 0) == (byte < 0x7F))
      }
    }
    let longer = arena.append(same + [0])
    #expect(arena.order(first, longer) < 0 && arena.order(longer, first) > 0)
    let equal = arena.append(same)
    #expect(arena.order(first, equal) == 0)
    #expect(Array(arena[longer]) == Array(longer.range.map { arena.span[$0] }))
  }

  // The digits are FNV-1a and fmix64 of `TGTGCCAGCAGCTTC\tTRBV6-2,TRBV6-3\tTRBJ1-1` in Python.
  @Test("a clone's name is its locus and a known hash")
  func cloneID() {
    let id = CloneID(
      locus: .trb, junction: Array("TGTGCCAGCAGCTTC".utf8), vGenes: ["TRBV6-2", "TRBV6-3"],
      jGenes: ["TRBJ1-1"])
    #expect(id.text == "TRB-532e9a331a5311d0")
  }

  @Test("the day tells the phase unless the sheet states it")
  func phase() {
    var sample = Self.sample()
    #expect(sample.phase == .pre)
    sample.day = 0.5
    #expect(sample.phase == .post)
    sample.statedPhase = .pre
    #expect(sample.phase == .pre)
  }
}
