import Germline
import RepertoireStatistics
import Sequences

/// One library: cells drawn from a composition, templates amplified unevenly, reads drawn.
struct LibrarySimulation: Sendable {
  /// One rearranged chromosome of one cell.
  private struct Template {
    let clone: Int
    let isSecond: Bool
    let error: TemplateError?
  }

  private let pool: ClonePool
  private let simulator: ReadSimulator
  private let reads: Int
  private var random: SplitMix64
  private var templates: [Template] = []
  private var yields: [Int] = []
  private var fragments: [[UInt8]] = []
  private var fragmentOf: [(receptor: Int, second: Int)] = []

  /// What has been drawn so far.
  private(set) var counts: SampleCounts

  /// Draws the cells; reads are drawn as they are written.
  init(
    pool: ClonePool, composition: SampleComposition, sample: SampleDesign, seed: UInt64,
    simulator: ReadSimulator, reference: GermlineReference
  ) {
    self.pool = pool
    self.simulator = simulator
    reads = sample.cells * sample.readsPerCell
    counts = SampleCounts(clones: pool.clones.count)
    random = SplitMix64(
      seed: seed, stream: SimulationStream.number(sample.id, pool.locus.rawValue, "reads"))
    fragmentOf = Array(repeating: (-1, -1), count: pool.clones.count)
    let choice = WeightedChoice(composition.weights)
    for _ in 0..<sample.cells {
      let clone = choice.draw(using: &random)
      if counts.cells[clone] == 0 { addFragments(of: clone, in: reference) }
      counts.cells[clone] += 1
      addTemplate(clone, isSecond: false)
      if pool.clones[clone].second != nil { addTemplate(clone, isSecond: true) }
    }
  }

  private mutating func addFragments(of clone: Int, in reference: GermlineReference) {
    func fragment(_ rearrangement: SimulatedRearrangement) -> [UInt8] {
      let transcript = rearrangement.transcript(in: reference)
      return Array(
        transcript.codes[
          simulator.layout.fragment(
            ofTranscript: transcript.codes.count, constantStart: transcript.constantStart)])
    }
    fragments.append(fragment(pool.clones[clone].receptor))
    fragmentOf[clone].receptor = fragments.count - 1
    if let second = pool.clones[clone].second {
      fragments.append(fragment(second))
      fragmentOf[clone].second = fragments.count - 1
    }
  }

  private mutating func addTemplate(_ clone: Int, isSecond: Bool) {
    let fragment = isSecond ? fragmentOf[clone].second : fragmentOf[clone].receptor
    templates.append(
      Template(
        clone: clone, isSecond: isSecond,
        error: simulator.templateError(
          fragmentLength: fragments[fragment].count, using: &random)))
    // Uneven amplification: the product of two uniform numbers has a squared variation of 0.68.
    yields.append(random.integer(in: 1...16) * random.integer(in: 1...16))
  }

  /// Draws all reads, in random order of templates, and hands each (or each pair) to `body`.
  mutating func forEachRead(
    _ body: ([ReadSimulator.Read]) throws -> Void
  ) rethrows {
    guard !templates.isEmpty else { return }
    let choice = WeightedChoice(yields)
    for _ in 0..<reads {
      let template = templates[choice.draw(using: &random)]
      let numbers = fragmentOf[template.clone]
      let fragment = fragments[template.isSecond ? numbers.second : numbers.receptor]
      let molecule = simulator.amplified(fragment, template.error, using: &random)
      if template.isSecond {
        counts.secondReads[template.clone] += 1
      } else {
        counts.receptorReads[template.clone] += 1
      }
      try body(simulator.reads(of: molecule, using: &random))
    }
  }
}
