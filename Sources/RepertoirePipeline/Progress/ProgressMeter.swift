internal import Synchronization

/// Progress over all samples of a run: a bar on a terminal, else a plain line every 30 seconds.
final class ProgressMeter: Sendable {
  private struct State {
    var shares: [Double]
    var reads: [Int]
    var lastShown: ContinuousClock.Instant?
  }

  private let log: RunLog
  private let weights: [Double]
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  /// A meter over samples, weighted by the bytes of their input.
  init(log: RunLog, inputBytes: [Int]) {
    self.log = log
    // An input of unknown size (a pipe) still counts for something.
    let weights = inputBytes.map { Double(max($0, 1)) }
    let sum = weights.reduce(0, +)
    self.weights = weights.map { $0 / sum }
    state = Mutex(
      State(
        shares: Array(repeating: 0, count: weights.count),
        reads: Array(repeating: 0, count: weights.count)))
  }

  /// Takes in how far a sample is: the share of its bytes (nil when unknown) and its reads.
  func update(sample: Int, share: Double?, reads: Int) {
    guard log.showsProgress else { return }
    let now = ContinuousClock.now
    let text: String? = state.withLock { state in
      state.shares[sample] = share ?? 0
      state.reads[sample] = reads
      let interval: Duration = log.console.isTerminal ? .milliseconds(200) : .seconds(30)
      guard now - (state.lastShown ?? start) >= interval else { return nil }
      state.lastShown = now
      let share = zip(weights, state.shares).reduce(0) { $0 + $1.0 * $1.1 }
      return Self.text(
        share: share, reads: state.reads.reduce(0, +), elapsed: now - start,
        withBar: log.console.isTerminal)
    }
    guard let text else { return }
    if log.console.isTerminal {
      log.console.draw(bar: text)
    } else {
      log.console.write(line: text)
    }
  }

  /// Removes the bar.
  func finish() {
    if log.showsProgress, log.console.isTerminal { log.console.draw(bar: "") }
  }

  /// Share, reads, reads a second and the time left at the pace so far.
  static func text(share: Double, reads: Int, elapsed: Duration, withBar: Bool) -> String {
    let seconds = max(elapsed / .seconds(1), 0.001)
    let filled = Int(min(max(share, 0), 1) * 30)
    let bar =
      withBar
      ? "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
        + "] " : ""
    let left = share > 0.01 ? ", \(duration(seconds / share - seconds)) left" : ""
    let pace = Int(Double(reads) / seconds)
    return "\(bar)\(Int(share * 100)) % of the input, \(grouped(reads)) reads, "
      + "\(grouped(pace)) reads/s\(left)"
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(max(seconds, 0).rounded(.up))
    if whole < 60 { return "\(whole) s" }
    return whole < 3600
      ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// A number with thin groups of three digits: `1,234,567`.
  static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var place = digits.count - 3
    while place > (number < 0 ? 1 : 0) {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return digits
  }
}
