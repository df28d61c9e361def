import Sequences
import VDJAlignment

/// The representative read of a clonotype with the germline laid on it.
struct DescribedSequence: Sendable {
  /// Bases on the strand of the receptor, ASCII.
  var text: [UInt8]
  /// First base of the junction.
  var junctionStart: Int
  /// How V, D, J and C lie in it.
  var description: GermlineDescription
}

/// Describes the clonotypes of a table, each alone.
struct ClonotypeDescriber: Sendable {
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

  /// The V targets of a node.
  func v(of number: Int) -> [UInt16] { vSets[Int(nodes[number].v)] }

  /// The J targets of a node.
  func j(of number: Int) -> [UInt16] { jSets[Int(nodes[number].j)] }

  /// The junction of a node, as nucleotide codes.
  func junction(of number: Int) -> [UInt8] {
    let entry = table.entries[nodes[number].entry]
    return Self.codes(
      corrected[number] ?? table.words(of: entry), start: 0, count: Int(entry.length))
  }

  /// The description of a node with its ``junction(of:)``; nil where it is not the main one of its
  /// junction, whose representative read is another's.
  func describe(
    _ number: Int, junction: [UInt8], with describer: inout SequenceDescriber
  ) -> DescribedSequence? {
    let node = nodes[number]
    guard node.isMain else { return nil }
    let kept = table.entries[node.entry].representative
    var codes = Self.codes(table.readWords, start: kept.words, count: Int(kept.length))
    if kept.hasUnknown {
      let lanes = kept.words + (Int(kept.length) + 31) / 32
      for i in codes.indices where table.readWords[lanes + i / 32] >> UInt64(i % 32 * 2) & 1 != 0 {
        codes[i] = Nucleotide.unknown
      }
    }
    let start = Int(kept.junctionStart)
    codes.replaceSubrange(start..<start + junction.count, with: junction)
    let description = describer.describe(
      codes: codes, junction: start..<start + junction.count, v: v(of: number), j: j(of: number))
    return DescribedSequence(
      text: codes.map(Nucleotide.ascii(ofCode:)), junctionStart: start, description: description)
  }

  private static func codes(_ words: [UInt64], start: Int, count: Int) -> [UInt8] {
    var codes = [UInt8](repeating: 0, count: count)
    var span = codes.mutableSpan
    var i = 0
    var word = start
    while i < count {
      var bases = words[word]
      let end = min(count, i &+ PackedWord.baseCount)
      while i < end {
        span[i] = UInt8(truncatingIfNeeded: bases & 3)
        bases &>>= 2
        i &+= 1
      }
      word &+= 1
    }
    return codes
  }
}
