/// One thing that is wrong, in the four parts every message has.
public struct Fault: Error, Equatable, Sendable {
  /// Where: a file, with line and column where they are known, or a flag.
  public let place: String
  /// What was found there.
  public let found: String
  /// What was expected instead.
  public let expected: String
  /// What the user can do; a sentence without its full stop.
  public let remedy: String

  /// A fault from its four parts.
  public init(place: String, found: String, expected: String, remedy: String) {
    self.place = place
    self.found = found
    self.expected = expected
    self.remedy = remedy
  }

  /// One line for people: where, what was found, what was expected, what to do.
  public var message: String { "\(place): \(found); expected \(expected). \(remedy)." }
}
