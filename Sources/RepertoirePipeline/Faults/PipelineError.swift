/// Why the pipeline could not do what it was asked, with every fault that was found.
public struct PipelineError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The family of the faults, which decides the exit status.
  public let status: ExitStatus
  /// At least one fault, in the order of their places.
  public let faults: [Fault]

  /// An error of one family; `faults` must not be empty.
  public init(_ status: ExitStatus, _ faults: [Fault]) {
    precondition(!faults.isEmpty, "an error names at least one fault")
    self.status = status
    self.faults = faults
  }

  /// An error of one fault.
  public init(
    _ status: ExitStatus, at place: String, found: String, expected: String, remedy: String
  ) {
    self.init(
      status, [Fault(place: place, found: found, expected: expected, remedy: remedy)])
  }

  /// One line a fault.
  public var description: String { faults.map(\.message).joined(separator: "\n") }
}
