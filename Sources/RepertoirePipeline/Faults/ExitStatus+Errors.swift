internal import Glibc
internal import RepertoireTables
internal import SequenceIO

extension ExitStatus {
  /// The status of any error that reaches the top: the one table from errors to exit codes.
  public init(of error: any Error) {
    self =
      switch error {
      case let error as PipelineError: error.status
      case let error as SequenceIOError: ExitStatus(of: error.reason)
      case let error as TableError: ExitStatus(of: error.reason)
      case is Fault: .badData
      case is CancellationError: .interrupted
      default: .internalFault
      }
  }

  private init(of reason: TableError.Reason) {
    self = if case .input(let error) = reason { ExitStatus(of: error.reason) } else { .badData }
  }

  private init(of reason: SequenceIOError.Reason) {
    self =
      switch reason {
      case .cannotOpen, .noInput: .inputMissing
      case .laneCountsDiffer: .usage
      case .cancelled: .interrupted
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
    case let error as SequenceIOError: [fault(error.explanation)]
    case let error as TableError: [fault(error.explanation)]
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

  private static func fault(_ parts: SequenceIOError.Explanation) -> Fault {
    Fault(
      place: parts.place, found: parts.found, expected: parts.expected, remedy: parts.remedy)
  }

  private static func fault(_ parts: TableError.Explanation) -> Fault {
    Fault(
      place: parts.place, found: parts.found, expected: parts.expected, remedy: parts.remedy)
  }
}
