internal import Synchronization

/// Progress over all samples of a run: a bar on a terminal, else a plain line every 30 seconds.
///
/// It is told by the clock, so that slow and stalled input is seen too.
final class ProgressMeter: Sendable {
  private struct State {
    /// The share of its input that each sample has read; nil where the input has no known size.
    var shares: [Double?]
    var reads: [Int]
    var readsShown = 0
    var ticker: Ticker?
  }

  private let log: RunLog
  private let weights: [Double]
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  /// A meter over samples, weighted by the bytes of their input; it runs until ``finish()``.
  ///
  /// `interval` is that of the plain line; the bar moves five times a second.
  init(log: RunLog, inputBytes: [Int], interval: Duration = .seconds(30)) {
    self.log = log
    // An input of unknown size (a pipe) still counts for something.
    let weights = inputBytes.map { Double(max($0, 1)) }
    let sum = weights.reduce(0, +)
    self.weights = weights.map { $0 / sum }
    state = Mutex(
      State(
        shares: Array(repeating: 0, count: weights.count),
        reads: Array(repeating: 0, count: weights.count)))
    guard log.showsProgress else { return }
    let beat = log.console.isTerminal ? .milliseconds(200) : interval
    let ticker = Ticker(every: beat) { [weak self] in self?.show() }
    state.withLock { $0.ticker = ticker }
  }

  /// Takes in how far a sample is: the share of its bytes (nil when unknown) and its reads.
  func update(sample: Int, share: Double?, reads: Int) {
    state.withLock { state in
      state.shares[sample] = share
      state.reads[sample] = reads
    }
  }

  /// Ends the progress and removes the bar.
  func finish() {
    state.withLock { state in
      state.ticker?.stop()
      state.ticker = nil
      if log.showsProgress, log.console.isTerminal { log.console.draw(bar: "") }
    }
  }

  private func show() {
    // Drawn under the lock: nothing is drawn after the end.
    state.withLock { state in
      guard state.ticker != nil else { return }
      let reads = state.reads.reduce(0, +)
      let isKnown = state.shares.allSatisfy { $0 != nil }
      let text = Self.text(
        share: isKnown ? zip(weights, state.shares).reduce(0) { $0 + $1.0 * ($1.1 ?? 0) } : nil,
        reads: reads, elapsed: ContinuousClock.now - start, withBar: log.console.isTerminal)
      if log.console.isTerminal {
        log.console.draw(bar: text)
      } else {
        log.console.write(line: text + (reads == state.readsShown ? ", no new reads" : ""))
      }
      state.readsShown = reads
    }
  }

  /// Share, reads, reads a second and the time left at the pace so far.
  static func text(share: Double?, reads: Int, elapsed: Duration, withBar: Bool) -> String {
    let seconds = max(elapsed / .seconds(1), 0.001)
    var parts: [String] = []
    if let share {
      let filled = Int(min(max(share, 0), 1) * 30)
      let bar =
        "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
        + "] "
      parts.append((withBar ? bar : "") + "\(Int(share * 100)) % of the input")
    }
    parts.append("\(grouped(reads)) reads")
    parts.append("\(grouped(Int(Double(reads) / seconds))) reads/s")
    if let share, share > 0.01 { parts.append("\(duration(seconds / share - seconds)) left") }
    return parts.joined(separator: ", ")
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
