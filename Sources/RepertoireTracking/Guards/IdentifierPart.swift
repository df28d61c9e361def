import Repertoires

/// One of several parts of all identifiers: what is in memory at once when a run is compared.
///
/// An identifier is in the same part in every sample, so that parts can be compared one by one.
public struct IdentifierPart: Sendable, Equatable {
  /// Which part, from 0 on.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// A part of `count`.
  public init(_ number: Int, of count: Int) {
    precondition(number >= 0 && number < count, "a part is one of those there are")
    self.number = number
    self.count = count
  }

  /// All identifiers.
  public static let all = IdentifierPart(0, of: 1)

  func contains(_ identifier: UMI) -> Bool {
    if count == 1 { return true }
    var h = identifier.rawValue &* 0x9E37_79B9_7F4A_7C15
    h ^= h >> 32
    return Int(h % UInt64(count)) == number
  }
}
