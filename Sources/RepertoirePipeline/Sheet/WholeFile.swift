internal import Glibc
internal import SequenceIO

/// Small files read whole: sheets, settings, records of earlier runs.
enum WholeFile {
  /// The bytes of a file.
  static func read(_ path: String) throws(PipelineError) -> [UInt8] {
    do throws(SequenceIOError) {
      var file = try FileBlocks(path: path)
      var bytes: [UInt8] = []
      while let block = try file.next() { bytes += block }
      return bytes
    } catch {
      switch error.reason {
      case .cannotOpen(let code), .readFailed(let code): throw missing(path, text(of: code))
      default: throw missing(path, error.message)
      }
    }
  }

  /// The first bytes of a file, at most `count`; nil when it cannot be read.
  static func start(of path: String, count: Int) -> [UInt8]? {
    guard let file = unsafe fopen(path, "re") else { return nil }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = unsafe fread(&bytes, 1, count, file)
    return unsafe ferror(file) == 0 ? Array(bytes.prefix(got)) : nil
  }

  /// Whether a path leads to a regular file.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether something is at a path.
  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// What two paths share when they lead to one file: device and number, or the missing path.
  static func identity(of path: String) -> String {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return path }
    return "\(status.st_dev):\(status.st_ino)"
  }

  /// What is wrong with a file that cannot be read, as the end of a sentence; nil if nothing is.
  static func faultOfReading(_ path: String) -> String? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, unsafe access(path, R_OK) == 0 else {
      return "cannot be read (\(text(of: errno)))"
    }
    return status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : nil
  }

  /// What is wrong with a file that must be read twice, for its digest and for its content.
  static func faultOfReadingTwice(_ path: String) -> String? {
    if let fault = faultOfReading(path) { return fault }
    return isRegular(path) ? nil : "is a pipe or a device, which can be read only once"
  }

  private static func missing(_ path: String, _ reason: String) -> PipelineError {
    PipelineError(
      .inputMissing, at: path, found: "cannot be read (\(reason))", expected: "a readable file",
      remedy: "Check the path and its permissions")
  }

  /// The system's words for an error number.
  static func text(of code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
