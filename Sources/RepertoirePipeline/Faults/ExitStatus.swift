/// What the process tells the shell; the numbers above 63 are those of sysexits.h.
public enum ExitStatus: Int32, CaseIterable, Sendable {
  /// Everything was done.
  case success = 0
  /// A fault of our own.
  case internalFault = 1
  /// Finished, but some samples failed.
  case samplesFailed = 2
  /// Finished, but quality is below the threshold of a strict run.
  case qualityTooLow = 3
  /// The command line is wrong.
  case usage = 64
  /// A file's content is wrong.
  case badData = 65
  /// An input is missing or cannot be opened.
  case inputMissing = 66
  /// Something needed is not installed or not supported by this build.
  case notInstalled = 69
  /// The output exists or cannot be written.
  case cannotWrite = 73
  /// Input or output failed midway, or the disk is full.
  case ioFailed = 74
  /// The sample sheet, a kit or a setting is wrong.
  case badSettings = 78
  /// Stopped by SIGINT.
  case interrupted = 130
  /// Stopped by SIGTERM.
  case terminated = 143
}
