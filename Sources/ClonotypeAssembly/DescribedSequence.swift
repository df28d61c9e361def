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
  /// The nodes of each junction that has several, in their order.
  private let siblings: [Int: [Int]]

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
    var siblings: [Int: [Int]] = [:]
    for number in nodes.indices where !nodes[number].isMain {
      siblings[nodes[number].entry] = []
    }
    if !siblings.isEmpty {
      for number in nodes.indices { siblings[nodes[number].entry]?.append(number) }
    }
    self.siblings = siblings
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

  /// The description of a node, whose junction is then that of the scratch; nil where the
  /// representative read of its junction is another's.
  func describe(_ number: Int, _ scratch: inout Scratch) -> DescribedSequence? {
    writeJunction(of: number, to: &scratch.junction)
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
    guard isOwner(number, ofReadAt: start, &scratch) else { return nil }
    let junction = start..<start + scratch.junction.count
    scratch.codes.replaceSubrange(junction, with: scratch.junction)
    let description = scratch.sequences.describe(
      codes: scratch.codes, junction: junction, v: vSets[Int(nodes[number].v)],
      j: jSets[Int(nodes[number].j)])
    return DescribedSequence(junctionStart: start, description: description)
  }

  /// Whether the representative read, whose bases are those of the scratch, is the node's: the first
  /// of its junction whose V the read shows.
  ///
  /// It is the best read of all that have the junction, and two receptors may have one.
  private func isOwner(_ number: Int, ofReadAt start: Int, _ scratch: inout Scratch) -> Bool {
    let entry = table.entries[nodes[number].entry]
    guard entry.tie.next >= 0 else { return true }
    let all = table.ties(of: entry).flatMap { vSets[Int($0.v)] }
    for sibling in siblings[nodes[number].entry] ?? [number] where sibling <= number {
      let isShown = scratch.sequences.shows(
        v: vSets[Int(nodes[sibling].v)], ratherThan: all, codes: scratch.codes, anchor: start)
      if isShown { return sibling == number }
    }
    return false
  }
}
