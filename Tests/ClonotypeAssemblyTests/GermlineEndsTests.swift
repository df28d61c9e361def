import Germline
import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly
@testable import VDJAlignment

@Suite struct GermlineEndsTests {
  /// A clone whose added bases differ from the gene at both trimmed ends, for three bases.
  private func clone(
    vBases: Int, jTrim: Int, using generator: inout SeededGenerator
  ) -> MadeClone {
    let v = GermlineReference.embedded(.human).allele(named: "TRBV9*01")
    let j = GermlineReference.embedded(.human).allele(named: "TRBJ2-1*01")
    let anchor = v?.anchorPosition ?? 0
    var between = (0..<18).map { _ in UInt8.random(in: 0...3, using: &generator) }
    for i in 0..<3 {
      if let v, anchor + vBases + i < v.codes.count {
        between[i] = (v.codes[anchor + vBases + i] + 1) & 3
      }
      if let j, jTrim - 1 - i >= 0 { between[17 - i] = (j.codes[jTrim - 1 - i] + 1) & 3 }
    }
    return MadeClone(between: between, vBases: vBases, jTrim: jTrim)
  }

  @Test("a base is of a gene where the junction is the gene's to beyond it, by comparing texts")
  func agreesWithTexts() async {
    var generator = SeededGenerator(seed: 29)
    let index = MadeClone.index
    let ends = GermlineEnds(v: index.vTargets, j: index.jTargets)
    var written = 0
    var asked = 0
    for _ in 0..<60 {
      let clone = MadeClone(
        between: (0..<Int.random(in: 2...14, using: &generator)).map { _ in
          UInt8.random(in: 0...3, using: &generator)
        }, vBases: Int.random(in: 3...9, using: &generator),
        jTrim: Int.random(in: 0...14, using: &generator))
      var worker = Sequencing()
      worker.take(MadeRead(clone.codes))
      var table = worker.counter
      let nodes = await RepertoireAssembler(index: index).sortedNodes(of: &table, threads: 1)
      for node in nodes {
        let entry = table.entries[node.entry]
        let text = Nucleotide.text(ofCodes: clone.codes[clone.junction])
        func isWritten(_ position: Int) -> Bool {
          let v = table.vTies.targets(of: node.v).contains { target in
            let gene = index.vTargets[Int(target)]
            let bases = gene.codes[(gene.anchor ?? gene.codes.count)...].prefix(position + 2)
            return position < 7 && bases.count == position + 2
              && text.hasPrefix(Nucleotide.text(ofCodes: bases))
          }
          let j = table.jTies.targets(of: node.j).contains { target in
            let gene = index.jTargets[Int(target)]
            let count = text.count - position + 1
            let bases = gene.codes[..<((gene.anchor ?? -3) + 3)].suffix(count)
            return count <= 12 && bases.count == count
              && text.hasSuffix(Nucleotide.text(ofCodes: bases))
          }
          return v || j
        }
        for position in 0..<text.count {
          let found = ends.write(position, of: entry, node, in: table)
          #expect(found == isWritten(position), "\(text) at \(position)")
          written += found ? 1 : 0
          asked += 1
        }
      }
    }
    #expect(written > 300 && asked - written > 300, "\(written) of \(asked)")
  }

  /// How far V and J reach into a junction, and the place of the base that tells a neighbour apart,
  /// counted from the end where it is negative.
  struct Neighbour: Sendable {
    var vBases = 9
    var jTrim = 5
    var place: Int
    var survives = true
  }

  @Test(
    "a neighbour that differs in a base next to a trimmed gene is a clonotype of its own",
    arguments: [
      Neighbour(vBases: 4, place: 4), Neighbour(vBases: 4, place: 5),
      Neighbour(vBases: 5, place: 5), Neighbour(vBases: 3, place: 6),
      Neighbour(jTrim: 12, place: -11), Neighbour(jTrim: 13, place: -10),
      Neighbour(jTrim: 14, place: -10),
      // What V and J write is an error there, however many reads have it.
      Neighbour(place: 5, survives: false), Neighbour(place: -9, survives: false),
    ])
  func neighbour(_ neighbour: Neighbour) async {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<4 {
      let clone = clone(vBases: neighbour.vBases, jTrim: neighbour.jTrim, using: &generator)
      let place = neighbour.place < 0 ? clone.junction.count + neighbour.place : neighbour.place
      var worker = Sequencing()
      worker.take(MadeRead(clone.codes), copies: 100)
      // The step of two is neither the gene's base nor the clone's.
      worker.take(MadeRead(clone.codes(changing: [place], by: 2)), copies: 5)
      let found = await worker.repertoire()
      #expect(
        found.readsByJunction
          == (neighbour.survives
            ? [clone.junctionText: 100, clone.junctionText(changing: [place], by: 2): 5]
            : [clone.junctionText: 105]))
    }
  }
}
