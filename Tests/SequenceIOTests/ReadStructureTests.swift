internal import SequenceIO
internal import Sequences
internal import TestSupport
internal import Testing

@Suite("Read structures on reads")
struct ReadStructureTests {
  /// What a structure found, as text.
  struct Found: Equatable {
    var status: ReadStructureMatch.Status
    var umi = ""
    var cell = ""
    var template = ""
    var mismatches = 0
    var trimmed = 0
  }

  static func found(_ structure: ReadStructure, _ read: String) -> Found {
    let bytes = Array(read.utf8)
    let quality = [UInt8](repeating: UInt8(ascii: "I"), count: bytes.count)
    var match = ReadStructureMatch()
    structure.match(bytes.span, into: &match)
    return Found(
      status: match.status, umi: match.umi.barcode(of: bytes.span, quality: quality.span).text,
      cell: match.cell.barcode(of: bytes.span, quality: quality.span).text,
      template: String(decoding: bytes[match.template], as: UTF8.self),
      mismatches: match.mismatches, trimmed: match.trimmedBases)
  }

  @Test(
    "each part takes its bases",
    arguments: [
      ("template", "ACGT", Found(status: .matched, template: "ACGT")),
      ("skip:2,template", "ACGT", Found(status: .matched, template: "GT")),
      ("skip:2,template", "AC", Found(status: .matched)),
      ("skip:2,template", "A", Found(status: .tooShort)),
      ("umi:4", "ACGTTTTT", Found(status: .matched, umi: "ACGT")),
      ("umi:4", "ACG", Found(status: .tooShort)),
      ("cell:3,umi:2", "acgtt", Found(status: .matched, umi: "TT", cell: "ACG")),
      (
        "umi:2,skip:1,umi:3,template", "ACGTTGAA",
        Found(status: .matched, umi: "ACTTG", template: "AA")
      ),
      (
        "umi:4,anchor:TACGGG,trim:G0-8,template", "ACGTTACGGGGGGTTAC",
        Found(status: .matched, umi: "ACGT", template: "TTAC", trimmed: 3)
      ),
      (
        "umi:4,anchor:TACGGG,trim:G0-2,template", "ACGTTACGGGGGGTTAC",
        Found(status: .matched, umi: "ACGT", template: "GTTAC", trimmed: 2)
      ),
      (
        "anchor:TAC,trim:G,template", "TACTT",
        Found(status: .matched, template: "TT")
      ),
      ("anchor:TAC,trim:G1-4,template", "TACTT", Found(status: .runMissing, template: "TT")),
      ("anchor:TAC,trim:G0-4,template", "TACGG", Found(status: .matched, trimmed: 2)),
      (
        "umi:4,anchor:TACGGG/1,template", "ACGTTACTGGCA",
        Found(status: .matched, umi: "ACGT", template: "CA", mismatches: 1)
      ),
      (
        "umi:4,anchor:TACGGG/1,template", "ACGTTACTTGCA",
        Found(status: .anchorMissing, umi: "ACGT", template: "CA")
      ),
      (
        "umi:4,anchor:TNYGGG,template", "ACGTTNCGGGCA",
        Found(status: .matched, umi: "ACGT", template: "CA")
      ),
      (
        "umi:4,anchor:TNYGGG,template", "ACGTTANGGGCA",
        Found(status: .anchorMissing, umi: "ACGT", template: "CA")
      ),
      (
        "skip:0-4,anchor:TACGGG,umi:3,template", "GGATACGGGCATTT",
        Found(status: .matched, umi: "CAT", template: "TT")
      ),
      (
        "skip:0-4,umi:3,anchor:TACGGG,template", "GCATTACGGGTT",
        Found(status: .matched, umi: "CAT", template: "TT")
      ),
      (
        "umi:3-5,anchor:TACGGG", "GCATTACGGGTT",
        Found(status: .matched, umi: "GCAT")
      ),
      (
        "umi:3-5,anchor:TACGGG", "GCATGGTACGGGTT",
        Found(status: .anchorMissing, umi: "GCA")
      ),
      (
        "skip:0-4,anchor:ACGT/1,template", "ACTTACGTGG",
        Found(status: .matched, template: "GG")
      ),
      (
        "skip:0-4,anchor:ACGT/1,template", "ACTTACCTGG",
        Found(status: .matched, template: "ACCTGG", mismatches: 1)
      ),
      (
        "umi:NNTNN,template", "ACTGGCC", Found(status: .matched, umi: "ACGG", template: "CC")
      ),
      (
        "umi:NNTNN,template", "ACCGGCC",
        Found(status: .anchorMissing, umi: "ACGG", template: "CC")
      ),
      (
        "umi:NNTTNN/1,template", "ACCTGGCC",
        Found(status: .matched, umi: "ACGG", template: "CC", mismatches: 1)
      ),
      (
        "skip:0-3,umi:HTTHH,template", "GGCTTCACC",
        Found(status: .matched, umi: "CCA", template: "CC")
      ),
      (
        "skip:0-4,primer:CACGG|CGACC/1,template", "TTCGACCTA",
        Found(status: .matched, template: "CGACCTA")
      ),
      ("header:_,skip:1,template", "ACG", Found(status: .matched, template: "CG")),
      ("template", "", Found(status: .matched)), ("umi:4,template", "", Found(status: .tooShort)),
      ("anchor:ACGT,template", "ACG", Found(status: .tooShort)),
    ])
  func cases(structure: String, read: String, expected: Found) throws {
    #expect(try Self.found(ReadStructure(structure), read) == expected)
  }

  @Test("the alternative that stands in the read is named")
  func alternative() throws {
    let structure = try ReadStructure("skip:0-2,primer:CACGG|CGACC|CGACCTT|TTGCAGC/1,template")
    let reads: [(String, Int?)] = [
      ("ACACGGT", 0), ("CGACCAA", 1), ("CGTCCTTA", 1), ("ATTGCAGG", 3), ("GGGGGGGGG", nil),
    ]
    for (read, expected) in reads {
      var match = ReadStructureMatch()
      structure.match(Array(read.utf8).span, into: &match)
      #expect(match.alternative == expected, "\(read)")
    }
  }

  @Test(
    "a floating anchor is found where a search over all places finds it",
    arguments: 0..<200 as Range<UInt64>)
  func floatingOracle(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func bases(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in [65, 67, 71, 84, 78][Int.random(in: 0..<5, using: &generator)] }
    }
    let anchor = Array("ACGTAC".utf8.prefix(Int.random(in: 2...6, using: &generator)))
    let allowed = Int.random(in: 0..<min(3, anchor.count), using: &generator)
    let slack = Int.random(in: 1...6, using: &generator)
    let structure = try ReadStructure(
      "skip:1-\(1 + slack),umi:3,anchor:\(String(decoding: anchor, as: UTF8.self))/\(allowed),template"
    )
    var read = bases(Int.random(in: 0...24, using: &generator))
    if read.count > 12, seed % 2 == 0 {
      read.replaceSubrange(5..<5 + anchor.count, with: anchor)
    }
    let places = (0...slack).filter { 4 + $0 + anchor.count <= read.count }
      .map { s in (s, zip(anchor, read.dropFirst(4 + s)).count { $0 != $1 }) }
      .filter { $0.1 <= allowed }
    let best = places.min { ($0.1, $0.0) < ($1.1, $1.0) }
    let found = Self.found(structure, String(decoding: read, as: UTF8.self))
    if let best {
      #expect(found.status == .matched && found.mismatches == best.1)
      let umi = String(decoding: read[(1 + best.0)..<(4 + best.0)], as: UTF8.self)
      #expect(found.umi == umi.map { $0 == "N" ? "A" : String($0) }.joined())
      #expect(found.template.utf8.elementsEqual(read.dropFirst(4 + best.0 + anchor.count)))
    } else {
      #expect(found.status == (read.count < 4 + anchor.count ? .tooShort : .anchorMissing))
    }
  }

  @Test(
    "a read of any length and content stays inside its bounds", arguments: 0..<20 as Range<UInt64>)
  func bounds(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let structures = try [
      "skip:0-4,umi:NNTNNACNN/2,cell:3,trim:T2-5,skip:1-9,anchor:ACG|TTGTACA/1,trim:G,template",
      "cell:2-8,primer:ACG|TTGTACA/1,template", "umi:3-9,anchor:ACGT/3",
    ].map { try ReadStructure($0) }
    for _ in 0..<200 {
      let read = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        Array("ACGTNacgt.x".utf8)[Int.random(in: 0..<11, using: &generator)]
      }
      for structure in structures {
        var match = ReadStructureMatch()
        structure.match(read.span, into: &match)
        #expect(match.template.upperBound <= read.count)
        for stretches in [match.umi, match.cell] {
          for i in 0..<stretches.count { #expect(stretches[i].upperBound <= read.count) }
        }
      }
    }
  }
}
