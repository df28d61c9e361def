import RepertoireStatistics
import Repertoires

extension CountUnit {
  /// Limits of a fit; `countsPerCell` is known where the sheet states the cells put in.
  func fitBounds(countsPerCell: Double?) -> FitBounds {
    switch self {
    case .cells: .cells
    case .templates: .templates
    case .umi: .umi
    case .reads: .reads(perCell: countsPerCell)
    }
  }

  /// Whether cells give several counts each, so that a fit that finds no clumping is not believed.
  ///
  /// Templates and cells are one count a cell. Reads and molecules are not, unless the sheet says
  /// that at most one cell in ten gave one: then hardly any cell gave two.
  func expectsClumping(countsPerCell: Double?) -> Bool {
    switch self {
    case .cells, .templates: false
    case .umi, .reads: (countsPerCell ?? 1) > 0.1
    }
  }

  /// The dispersion that is assumed when nothing was learnt (STATISTICS 1).
  func builtinDispersion(countsPerCell: Double?) -> DispersionModel {
    let clumping =
      switch self {
      case .cells, .templates: 1.5
      case .umi: 8.0
      case .reads: countsPerCell.map { 1 + 4 * $0 } ?? 60
      }
    return DispersionModel(clumping: clumping, drift: 0.03)
  }
}
