import Germline
import RepertoireStatistics
import Sequences
import Testing

@testable import RepertoireSimulation

@Suite("Simulated libraries with molecular identifiers")
struct MoleculeLibraryTests {
  private static func design(_ seed: UInt64) -> MoleculeLibraryDesign {
    var design = MoleculeLibraryDesign(seed: seed)
    design.molecules = 400
    design.clones = 150
    return design
  }

  /// Pairs as text.
  private static func pairs(
    of library: inout MoleculeLibrary
  ) -> [(first: String, second: String)] {
    var pairs: [(String, String)] = []
    library.forEachPair { first, second in
      pairs.append(
        (
          String(decoding: first.bases, as: UTF8.self),
          String(decoding: second.bases, as: UTF8.self)
        ))
    }
    return pairs
  }

  @Test("truth adds up to what was written")
  func truth() {
    var library = MoleculeLibrary(Self.design(1))
    let pairs = Self.pairs(of: &library)
    #expect(pairs.count == 2400)
    #expect(library.clones.reduce(0) { $0 + $1.molecules } == 400)
    #expect(library.clones.flatMap(\.molecularReads).reduce(0, +) == 2400)
    #expect(library.clones.allSatisfy { $0.molecularReads.count <= $0.molecules })
    #expect(library.clones.contains { $0.molecularReads.count < $0.molecules })
    #expect(Set(library.clones.map(\.receptor.junction)).count == 150)
  }

  @Test("without errors R1 is identifier, linker, Gs and V, R2 the other end of the same molecule")
  func layout() {
    var design = Self.design(2)
    design.quality = .perfect
    design.pcr = .perfect
    var library = MoleculeLibrary(design)
    let reference = GermlineReference.embedded(.human)
    let starts = library.clones.map { clone in
      let transcript = clone.receptor.transcript(in: reference)
      return (
        clone: clone, v: Nucleotide.text(ofCodes: transcript.codes.prefix(60)),
        c: Nucleotide.text(
          ofCodes: Nucleotide.reverseComplement(
            ofCodes: Array(transcript.codes[..<(transcript.constantStart + 27)].suffix(150))))
      )
    }
    var umis: Set<String> = []
    for (first, second) in Self.pairs(of: &library) {
      #expect(first.count == 150 && second.count == 150)
      umis.insert(String(first.prefix(14)))
      #expect(first.dropFirst(14).hasPrefix("GTACGGG"))
      // The transcript itself may begin with Gs.
      let fits = starts.contains { start in
        (3...6).contains { gs in first.dropFirst(18 + gs).hasPrefix(start.v) }
          && second == start.c
      }
      #expect(fits, "\(first) \(second)")
    }
    let read = library.clones.reduce(0) { $0 + $1.molecularReads.count }
    #expect(umis.count == read)
  }

  @Test("a seed gives one library, another seed another")
  func seeds() {
    var (a, b, c) = (
      MoleculeLibrary(Self.design(3)), MoleculeLibrary(Self.design(3)),
      MoleculeLibrary(Self.design(4))
    )
    let pairs = Self.pairs(of: &a).map(\.first)
    #expect(pairs == Self.pairs(of: &b).map(\.first))
    #expect(pairs != Self.pairs(of: &c).map(\.first))
  }
}
