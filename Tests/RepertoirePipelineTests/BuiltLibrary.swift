import Germline
import SequenceIO
import Sequences
import TestSupport

@testable import RepertoirePipeline

/// Reads of a kit, put together from its read structures and a few facts of its YAML.
///
/// Shares nothing with what detects kits: transcripts are concatenated, cut at primer sites and
/// read from both ends.
struct BuiltLibrary {
  /// Reads of both mates; the second is empty for single reads.
  private(set) var reads: [(first: [UInt8], second: [UInt8])] = []

  private let kit: Kit
  private let species: Species
  private let readLength: Int
  private var generator: SeededGenerator
  private let reference: GermlineReference
  private var linkers: [String: [UInt8]] = [:]
  private let bases = Array("ACGT".utf8)

  /// - Parameters:
  ///   - isForward: The sense of R1 for kits that have either.
  ///   - fragments: Their number.
  init(
    _ kit: Kit, isForward: Bool = false, fragments: Int = 260, species: Species = .human,
    readLength: Int = 150, isPaired: Bool = true, seed: UInt64 = 1
  ) {
    self.kit = kit
    self.species = species
    self.readLength = readLength
    generator = SeededGenerator(seed: seed)
    reference = .embedded(species)
    let isR1Forward =
      switch kit.strand {
      case .forward: true
      case .reverse: false
      case .either: isForward
      }
    for _ in 0..<fragments {
      let fragment = fragment()
      let ends = [fragment, Self.reverseComplement(fragment)]
      let first = read(kit.first, ends[isR1Forward ? 0 : 1], mate: "r1")
      let hasSecond = isPaired && kit.second != nil
      let second =
        hasSecond
        ? read(kit.second ?? .template, ends[isR1Forward ? 1 : 0], mate: "r2") : []
      reads.append((first, second))
    }
  }

  static func reverseComplement(_ text: [UInt8]) -> [UInt8] {
    let pairs: [UInt8: UInt8] = [65: 84, 67: 71, 71: 67, 84: 65]
    return text.reversed().map { pairs[$0] ?? 78 }
  }

  private mutating func random(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in bases.randomElement(using: &generator) ?? 65 }
  }

  /// A transcript with a random junction, cut as the kit's primers cut it.
  private mutating func fragment() -> [UInt8] {
    let locus = kit.loci.randomElement(using: &generator) ?? .trb
    func alleles(_ segment: Segment) -> [Allele] {
      reference.alleles(of: locus, segment).filter {
        $0.functionality == .functional && (segment == .c || $0.anchor != nil)
          && $0.locus == locus
      }
    }
    let vs = alleles(.v).filter { $0.codes.count > 270 }
    guard let v = vs.randomElement(using: &generator),
      let j = alleles(.j).randomElement(using: &generator), let c = alleles(.c).first
    else { return [] }
    let gene = v.gene.utf8.reduce(0) { ($0 * 31 + Int($1)) % 997 }
    // What stands before V is the same for a gene, and of varying length by the start of its mRNA.
    var leader = SeededGenerator(seed: UInt64(gene))
    let upstream = (0..<110).map { _ in bases.randomElement(using: &leader) ?? 65 }
    let vBases = Array(
      v.codes.map(Nucleotide.ascii(ofCode:)).dropLast(.random(in: 0...4, using: &generator)))
    let jBases = Array(
      j.codes.map(Nucleotide.ascii(ofCode:)).dropFirst(.random(in: 0...4, using: &generator)))
    let cBases = c.codes.map(Nucleotide.ascii(ofCode:))
    let insert = random(.random(in: 0...8, using: &generator))
    let whole = upstream + vBases + insert + jBases + cBases
    let anchor = upstream.count + (v.anchor ?? 0)
    let endOfJ = upstream.count + vBases.count + insert.count + jBases.count
    if kit.hasFreeEnds {
      let length = Int.random(in: 180...320, using: &generator)
      let start = Int.random(in: 0...max(0, whole.count - length), using: &generator)
      return Array(whole[start..<min(whole.count, start + length)])
    }
    let start =
      switch (kit.fivePrimeEnd, kit.region) {
      case (.race, _): Int.random(in: 0...6, using: &generator)
      case (.any, _): anchor - Int.random(in: 70...220, using: &generator)
      case (.v, .cdr3), (.v, .fr3ToFR4): anchor - 60 - gene % 20
      case (.v, .cdr2ToFR4): anchor - 150 - gene % 20
      case (.v, _): upstream.count + gene % 8
      }
    let end =
      kit.threePrimeEnd == .j || kit.material == .dna ? endOfJ : endOfJ + 45 + locus.index * 7
    return Array(whole[max(0, start)..<min(whole.count, end)])
  }

  /// A mate: its parts, the template, an adapter where the fragment ends, and errors.
  private mutating func read(
    _ structure: ReadStructure, _ fragment: [UInt8], mate: String
  ) -> [UInt8] {
    var read: [UInt8] = []
    for (number, part) in structure.parts.enumerated() {
      switch part {
      case .umi(.bases(let lengths)), .cell(.bases(let lengths)):
        read += random(.random(in: lengths, using: &generator))
      case .umi(.pattern(let motif)), .cell(.pattern(let motif)):
        let drawn = random(motif.sequences[0].utf8.count)
        read += zip(motif.sequences[0].utf8, drawn).map { $0 == 78 ? $1 : $0 }
      case .skip(let lengths) where lengths.count > 1:
        read += random(.random(in: lengths, using: &generator))
      case .skip(let lengths):
        // The same in all reads of a library, and no run of Gs.
        let key = "\(mate)\(number)"
        let linker = linkers[key] ?? random(lengths.lowerBound).map { $0 == 71 ? 65 : $0 }
        linkers[key] = linker
        read += linker
      case .anchor(let motif), .primer(let motif):
        read += Array((motif.sequences.randomElement(using: &generator) ?? "").utf8)
      case .trim(let base, let lengths):
        let count = Int.random(
          in: min(3, lengths.upperBound)...min(5, lengths.upperBound), using: &generator)
        read += Array(repeating: base, count: count)
      case .template: read += fragment
      case .header: break
      }
    }
    if !structure.hasTemplate {
      // Short reads: what follows is the primer's surroundings.
      return errors(in: read + (kit.id == "10x-vdj" ? [] : Array("GACTTGACCATAGCA".utf8)))
    }
    if read.count < readLength {
      read += Array(
        "AGATCGGAAGAGCACACGTCTGAACTCCAGTCACATCACGATCTCGTATGCCGTCTTCTGCTTGAAAAAAAAAAAAAAAAAAAA".utf8)
    }
    return errors(in: Array(read.prefix(readLength)))
  }

  private mutating func errors(in read: [UInt8]) -> [UInt8] {
    read.map { base in
      Int.random(in: 0..<200, using: &generator) == 0
        ? bases.randomElement(using: &generator) ?? base : base
    }
  }

  /// The same library with each pair so many times.
  func repeated(_ times: Int) -> BuiltLibrary {
    var library = self
    library.reads = (0..<times).flatMap { _ in reads }
    return library
  }

  /// Writes FASTQ into a folder and returns the paths of R1 and R2.
  func write(to folder: SheetFolder, name: String = "a") throws -> (r1: [String], r2: [String]) {
    func text(_ mates: [[UInt8]]) -> String {
      mates.enumerated().map { number, bases in
        "@read\(number)\n\(String(decoding: bases, as: UTF8.self))\n+\n"
          + String(repeating: "I", count: bases.count) + "\n"
      }.joined()
    }
    let r1 = try folder.write("\(name)_R1.fastq", text(reads.map(\.first)))
    guard reads.contains(where: { !$0.second.isEmpty }) else { return ([r1], []) }
    return ([r1], [try folder.write("\(name)_R2.fastq", text(reads.map(\.second)))])
  }
}
