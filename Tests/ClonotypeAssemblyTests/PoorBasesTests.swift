import Germline
import Repertoires
import Sequences
import Testing
import VDJAlignment

@testable import ClonotypeAssembly

/// Bad bases of junctions of few reads, within what V and J write.
@Suite("poor bases of rare junctions")
struct PoorBasesTests {
  /// A clone whose added bases differ from V and from J where they go on.
  private static let clone = MadeClone(between: [3, 0, 1, 1, 3, 3, 0, 1, 3, 1, 3, 0])

  /// A place of the junction with another base, its score, the reads that show it, and whether the
  /// table has the base of the gene.
  struct Case: Sendable, CustomTestStringConvertible {
    let place: Int
    var score: UInt8 = 2
    var reads = 1
    let isCorrected: Bool

    var testDescription: String { "base \(place), Q\(score), \(reads) reads" }
  }

  /// V writes the bases up to 9, J those from 21 on of 38.
  private static let cases = [
    Case(place: 3, isCorrected: true),
    Case(place: 5, isCorrected: true),
    Case(place: 5, score: 13, isCorrected: true),
    Case(place: 5, score: 14, isCorrected: false),
    Case(place: 5, score: 30, isCorrected: false),
    // Twice the score of one read.
    Case(place: 5, reads: 2, isCorrected: true),
    Case(place: 5, score: 6, reads: 2, isCorrected: true),
    Case(place: 5, score: 7, reads: 2, isCorrected: false),
    Case(place: 5, reads: 6, isCorrected: true),
    Case(place: 5, reads: 7, isCorrected: false),
    // Two bases of V behind it are too few: V may end before.
    Case(place: 6, isCorrected: false),
    Case(place: 8, isCorrected: false),
    // Added bases are nobody's.
    Case(place: 12, isCorrected: false),
    Case(place: 16, isCorrected: false),
    // J counts from the other end.
    Case(place: 35, isCorrected: true),
    Case(place: 24, isCorrected: true),
    Case(place: 24, score: 30, isCorrected: false),
    Case(place: 23, isCorrected: false),
    Case(place: 21, isCorrected: false),
  ]

  @Test("is the gene's where it is bad and the gene goes on", arguments: cases)
  func single(_ made: Case) async {
    let clone = Self.clone
    var worker = Sequencing()
    worker.take(
      MadeRead(
        clone.codes(changing: [made.place]), low: [clone.junction.lowerBound + made.place],
        lowQuality: made.score), copies: made.reads)
    let found = await worker.repertoire()
    let junction =
      made.isCorrected ? clone.junctionText : clone.junctionText(changing: [made.place])
    #expect(found.readsByJunction == [junction: made.reads])
    #expect(found.texts.string(found.annotations[0].sequence).contains(junction))
  }

  @Test("stays where the genes that are tied differ")
  func ties() async throws {
    let clone = Self.clone
    let (v, j) = (MadeClone.index.vTargets, MadeClone.index.jTargets)
    let reference = MadeClone.index.reference
    let germline = GermlineCorrection(index: MadeClone.index)
    let ofV = try #require(v.indices.first { reference[v[$0].alleles[0]].name == "TRBV9*01" })
    let ofJ = try #require(j.indices.first { reference[j[$0].alleles[0]].name == "TRBJ2-1*01" })
    let other = try #require(
      v.indices.first { target in
        let allele = reference[v[target].alleles[0]]
        let anchor = allele.anchorPosition ?? allele.codes.count
        guard allele.codes.count > anchor + 5 else { return false }
        return allele.codes[anchor + 5] != clone.codes[clone.junction.lowerBound + 5]
      })
    for ties in [[UInt16(ofV)], [UInt16(ofV), UInt16(other)]] {
      var codes = Array(clone.codes(changing: [5])[clone.junction])
      var quality = PackedQuality()
      for place in codes.indices { quality.set(place == 5 ? 2 : 37, at: place) }
      let isChanged = germline.correct(&codes, quality: quality, v: ties, j: [UInt16(ofJ)])
      #expect(isChanged == (ties.count == 1))
    }
  }

  @Test("families of few reads are voted on first, then corrected")
  func family() async {
    let clone = Self.clone
    var worker = Sequencing()
    // Both copies bear the same bad base of V, and one an error of its own.
    for place in [12, 15] {
      let low = [5, place].map { clone.junction.lowerBound + $0 }
      worker.take(MadeRead(clone.codes(changing: [5, place]), low: low, lowQuality: 3))
    }
    let found = await worker.repertoire()
    #expect(found.readsByJunction == [clone.junctionText: 2])
  }

  @Test(
    "a base that hardly outweighs another copy's is as bad as one of what it has more",
    arguments: [(13, true), (30, false)])
  func rivals(_ more: Int, isCorrected: Bool) async {
    let clone = Self.clone
    var worker = Sequencing()
    // The first copy shows the error, the second one the gene's base, less certain.
    for (places, score) in [([5], 7 + more), ([], 7)] {
      worker.take(
        MadeRead(
          clone.codes(changing: places), low: [clone.junction.lowerBound + 5],
          lowQuality: UInt8(score)))
    }
    let found = await worker.repertoire()
    let junction = isCorrected ? clone.junctionText : clone.junctionText(changing: [5])
    #expect(found.readsByJunction == [junction: 2])
  }

  @Test("clonotypes that come to one junction are one row")
  func joined() async {
    let clone = Self.clone
    var worker = Sequencing()
    for places in [[3], [5], [24], [3, 24], [27, 5]] {
      let low = places.map { clone.junction.lowerBound + $0 }
      worker.take(MadeRead(clone.codes(changing: places), low: low, lowQuality: 2))
    }
    let found = await worker.repertoire()
    #expect(found.clonotypes.map(\.duplicateCount) == [5])
    #expect(found.readsByJunction == [clone.junctionText: 5])
  }
}
