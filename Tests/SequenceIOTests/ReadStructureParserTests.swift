internal import SequenceIO
internal import TestSupport
internal import Testing

@Suite("Read structures as text")
struct ReadStructureParserTests {
  @Test(
    "a structure is written as it is read",
    arguments: [
      "template", "skip:40,template", "umi:12,anchor:GTACGGG/1,trim:G0-8,template",
      "skip:0-2,anchor:TGGTATCAACGCAGAGT/2,umi:14,skip:21,template", "cell:16,umi:10",
      "umi:14-18,anchor:ATGCATTGGAGTCCT/2", "skip:0-4,umi:NNNNTNNNNT/1,template",
      "skip:0-4,primer:CACGG|CGACCTC/1,template", "header:_,template", "template,header:UMI:",
      "header::,template", "skip:3,cell:6,skip:3,template", "umi:HHNNH,trim:G1-4,template",
    ])
  func roundTrip(text: String) throws {
    let structure = try ReadStructure(text)
    #expect(structure.description == text)
    #expect(try ReadStructure(structure.description) == structure)
  }

  @Test(
    "blanks, line ends and either case make no difference",
    arguments: [
      "UMI:12 Anchor:gtacggg/1 TRIM:g template", "umi:12 ,anchor:GtACGGG/1\n trim:G\ttemplate ",
    ])
  func spelling(text: String) throws {
    #expect(
      try ReadStructure(text) == ReadStructure("umi:12,anchor:GTACGGG/1,trim:G0-10,template"))
  }

  @Test("a structure knows what it collects and what it needs")
  func properties() throws {
    let structure = try ReadStructure(
      "skip:0-4,umi:NNNNTNNNNT/1,umi:3,cell:8,trim:G1-5,template")
    #expect(structure.umiBases == 11 && structure.cellBases == 8)
    #expect(structure.prefixBases == 10 + 3 + 8 + 1)
    #expect(structure.hasUMI && structure.hasCellBarcode && structure.hasTemplate)
    let other = try ReadStructure("header:_")
    #expect(other.hasUMI && other.umiBases == 0 && !other.hasTemplate && !other.hasCellBarcode)
    #expect(try ReadStructure("template") == .template)
    #expect(!ReadStructure.template.hasUMI)
  }

  @Test(
    "a fault names its character, what stands there, what may and what to do",
    arguments: [
      ("", 0, "no part"), (" ", 1, "no part"), ("umi:12,", 7, "nothing after the last comma"),
      (",template", 0, "a comma without a part before it"),
      ("umi:12,ancor:ACG", 7, "'ancor' is no part of a read"), ("12M4S+T", 0, "'12m4s+t'"),
      ("umi", 3, "'umi' without a length"), ("umi:", 4, "'umi' without a length"),
      ("skip:x", 5, "'x' is no length"), ("skip:4-", 5, "'4-' is no length"),
      ("skip:-4", 5, "'-4' is no length"), ("skip:99999", 5, "'99999' is no length"),
      ("skip:4-2", 5, "4-2 goes down"), ("skip:0", 5, "a length of 0"),
      ("umi:0-4,anchor:ACGT", 4, "a length of 0"), ("umi:NNNN", 4, "a pattern of N alone"),
      ("umi:ACGT", 4, "a pattern of fixed bases alone"), ("umi:NNXN", 6, "'X' is no base"),
      ("umi:NNA|NNC", 7, "'|' in the pattern"), ("umi:é", 4, "'é' is no base"),
      ("anchor:", 7, "'anchor' without a sequence"), ("anchor:AC|", 10, "'anchor' without a"),
      ("anchor:ACG-T", 10, "'-' is no base"), ("anchor:ACGT/x", 11, "'/x' after the sequence"),
      ("anchor:ACGT/4", 7, "4 mismatches in 4 bases"), ("anchor:NNN", 7, "a sequence of N alone"),
      ("primer:ACGT", 0, "'primer' without 'template'"),
      ("primer:ACGT,umi:3,template", 12, "'umi:3' between 'primer' and 'template'"),
      ("trim:N", 5, "'trim' without a base"), ("trim", 4, "'trim' without a base"),
      ("trim:G5-2", 6, "5-2 goes down"), ("template:5", 0, "'template' with ':'"),
      ("template,umi:5", 9, "'umi:5' after 'template'"),
      ("skip:0-4,template", 0, "nothing decides the length of 'skip:0-4'"),
      ("umi:4,skip:0-4", 6, "nothing decides the length of 'skip:0-4'"),
      ("skip:0-4,umi:3-5,anchor:ACG", 0, "nothing decides the length of 'skip:0-4'"),
      ("skip:0-4,trim:G,anchor:ACG", 0, "nothing decides the length of 'skip:0-4'"),
      ("umi:20,skip:2,umi:13", 14, "a barcode of 33 bases"),
      ("umi:29", 0, "a barcode of 29 bases"), ("umi:20,skip:2,umi:12", 14, "a barcode of 32 bases"),
      ("cell:16,umi:13", 8, "a barcode of 29 bases"),
      ("umi:NANANANANANANANAN", 0, "a barcode of more than 8 stretches"),
      ("header:_,umi:4", 0, "a second place of the UMI"),
      ("header:_,header::", 9, "a second place of the UMI"),
      ("header:", 7, "'header' without a separator"), ("header:UMI", 7, "'UMI' as a separator"),
    ])
  func faults(text: String, position: Int, found: String) {
    let error = #expect(throws: ReadStructureError.self) { try ReadStructure(text) }
    #expect(error?.position == position)
    #expect(error?.found.hasPrefix(found) == true, "\(error?.found ?? "")")
    for part in [error?.expected, error?.remedy] {
      #expect((part?.count ?? 0) > 2 && part?.hasSuffix(".") == false)
    }
  }

  @Test("the message is one line")
  func message() {
    let error = #expect(throws: ReadStructureError.self) { try ReadStructure("umi:12,ancor:ACG") }
    #expect(
      error?.message
        == "read structure 'umi:12,ancor:ACG', character 8: 'ancor' is no part of a read; "
        + "expected umi, cell, skip, anchor, primer, trim, template or header. "
        + "Write each part as a word with its length or sequence, as in 'umi:12,template'.")
  }

  @Test(
    "any text is a structure or a typed error at a place inside it",
    arguments: 0..<300 as Range<UInt64>)
  func anyText(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "umi", "cell", "skip", "anchor", "primer", "trim", "template", "header", ":", ":", ":", ",",
      ",", "-", "/", "|", "1", "0", "12", "ACG", "NNT", "G", "_", " ", "é",
    ]
    let text = (0..<Int.random(in: 0...12, using: &generator))
      .map { _ in pieces[Int.random(in: pieces.indices, using: &generator)] }.joined()
    do throws(ReadStructureError) {
      let structure = try ReadStructure(text)
      #expect((try? ReadStructure(structure.description)) == structure, "\(text)")
    } catch {
      #expect((0...text.count).contains(error.position), "\(error)")
    }
  }
}
