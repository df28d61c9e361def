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
