import Germline
import SequenceIO
import Sequences
import TestSupport
import Testing

@testable import RepertoirePipeline

@Suite("Detection of the kit from reads built from its structure")
struct KitDetectionTests {
  private static func detect(
    _ library: BuiltLibrary, isSwapped: Bool = false, reads: Int = 2000
  ) throws -> KitDetection {
    let folder = try SheetFolder()
    let (r1, r2) = try library.write(to: folder)
    return try KitDetection(
      r1: isSwapped ? r2 : r1, r2: isSwapped ? r1 : r2, reads: reads, species: nil)
  }

  private static func kit(_ id: String, _ structures: [String] = []) throws -> Kit {
    try KitLibrary.kit(id, at: "test").with(structures: structures, at: "test")
  }

  /// What each kit's reads must lead to: the kits that are named together, or nothing where the
  /// reads hold only the amplicon, which must then list the kit among the possible ones.
  static let named: [String: [String]] = [
    "10x-vdj": ["10x-vdj"], "archer-tcr": ["archer-tcr"], "cellecta-air": ["cellecta-air"],
    "irep-plus-umi": ["irep-plus-umi"], "milab-tcr-rna-multiplex": ["milab-tcr-rna-multiplex"],
    "milab-tcr-rna-race": ["milab-tcr-rna-race"], "nebnext-tcr": ["nebnext-tcr"],
    "qiaseq-targeted-tcr": ["qiaseq-targeted-tcr"], "qiaseq-tcr": ["qiaseq-tcr"],
    "rhtcrseq": ["rhtcrseq"], "takara-smarter-tcr-v1": ["takara-smarter-tcr-v1"],
    "takara-smarter-tcr-v2": ["takara-smarter-tcr-v2", "takara-smartseq-tcr"],
    "takara-smartseq-tcr": ["takara-smarter-tcr-v2", "takara-smartseq-tcr"],
  ]

  @Test(
    "a product's reads name it, or a set that holds it, and never another alone",
    arguments: KitLibrary.names.filter { !$0.hasPrefix("generic") }, [true, false])
  func products(id: String, isForward: Bool) throws {
    let kit = try Self.kit(id)
    // Kits of one sense need no second round.
    guard kit.strand == .either || isForward else { return }
    let long = id.hasSuffix("-lr") || id.hasSuffix("-plus")
    let detection = try Self.detect(
      BuiltLibrary(kit, isForward: isForward, readLength: long ? 250 : 150))
    let why = Comment(rawValue: detection.text)
    if let expected = Self.named[id] {
      #expect(detection.outcome == .kits(expected, isSwapped: false), why)
    } else if case .amplicon(let kits) = detection.outcome {
      #expect(kits.contains(id), why)
      #expect(detection.suggestedKit == "generic-amplicon")
    } else {
      Issue.record(why)
    }
    #expect(detection.facts.species == .human)
    for verdict in detection.verdicts where !detection.isNamed(verdict) && !verdict.isPossible {
      #expect(!verdict.contradictions.isEmpty)
    }
  }

  @Test("a protocol of its own gets the generic kit with the structure that its reads have")
  func ownProtocol() throws {
    let given = ["r1=umi:14,skip:4,trim:G0-8,template", "r2=template"]
    let detection = try Self.detect(
      BuiltLibrary(try Self.kit("generic-amplicon-umi", given), isForward: true, fragments: 500))
    guard case .structures(let found) = detection.outcome else {
      Issue.record(Comment(rawValue: detection.text))
      return
    }
    #expect(found == given)
    #expect(detection.suggestedKit == "generic-amplicon-umi")
    #expect(detection.command?.contains("--read-structure r1=umi:14,") == true)
  }

  @Test("an identifier behind a floating sequence is found with its pattern")
  func floating() throws {
    let given = [
      "r1=skip:2-9,anchor:CAGTGGTATCAACGCAGAGT,umi:NNNNTNNNNTNNNN,skip:3,trim:G0-8,template",
      "r2=template",
    ]
    let detection = try Self.detect(
      BuiltLibrary(
        try Self.kit("generic-amplicon-umi", given), isForward: true, fragments: 900,
        species: .mouse))
    #expect(detection.facts.species == .mouse)
    #expect(
      detection.suggestedStructures.first
        == "r1=skip:2-9,anchor:CAGTGGTATCAACGCAGAGT/2,umi:NNNNTNNNNTNNNN/1,skip:3,trim:G0-8,template",
      Comment(rawValue: detection.text))
    #expect(detection.command?.contains("--species mouse") == true)
  }

  @Test("fragments are told from amplicons")
  func fragments() throws {
    let detection = try Self.detect(
      BuiltLibrary(try Self.kit("generic-rnaseq"), fragments: 900))
    guard case .fragments = detection.outcome else {
      Issue.record(Comment(rawValue: detection.text))
      return
    }
    #expect(detection.suggestedKit == "generic-rnaseq")
  }

  @Test(
    "exchanged mates are told", arguments: ["nebnext-tcr", "takara-smarter-tcr-v2", "rhtcrseq"])
  func swapped(id: String) throws {
    let detection = try Self.detect(BuiltLibrary(try Self.kit(id)), isSwapped: true)
    #expect(
      detection.outcome == .kits(Self.named[id] ?? [], isSwapped: true),
      Comment(rawValue: detection.text))
    #expect(detection.answer.contains("R1 and R2 are exchanged"))
    #expect(detection.command?.contains("a_R1.fastq --r2") == true)
  }

  @Test("random reads are no receptor")
  func noReceptor() throws {
    var generator = SeededGenerator(seed: 3)
    let reads = (0..<300).map { number in
      let bases = generator.bases(150)
      return "@r\(number)\n\(bases)\n+\n\(String(repeating: "I", count: 150))\n"
    }
    let folder = try SheetFolder()
    let path = try folder.write("r.fastq", reads.joined())
    let detection = try KitDetection(r1: [path], r2: [], reads: 1000, species: nil)
    #expect(!detection.isReceptor)
    #expect(detection.command == nil)
    #expect(try detection.json().contains("\"outcome\" : \"no_receptor\""))
  }

  @Test("reads of no receptor do not hide where an identifier ends")
  func offTarget() throws {
    var generator = SeededGenerator(seed: 9)
    let library = BuiltLibrary(try Self.kit("cellecta-air"), fragments: 700)
    let strange = (0..<700).map { _ in
      (first: Array(generator.bases(150).utf8), second: Array(generator.bases(150).utf8))
    }
    // One of each in turn.
    let pairs = zip(library.reads, strange).flatMap { [$0, $1] }
    func text(_ mates: [[UInt8]]) -> String {
      mates.enumerated().map { number, bases in
        "@r\(number)\n\(String(decoding: bases, as: UTF8.self))\n+\n"
          + String(repeating: "I", count: bases.count) + "\n"
      }.joined()
    }
    let folder = try SheetFolder()
    let r1 = try folder.write("1.fastq", text(pairs.map(\.first)))
    let r2 = try folder.write("2.fastq", text(pairs.map(\.second)))
    let detection = try KitDetection(r1: [r1], r2: [r2], reads: 2000, species: nil)
    #expect(
      detection.outcome == .kits(["cellecta-air"], isSwapped: false),
      Comment(rawValue: detection.text))
  }

  @Test("a few receptors among many other reads are RNA sequencing that is not enriched")
  func scarce() throws {
    var generator = SeededGenerator(seed: 6)
    let library = BuiltLibrary(try Self.kit("generic-rnaseq"), fragments: 4)
    let others = (0..<600).map { _ in
      (0..<150).map { _ in Array("ACGT".utf8).randomElement(using: &generator) ?? 65 }
    }
    let text = (library.reads.map(\.first) + others).enumerated().map { number, bases in
      "@r\(number)\n\(String(decoding: bases, as: UTF8.self))\n+\n"
        + String(repeating: "I", count: bases.count) + "\n"
    }
    let folder = try SheetFolder()
    let path = try folder.write("r.fastq", text.joined())
    let detection = try KitDetection(r1: [path], r2: [], reads: 1000, species: nil)
    #expect(detection.isReceptor, Comment(rawValue: detection.text))
    #expect(detection.suggestedKit == "generic-rnaseq")
    #expect(detection.answer.contains("of 604 hold a T-cell receptor"))
  }

  @Test("mates of one strand and identifiers in names are remarked")
  func remarks() throws {
    let library = BuiltLibrary(try Self.kit("irep-rna-sr"), fragments: 200)
    let folder = try SheetFolder()
    var generator = SeededGenerator(seed: 4)
    func text(_ reads: [[UInt8]], _ umis: [String]) -> String {
      zip(reads, umis).enumerated().map { number, read in
        "@r\(number)_\(read.1)\n\(String(decoding: read.0, as: UTF8.self))\n+\n"
          + String(repeating: "I", count: read.0.count) + "\n"
      }.joined()
    }
    let umis = library.reads.map { _ in
      generator.bases(10)
    }
    let r1 = try folder.write("1.fastq", text(library.reads.map(\.first), umis))
    let turned = library.reads.map { BuiltLibrary.reverseComplement($0.second) }
    let r2 = try folder.write("2.fastq", text(turned, umis))
    let detection = try KitDetection(r1: [r1], r2: [r2], reads: 1000, species: nil)
    #expect(detection.remarks.contains { $0.contains("one strand") }, "\(detection.remarks)")
    #expect(detection.remarks.contains { $0.contains("10 bases after '_'") })
    #expect(detection.suggestedStructures == ["r1=header:_,template", "r2=template"])
  }

  @Test("the same reads give the same text, whatever more stands behind them")
  func sampled() throws {
    let library = BuiltLibrary(try Self.kit("nebnext-tcr"), fragments: 500)
    let folder = try SheetFolder()
    let (r1, r2) = try library.write(to: folder)
    let few = try KitDetection(r1: r1, r2: r2, reads: 300, species: "human")
    let again = try KitDetection(r1: r1, r2: r2, reads: 300, species: "human")
    #expect(few.facts.reads == 300)
    #expect(few.text == again.text)
    #expect(try few.json() == again.json())
    #expect(throws: PipelineError.self) {
      _ = try KitDetection(r1: r1, r2: r2, reads: 300, species: "rat")
    }
  }
}
