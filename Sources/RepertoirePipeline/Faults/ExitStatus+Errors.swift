internal import Glibc
internal import SequenceIO

extension ExitStatus {
  /// The status of any error that reaches the top: the one table from errors to exit codes.
  public init(of error: any Error) {
    self =
      switch error {
      case let error as PipelineError: error.status
      case let error as SequenceIOError: ExitStatus(of: error.reason)
      case is Fault: .badData
      case is CancellationError: .interrupted
      default: .internalFault
      }
  }

  private init(of reason: SequenceIOError.Reason) {
    self =
      switch reason {
      case .cannotOpen, .noInput: .inputMissing
      case .laneCountsDiffer: .usage
      case .readFailed, .diskFull: .ioFailed
      case .writeFailed(let code): [EIO, ENOSPC, EDQUOT].contains(code) ? .ioFailed : .cannotWrite
      case .outputExists, .locked: .cannotWrite
      default: .badData
      }
  }
}

extension Fault {
  /// The faults of any error, so that each message has its four parts.
  public static func all(of error: any Error) -> [Fault] {
    switch error {
    case let error as PipelineError: error.faults
    case let error as SequenceIOError:
      [
        Fault(
          place: error.explanation.place, found: error.explanation.found,
          expected: error.explanation.expected, remedy: error.explanation.remedy)
      ]
    case let error as Fault: [error]
    case is CancellationError:
      [
        Fault(
          place: "clonova", found: "the run was interrupted", expected: "to finish",
          remedy: "The same command resumes it; finished samples are kept")
      ]
    default:
      [
        Fault(
          place: "clonova", found: "an unforeseen fault: \(error)", expected: "no such fault",
          remedy: "This is a fault of the program: report it with the command line")
      ]
    }
  }
}
