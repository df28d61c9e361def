import Sequences
import VDJAlignment

/// The representative read of a clonotype with the germline laid on it.
struct DescribedSequence: Sendable {
  /// First base of the junction.
  var junctionStart: Int
  /// How V, D, J and C lie in it.
  var description: GermlineDescription
}

/// Describes the clonotypes of a table, each alone.
struct ClonotypeDescriber: Sendable {
  /// What is written anew for each clonotype.
  struct Scratch {
    /// The junction of the last clonotype, as nucleotide codes.
    fileprivate(set) var junction: [UInt8] = []
    fileprivate var codes: [UInt8] = []
    fileprivate var sequences: SequenceDescriber

    init(_ sequences: SequenceDescriber) { self.sequences = sequences }

    /// The bases of the sequence that was described last, ASCII.
    var text: Span<UInt8> {
      @_lifetime(borrow self) get { sequences.text }
    }
  }

  let table: ClonotypeCounter
  let nodes: [ClonotypeNode]
  /// The right junction of nodes whose own holds an error.
  let corrected: [Int: [UInt64]]
  let index: AlignmentIndex
  /// The targets of each V set and of each J set of the table.
  private let vSets: [[UInt16]]
  private let jSets: [[UInt16]]

  init(
    table: ClonotypeCounter, nodes: [ClonotypeNode], corrected: [Int: [UInt64]],
    index: AlignmentIndex
  ) {
    self.table = table
    self.nodes = nodes
    self.corrected = corrected
    self.index = index
    vSets = table.vTies.allTargets()
    jSets = table.jTies.allTargets()
  }

  /// The junction of a node, as nucleotide codes.
  func junction(of number: Int) -> [UInt8] {
    var codes: [UInt8] = []
    writeJunction(of: number, to: &codes)
    return codes
  }

  private func writeJunction(of number: Int, to codes: inout [UInt8]) {
    table.write(
      junctionOf: nodes[number].entry, corrected: corrected[number], to: &codes)
  }

  /// The description of a node, whose junction is then that of the scratch; nil where it is not the
  /// main one of its junction, whose representative read is another's.
  func describe(_ number: Int, _ scratch: inout Scratch) -> DescribedSequence? {
    writeJunction(of: number, to: &scratch.junction)
    guard nodes[number].isMain else { return nil }
    let kept = table.entries[nodes[number].entry].representative
    let count = Int(kept.length)
    let first = kept.words
    Nucleotide.write(
      codesOfPacked: { table.readWords[first &+ $0] }, count: count, to: &scratch.codes)
    if kept.hasUnknown {
      let lanes = first + (count + 31) / 32
      for i in 0..<count where table.readWords[lanes + i / 32] >> UInt64(i % 32 * 2) & 1 != 0 {
        scratch.codes[i] = Nucleotide.unknown
      }
    }
    let start = Int(kept.junctionStart)
    let junction = start..<start + scratch.junction.count
    scratch.codes.replaceSubrange(junction, with: scratch.junction)
    let description = scratch.sequences.describe(
      codes: scratch.codes, junction: junction, v: vSets[Int(nodes[number].v)],
      j: jSets[Int(nodes[number].j)])
    return DescribedSequence(junctionStart: start, description: description)
  }
}
