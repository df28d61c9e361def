import Sequences

/// Numbers of independent random streams, by what they are for.
///
/// A sample's reads come from its own stream, so they do not depend on the samples before it.
enum SimulationStream {
  static func number(_ parts: String...) -> UInt64 {
    var hash = StableHash()
    for part in parts {
      for byte in part.utf8 { hash.combine(byte) }
      hash.combine(0)
    }
    return hash.value
  }
}
