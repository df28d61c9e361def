internal import Foundation
internal import Glibc
internal import SequenceIO

/// The content of `run.json`: what was run on what, when, and how it went.
///
/// The only result that differs from run to run.
struct RunRecord: Codable, Equatable {
  /// An input file by content.
  struct Input: Codable, Equatable {
    var path: String
    var size: Int
    var sha256: String
  }
  /// What came of a sample.
  struct Sample: Codable, Equatable {
    var sampleID: String
    /// `analyzed`, `reused`, `table` or `failed`.
    var status: String
    /// The kit of its reads and what changes with its text; nil for a table and where it failed.
    var kit: String?
    var kitDigest: String?
    var seconds: Double?
    var message: String?
    /// The SHA-256 of the clonotype table that was tracked; nil where none was, or it is not known.
    var tableSha256: String?
  }
  struct Germline: Codable, Equatable {
    var species: String
    var digest: String
  }
  struct Targets: Codable, Equatable {
    var names: [String]
    var digest: String
  }

  var schemaVersion = 1
  var program = "clonova"
  var programVersion = Version.program
  var resultsVersion = Version.results
  var command: String
  var arguments: [String]
  var started = ""
  var finished = ""
  var wallSeconds = 0.0
  var peakMemoryBytes = 0
  var threads: Int
  var seed: UInt64?
  var germline: Germline?
  var targets: Targets?
  var parameters: [String: String] = [:]
  var inputs: [Input] = []
  var samples: [Sample] = []

  /// A record of a run; ``finish(since:to:)`` fills in its times.
  init(command: String, threads: Int) {
    self.command = command
    self.threads = threads
    arguments = Array(CommandLine.arguments.dropFirst())
  }

  /// Fills in when it began and ended, how long it took and how much memory, and writes the file.
  mutating func finish(since start: ContinuousClock.Instant, to path: String) throws {
    let duration = ContinuousClock.now - start
    let end = Date.now
    started = (end - duration / .seconds(1)).formatted(.iso8601)
    finished = end.formatted(.iso8601)
    wallSeconds = Self.rounded(duration)
    var usage = rusage()
    if unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
      peakMemoryBytes = Int(usage.ru_maxrss) * 1024
    }
    try AtomicFile.write(JSONText.bytes(self), to: path)
  }

  /// Seconds with three decimals.
  static func rounded(_ duration: Duration) -> Double {
    (duration / .milliseconds(1)).rounded() / 1000
  }
}
