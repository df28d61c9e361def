import SequenceIO

extension RowBuffer {
  /// Appends a probability; below 1e-300 it is written as 1e-300, since many readers take smaller
  /// numbers for zero.
  mutating func append(probability: Double?) {
    append(probability.map { max($0, 1e-300) })
  }
}
