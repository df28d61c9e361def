/// Why the text of a read structure cannot be understood.
public struct ReadStructureError: Error, Equatable, Sendable {
  /// The whole text.
  public let text: String
  /// The character at which the fault begins, 0-based.
  public let position: Int
  /// What was found there.
  public let found: String
  /// What may stand there.
  public let expected: String
  /// What the user can do.
  public let remedy: String
}

extension ReadStructureError: CustomStringConvertible {
  /// The text and the place in it, for people (characters counted from 1).
  public var place: String { "read structure '\(text)', character \(position + 1)" }

  /// One line for people: where, what was found, what was expected, what to do.
  public var message: String { "\(place): \(found); expected \(expected). \(remedy)." }

  /// The message, so that an interpolated error reads well.
  public var description: String { message }
}
