import RepertoireStatistics
import RepertoireTracking
import Repertoires

/// One row of a test repertoire.
struct Row: Equatable {
  var junction: String
  var v = "TRBV6-1*01"
  var j = "TRBJ1-1*01"
  var count: Int
  var isProductive = true
}

/// Builds repertoires as tables are read: texts in an arena, calls in a table.
enum RepertoireBuilder {
  static func sample(
    _ id: String, patient: String = "P1", _ tissue: Tissue, day: Double, cells: Double? = nil
  ) -> Sample {
    var sample = Sample(id: id, patientID: patient, tissue: tissue, day: day)
    sample.cellsInput = cells
    return sample
  }

  static func repertoire(
    _ sample: Sample, _ rows: [Row], unit: CountUnit = .templates, locus: Locus = .trb
  ) -> Repertoire {
    var repertoire = Repertoire(sample: sample, countUnit: unit)
    for row in rows {
      var clonotype = Clonotype(locus: locus, duplicateCount: row.count)
      clonotype.junction = repertoire.texts.append(Array(row.junction.utf8))
      clonotype.junctionAA = repertoire.texts.append(Array("C\(row.junction.prefix(6))F".utf8))
      clonotype.vCall = repertoire.calls.id(of: GeneCall(airr: row.v))
      clonotype.jCall = repertoire.calls.id(of: GeneCall(airr: row.j))
      clonotype.flags = row.isProductive ? [.inFrame, .productive] : []
      repertoire.clonotypes.append(clonotype)
    }
    return repertoire
  }

  /// A junction of nucleotides that belongs to a number.
  static func junction(_ number: Int) -> String {
    let letters = Array("ACGT")
    var (text, rest) = ("TGT", number)
    for _ in 0..<12 {
      text.append(letters[rest % 4])
      rest /= 4
    }
    return text + "TTT"
  }
}

/// A blood compartment of clones with power-law frequencies, from which samples are drawn.
///
/// Clone numbers below 1000 are kept free for clones that a test plants.
struct Compartment {
  var frequencies: [Double]
  static let firstNumber = 1000

  init(clones: Int, exponent: Double = 2.1, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    frequencies = (0..<clones).map { _ in generator.pareto(exponent: exponent, minimum: 1) }
    let sum = frequencies.reduce(0, +)
    frequencies = frequencies.map { min($0 / sum, 0.01) }
  }

  /// Independent cells drawn from the compartment, and clones planted with given counts.
  func draw(cells: Int, planted: [Int: Int] = [:], seed: UInt64) -> [Row] {
    var generator = SplitMix64(seed: seed)
    var rows: [Row] = []
    for (clone, frequency) in frequencies.enumerated() {
      let count = generator.poisson(mean: frequency * Double(cells))
      if count > 0 {
        rows.append(
          Row(junction: RepertoireBuilder.junction(clone + Self.firstNumber), count: count))
      }
    }
    for (number, count) in planted.sorted(by: { $0.key < $1.key }) where count > 0 {
      rows.append(Row(junction: RepertoireBuilder.junction(number), count: count))
    }
    return rows
  }
}

extension StudyTracking {
  /// The clone of a number planted by ``Compartment/draw(cells:planted:seed:)``.
  func clone(_ number: Int, patient: String = "P1") -> TrackedClone? {
    patients.first { $0.patientID == patient }?.clones.first {
      $0.junction == RepertoireBuilder.junction(number)
    }
  }
}
