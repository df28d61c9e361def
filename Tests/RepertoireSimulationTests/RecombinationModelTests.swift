import Germline
import RepertoireSimulation
import RepertoireStatistics
import Sequences
import Testing

struct RecombinationModelTests {
  static let loci: [(Species, Locus)] = Species.allCases.flatMap { species in
    Locus.allCases.map { (species, $0) }
  }

  @Test("a rearrangement is what its parts say", arguments: loci)
  func parts(species: Species, locus: Locus) throws {
    let reference = GermlineReference.embedded(species)
    let model = RecombinationModel(reference: reference, locus: locus)
    var random = SplitMix64(seed: 11)
    for _ in 0..<300 {
      let drawn = model.draw(using: &random)
      let v = reference[drawn.v]
      let j = reference[drawn.j]
      let vAnchor = try #require(v.anchor)
      let jAnchor = try #require(j.anchor)
      #expect(drawn.locus == locus && j.locus == locus && v.belongs(to: locus))
      #expect((v.segment, j.segment) == (.v, .j))
      #expect(v.functionality == .functional && j.functionality == .functional)
      #expect(drawn.junction.starts(with: v.codes[vAnchor..<drawn.vBases]))
      #expect(drawn.vBases >= vAnchor + 3, "the anchor codon of V is whole")
      #expect(drawn.jTrimmed <= jAnchor, "the anchor codon of J is whole")
      #expect(
        drawn.junction.reversed().starts(
          with: j.codes[drawn.jTrimmed..<(jAnchor + 3)].reversed()))
      if let id = drawn.d {
        #expect(locus.hasD && reference[id].segment == .d && reference[id].locus == locus)
      }
      let transcript = drawn.transcript(in: reference)
      #expect(transcript.junctionStart == vAnchor)
      #expect(transcript.codes[vAnchor...].starts(with: drawn.junction))
      #expect(transcript.codes.starts(with: v.codes[..<drawn.vBases]))
      let rest = Array(transcript.codes[..<transcript.constantStart].reversed())
      #expect(rest.starts(with: j.codes[drawn.jTrimmed...].reversed()))
    }
  }

  @Test("productive means in frame, from Cys to Phe or Trp, without a stop", arguments: loci)
  func productive(species: Species, locus: Locus) throws {
    let model = RecombinationModel(reference: .embedded(species), locus: locus)
    var random = SplitMix64(seed: 12)
    for _ in 0..<100 {
      let good = model.draw(productive: true, using: &random)
      let residues = try #require(good.junctionAA)
      #expect(good.isProductive && residues.first == "C" && !residues.contains("*"))
      #expect(residues.last == "F" || residues.last == "W")
      let bad = model.draw(productive: false, using: &random)
      #expect(!bad.isProductive)
      #expect(bad.junctionAA?.contains("*") ?? (bad.junction.count % 3 != 0))
    }
  }

  @Test("beta junctions are diverse, a fifth to a third are productive, D2 joins J2 only")
  func betaStatistics() throws {
    let reference = GermlineReference.embedded(.human)
    let model = RecombinationModel(reference: reference, locus: .trb)
    var random = SplitMix64(seed: 13)
    let drawn = (0..<4_000).map { _ in model.draw(using: &random) }
    #expect(Set(drawn.map(\.junction)).count > 3_900)
    let share = Double(drawn.count { $0.isProductive }) / 4_000
    #expect(share > 0.18 && share < 0.33)
    var withSecondD = 0
    for one in drawn {
      guard let d = one.d, reference[d].gene == "TRBD2" else { continue }
      withSecondD += 1
      #expect(reference[one.j].gene.hasPrefix("TRBJ2"))
    }
    #expect(withSecondD > 500)
    let productive = drawn.filter(\.isProductive)
    let mean =
      productive.reduce(0.0) { $0 + Double($1.junction.count) / 3 }
      / Double(productive.count)
    #expect(mean > 12 && mean < 17, "human beta junctions have some 14.5 residues")
  }

  @Test(
    "the constant region follows its J cluster",
    arguments: [
      (Species.human, "TRBJ1-3*01", "TRBC1"), (.human, "TRBJ2-7*01", "TRBC2"),
      (.human, "TRGJP2*01", "TRGC2"), (.human, "TRGJP*01", "TRGC1"),
      (.mouse, "TRBJ2-1*01", "TRBC2"),
    ])
  func constant(species: Species, j: String, gene: String) throws {
    let reference = GermlineReference.embedded(species)
    let j = try #require(reference.allele(named: j))
    let model = RecombinationModel(reference: reference, locus: j.locus)
    var random = SplitMix64(seed: 14)
    var drawn = model.draw(using: &random)
    while drawn.j != j.id { drawn = model.draw(using: &random) }
    let transcript = drawn.transcript(in: reference)
    let exon = Array(transcript.codes[transcript.constantStart...])
    #expect(reference.alleles.contains { $0.gene == gene && $0.codes == exon })
  }

  @Test("weights are drawn in proportion, zero weights never")
  func weightedChoice() {
    let weights = [5, 0, 1, 4, 0]
    let choice = WeightedChoice(weights)
    var random = SplitMix64(seed: 15)
    var counts = [Int](repeating: 0, count: 5)
    for _ in 0..<20_000 { counts[choice.draw(using: &random)] += 1 }
    for (weight, count) in zip(weights, counts) {
      let expected = Double(weight) * 2_000
      #expect(abs(Double(count) - expected) <= 5 * expected.squareRoot())
    }
  }
}
