import Repertoires
import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly
@testable import VDJAlignment

@Suite struct RepertoireAssemblerTests {
  /// Reads of clones with neighbours and errors, in batches.
  private static let batches: [[MadeRead]] = {
    let reads = ClonotypeCounterTests.reads(900, seed: 42)
    return stride(from: 0, to: reads.count, by: 30).map { Array(reads[$0..<($0 + 30)]) }
  }()

  @Test("50 ways to deal batches to tables give the same repertoire") func permutations() async {
    // Aligned once; counting and merging are what a permutation changes.
    let tables = Self.batches.map { batch -> ClonotypeCounter in
      var worker = Sequencing()
      for read in batch { worker.take(read) }
      return worker.counter
    }
    var expected: [String] = []
    for seed: UInt64 in 0..<50 {
      var generator = SeededGenerator(seed: seed)
      let workers = Int(seed % 5) + 1
      var dealt = (0..<workers).map { _ in ClonotypeCounter(index: MadeClone.index) }
      for table in tables.shuffled(using: &generator) {
        dealt[Int.random(in: 0..<workers, using: &generator)].merge(table)
      }
      var whole = ClonotypeCounter(index: MadeClone.index)
      for table in dealt.shuffled(using: &generator) { whole.merge(table) }
      let found = await Sequencing.repertoire(whole, threads: Int(seed % 3) + 1)
      if expected.isEmpty { expected = found.repertoire.lines }
      #expect(found.repertoire.lines == expected)
    }
    #expect(expected.count >= 12)
  }

  @Test("reads in = reads in clonotypes + every rejection, whatever comes in", arguments: 0..<6)
  func conservation(_ seed: UInt64) async {
    var generator = SeededGenerator(seed: seed)
    var workers = [Sequencing(), Sequencing()]
    var reads = ClonotypeCounterTests.reads(150, seed: seed + 900)
    for _ in 0..<60 {
      reads.append(
        MadeRead(
          (0..<Int.random(in: 0...200, using: &generator)).map { _ in
            UInt8.random(in: 0...4, using: &generator)
          }))
    }
    for (i, read) in reads.shuffled(using: &generator).enumerated() { workers[i % 2].take(read) }
    var table = workers[0].counter
    table.merge(workers[1].counter)
    var account = workers[0].account
    account.merge(workers[1].account)
    let (repertoire, folding) = await Sequencing.repertoire(table)
    let rejected = Rejection.allCases.reduce(0) { $0 + account.rejections($1) }
    #expect(account.reads == reads.count)
    #expect(repertoire.total() + rejected == reads.count)
    for locus in Locus.allCases {
      #expect(repertoire.total(locus: locus) == account.rearrangements(of: locus))
    }
    #expect(folding.clonotypesAfter == repertoire.clonotypes.count)
    #expect(folding.junctionsBefore == table.distinctJunctions)
  }

  @Test("no reads give an empty repertoire") func empty() async {
    let found = await Sequencing.repertoire(ClonotypeCounter(index: MadeClone.index), threads: 4)
    #expect(found.repertoire.clonotypes.isEmpty)
    #expect(found.folding == FoldingSummary())
  }

  @Test("a row shows its junction, flags and amino acids in its sequence", arguments: 0..<4)
  func rows(_ seed: UInt64) async throws {
    var worker = Sequencing()
    for read in ClonotypeCounterTests.reads(200, seed: seed + 300) { worker.take(read) }
    let found = await worker.repertoire()
    for (row, note) in zip(found.clonotypes, found.annotations) {
      let junction = found.texts.string(row.junction)
      let codes = Nucleotide.codes(of: junction.utf8)
      let aminoAcids = String(
        decoding: GeneticCode.translation(ofCodes: codes.span), as: UTF8.self)
      let isInFrame = codes.count % 3 == 0
      #expect(row.flags.contains(.inFrame) == isInFrame)
      #expect(found.texts.string(row.junctionAA) == (isInFrame ? aminoAcids : ""))
      #expect(row.flags.contains(.productive) == (isInFrame && !aminoAcids.contains("*")))
      #expect(row.flags.contains(.stopCodon) == (isInFrame && aminoAcids.contains("*")))
      #expect(!found.calls[row.vCall].names.isEmpty && !found.calls[row.jCall].names.isEmpty)
      guard note.sequence.count > 0 else { continue }
      let sequence = Array(found.texts.string(note.sequence).utf8)
      let shown = sequence[note.junctionStart..<(note.junctionStart + junction.utf8.count)]
      #expect(Array(shown) == Array(junction.utf8))
      for cigar in [note.vCigar, note.jCigar, note.dCigar] where cigar.count > 0 {
        let bases = try Self.sequenceBases(found.texts.string(cigar))
        #expect(bases == sequence.count)
      }
      #expect((0...1).contains(note.vIdentity ?? -1) && (0...1).contains(note.jIdentity ?? -1))
    }
  }

  /// Bases of the sequence that a CIGAR accounts for.
  private static func sequenceBases(_ cigar: String) throws -> Int {
    var total = 0
    var number = 0
    for letter in cigar {
      if let digit = letter.wholeNumberValue {
        number = number * 10 + digit
      } else {
        try #require("SN=X".contains(letter))
        if letter != "N" { total += number }
        number = 0
      }
    }
    return total
  }
}
