import Glibc
import RepertoireStatistics

/// The tests of every clone over all post-treatment days, as one family.
///
/// `p_clone = min(1, T x min p)` over the T testable days, then Benjamini and Hochberg over clones
/// tested on at least one day (STATISTICS 1).
struct BloodSeries: Sendable {
  /// A clone tested on at least one day; days are places in the tested days.
  struct Entry: Sendable {
    var clone: Int
    /// Day of the smallest p of a rise, and of a fall (tie: earlier).
    var bestDay: Int
    var bestDownDay: Int
    /// Places of its counts among the pairs of these days.
    var bestPair: Int
    var bestDownPair: Int
    var logUp: Double
    var logDown: Double
    var logFisher: Double
    var qUp = 1.0
    var qDown = 1.0
    var qFisher = 1.0
    /// First day whose own pair is significant.
    var firstSignificant: Int?
    /// Days whose own pair has q at most 0.05.
    var confirmingDays = 0
  }

  /// Own-day rate at which a day confirms a clone that rests on reads alone (STATISTICS 1).
  private static let confirmingRate = 0.05

  private(set) var entries: [Entry] = []

  /// - Parameters:
  ///   - days: The testable days, in order.
  ///   - baseline: Baseline counts by clone.
  ///   - counts: Counts by day and clone.
  init(_ days: [TestedDay], baseline: [Int], counts: [[Int]]) {
    guard !days.isEmpty else { return }
    entries.reserveCapacity(days.reduce(0) { max($0, $1.day.counts.tested) })
    for clone in baseline.indices {
      var entry: Entry?
      for (place, day) in days.enumerated() {
        guard let pair = day.day.counts.place(baseline[clone], counts[place][clone]) else {
          continue
        }
        Self.add(day, place, pair, clone, to: &entry)
      }
      if let entry { entries.append(entry) }
    }
    let trials = log(Double(days.count))
    for index in entries.indices {
      entries[index].logUp = min(0, entries[index].logUp + trials)
      entries[index].logDown = min(0, entries[index].logDown + trials)
      entries[index].logFisher = min(0, entries[index].logFisher + trials)
    }
    if days[0].choice.source == .legacy {
      adjustAsOneFamily()
    } else {
      let up = Self.adjusted(entries.map(\.logUp))
      let down = Self.adjusted(entries.map(\.logDown))
      for index in entries.indices {
        entries[index].qUp = up[index]
        entries[index].qDown = down[index]
      }
    }
    let fisher = Self.adjusted(entries.map(\.logFisher))
    for index in entries.indices { entries[index].qFisher = fisher[index] }
  }

  private static func add(
    _ day: TestedDay, _ place: Int, _ pair: Int, _ clone: Int, to entry: inout Entry?
  ) {
    let (up, down, fisher) = (day.test.logUp[pair], day.test.logDown[pair], day.fisher.logUp[pair])
    var found =
      entry
      ?? Entry(
        clone: clone, bestDay: place, bestDownDay: place, bestPair: pair, bestDownPair: pair,
        logUp: up, logDown: down, logFisher: fisher)
    if up < found.logUp { (found.logUp, found.bestDay, found.bestPair) = (up, place, pair) }
    if down < found.logDown {
      (found.logDown, found.bestDownDay, found.bestDownPair) = (down, place, pair)
    }
    found.logFisher = min(found.logFisher, fisher)
    let q = day.test.qUp[pair]
    if q <= day.choice.alpha, found.firstSignificant == nil { found.firstSignificant = place }
    if q <= confirmingRate { found.confirmingDays += 1 }
    entry = found
  }

  /// Two-sided p values are one family: a clone has one p, and goes the way of its smaller side.
  private mutating func adjustAsOneFamily() {
    let q = Self.adjusted(entries.map { min($0.logUp, $0.logDown) })
    for index in entries.indices {
      if entries[index].logUp <= entries[index].logDown { entries[index].qUp = q[index] }
      if entries[index].logDown < entries[index].logUp { entries[index].qDown = q[index] }
    }
  }

  /// Rates of p values that most clones share with others: each distinct one is adjusted once.
  private static func adjusted(_ logP: [Double]) -> [Double] {
    var numbers: [UInt64: Int32] = [:]
    var distinct: [Double] = []
    var clones: [Int] = []
    let kinds = logP.map { value in
      if let known = numbers[value.bitPattern] {
        clones[Int(known)] += 1
        return known
      }
      let number = Int32(distinct.count)
      numbers[value.bitPattern] = number
      distinct.append(value)
      clones.append(1)
      return number
    }
    let rates = FalseDiscovery.benjaminiHochberg(logP: distinct, clones: clones).map {
      TailProbability(log: $0).value
    }
    return kinds.map { rates[Int($0)] }
  }
}
