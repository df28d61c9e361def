internal import Foundation

/// Steps of a fortieth of a decade, on which points that look alike are one.
enum LogGrid {
  /// The step of a share; all that is not above 0 is one step.
  static func step(_ value: Double) -> Int {
    value > 0 ? Int((log10(value) * 40).rounded()) : .min
  }
}
