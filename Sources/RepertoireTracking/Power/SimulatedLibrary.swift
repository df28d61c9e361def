import RepertoireStatistics
public import Repertoires

/// A blood compartment as frequencies of clones, and libraries of counts drawn from it.
///
/// Frequencies follow a power law, density f^-2.05 (fitted to the blood of a healthy donor). Nothing
/// here looks at the tests that its counts are given to.
public struct SimulatedBlood: Sendable {
  /// Frequencies of the clones; they sum to one after ``normalize()``.
  public var frequencies: [Double]

  /// Draws the frequencies of as many clones.
  public init(clones: Int, exponent: Double = 2.05, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    frequencies = (0..<clones).map { _ in generator.pareto(exponent: exponent, minimum: 1) }
    normalize()
  }

  /// Makes the frequencies sum to one.
  public mutating func normalize() {
    let sum = frequencies.reduce(0, +)
    for clone in frequencies.indices { frequencies[clone] /= sum }
  }

  /// Multiplies each clone by its own log-normal factor: what months do without any treatment.
  public mutating func drift(logSD: Double, seed: UInt64) {
    guard logSD > 0 else { return }
    var generator = SplitMix64(seed: seed)
    for clone in frequencies.indices {
      frequencies[clone] *= generator.logNormal(standardDeviation: logSD)
    }
    normalize()
  }
}

/// How a library counts the cells that are put into it.
public struct LibraryDesign: Sendable, Equatable {
  /// What is counted.
  public var unit: CountUnit
  /// T cells put in.
  public var cells: Int
  /// Counts that a cell gives on average; for cells and templates the share that is caught, at most 1.
  public var countsPerCell: Double
  /// The most counts that are sequenced of a library; nil for all of them.
  public var depth: Int?

  /// A design; nothing is below zero.
  public init(unit: CountUnit, cells: Int, countsPerCell: Double, depth: Int? = nil) {
    precondition(
      cells > 0 && countsPerCell > 0 && depth ?? 1 > 0, "a library has cells and counts them")
    self.unit = unit
    self.cells = cells
    self.countsPerCell = countsPerCell
    self.depth = depth
  }

  // Molecules of a cell, and amplification of a molecule, as in STATISTICS 4.
  private static let moleculesPerCell = 3.0
  private static let moleculeSize = 2.0
  private static let amplificationShape = 0.7

  /// Counts by clone of one library, of which as many are seen as are sequenced.
  public func counts(of blood: SimulatedBlood, seed: UInt64) -> [Int] {
    var generator = SplitMix64(seed: seed)
    let counts = counts(of: blood, generator: &generator)
    let total = counts.reduce(0, +)
    guard let depth, depth < total else { return counts }
    // Each count is one of those that are sequenced by the same chance.
    let share = Double(depth) / Double(total)
    return counts.map { generator.binomial(trials: $0, probability: share) }
  }

  private func counts(of blood: SimulatedBlood, generator: inout SplitMix64) -> [Int] {
    let caught = unit == .cells || unit == .templates ? min(1, countsPerCell) : 1
    let draws = Int((Double(cells) * caught).rounded())
    let cellCounts = generator.multinomial(draws: draws, weights: blood.frequencies)
    switch unit {
    case .cells, .templates: return cellCounts
    case .umi: return molecules(of: cellCounts, perCell: countsPerCell, generator: &generator)
    case .reads:
      let molecules = molecules(
        of: cellCounts, perCell: Self.moleculesPerCell, generator: &generator)
      let weights = molecules.map {
        generator.gamma(shape: Self.amplificationShape * Double($0))
      }
      let scale = Double(cells) * countsPerCell / weights.reduce(0, +)
      return weights.map { $0 > 0 ? generator.poisson(mean: $0 * scale) : 0 }
    }
  }

  private func molecules(
    of cells: [Int], perCell: Double, generator: inout SplitMix64
  ) -> [Int] {
    cells.map {
      $0 == 0
        ? 0
        : generator.negativeBinomial(
          mean: perCell * Double($0), size: Self.moleculeSize * Double($0))
    }
  }

  /// The library of a sample as a repertoire; a clone's junction is its number.
  public func repertoire(
    _ sample: Sample, of blood: SimulatedBlood, seed: UInt64
  ) -> Repertoire {
    var sample = sample
    sample.cellsInput = Double(cells)
    var repertoire = Repertoire(sample: sample, countUnit: unit)
    let (v, j) = (
      repertoire.calls.id(of: GeneCall(names: ["TRBV9*01"])),
      repertoire.calls.id(of: GeneCall(names: ["TRBJ2-7*01"]))
    )
    for (clone, count) in counts(of: blood, seed: seed).enumerated() where count > 0 {
      var row = Clonotype(locus: .trb, duplicateCount: count)
      row.junction = repertoire.texts.append(Self.junction(clone))
      row.vCall = v
      row.jCall = j
      row.flags = [.inFrame, .productive]
      repertoire.clonotypes.append(row)
    }
    return repertoire
  }

  /// Fifteen bases that belong to a number below 4^12.
  public static func junction(_ clone: Int) -> [UInt8] {
    let letters = Array("ACGT".utf8)
    var (text, rest) = (Array("TGT".utf8), clone)
    for _ in 0..<12 {
      text.append(letters[rest % 4])
      rest /= 4
    }
    return text
  }
}
