import Foundation
import RepertoireStatistics
import TestSupport
import Testing

/// A line of the oracle file.
struct GoldenValue: Sendable, CustomTestStringConvertible {
  var statistic: String
  var input: String
  var value: Double

  var testDescription: String { "\(statistic) \(input)" }

  /// The number after `name=`, up to the next comma.
  func number(_ name: String) -> Double {
    for part in input.split(whereSeparator: { $0 == "," || $0 == " " })
    where part.hasPrefix(name + "=") {
      return Double(part.dropFirst(name.count + 1)) ?? .nan
    }
    return .nan
  }

  func integer(_ name: String) -> Int { Int(number(name)) }

  /// The list after `name=[`.
  func list(_ name: String) -> [Double] {
    guard let start = input.range(of: name + "=[") else { return [] }
    let rest = input[start.upperBound...].prefix { $0 != "]" }
    return rest.split(separator: ",").map { Double($0.filter { $0 != " " }) ?? .nan }
  }

  static let all: [GoldenValue] = rows(SharedData.testData("statistics/golden_stats.tsv")).map {
    GoldenValue(statistic: $0[0], input: $0[1], value: Double($0[2]) ?? .nan)
  }
}

/// The fields of a tab-separated file below its header.
func rows(_ path: String) -> [[String]] {
  guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
  return text.split(separator: "\n").dropFirst().map {
    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
}

/// Two samples as counts of clones.
struct SamplePair: Sendable {
  var pairs: [CountPair]
  var total1: Int
  var total2: Int

  init(pairs: [CountPair]) {
    self.pairs = pairs
    total1 = pairs.reduce(0) { $0 + $1.n1 * $1.clones }
    total2 = pairs.reduce(0) { $0 + $1.n2 * $1.clones }
  }

  /// The complete count pairs of donor S1 of Pogorelyy et al., PNAS 2018.
  static func yellowFever(_ name: String) -> SamplePair {
    let path = SharedData.path("data/yf-s1-countpairs/\(name).countpairs.tsv")
    return SamplePair(
      pairs: rows(path).map {
        CountPair(n1: Int($0[0]) ?? 0, n2: Int($0[1]) ?? 0, clones: Int($0[2]) ?? 0)
      })
  }

  /// How many clones are called at a false discovery rate among those of at least `minimum` counts.
  func numberOfCalls(
    rate: Double, minimum: Int = 5, _ test: (CountPair) -> TailProbability
  ) -> Int {
    let tested = CountPair.grouped(pairs.filter { $0.total >= minimum })
    let logQ = FalseDiscovery.benjaminiHochberg(
      logP: tested.map { test($0).log }, clones: tested.map(\.clones))
    return zip(tested, logQ).reduce(0) { $0 + ($1.1 <= log(rate) ? $1.0.clones : 0) }
  }
}

/// Whether two numbers agree to a relative tolerance.
func agree(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
  a == b || abs(a - b) <= tolerance * max(abs(a), abs(b))
}
