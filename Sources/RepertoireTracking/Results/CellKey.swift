/// What some cells of a clone's row are made of: equal keys give equal cells, so that a writer need
/// not format them for every clone.
public protocol CellKey: Equatable, Sendable {
  /// Bits that differ between most keys that differ.
  var mixed: UInt64 { get }
}

extension CellKey {
  /// The place of the key in a table of `slots` places, a power of two.
  public func slot(of slots: Int) -> Int {
    Int(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> 40) & (slots - 1)
  }

  /// A number for a key; none is not-a-number.
  static func bits(_ value: Double?) -> UInt64 { (value ?? .nan).bitPattern }
}
