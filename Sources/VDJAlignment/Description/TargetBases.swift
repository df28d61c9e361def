import Germline
import Sequences

/// The bases of many targets in one list: spans of it are taken without counting its users, which
/// threads that share it pay for dearly.
struct TargetBases: Sendable {
  private let codes: [UInt8]
  private let starts: [Int]

  init(_ targets: [SearchTarget]) {
    codes = targets.flatMap(\.codes)
    var starts = [0]
    for target in targets { starts.append(starts[starts.count - 1] + target.codes.count) }
    self.starts = starts
  }

  /// Bases of a target.
  func count(of target: Int) -> Int { starts[target + 1] - starts[target] }

  /// The bases of a target.
  @_lifetime(borrow self)
  func bases(of target: Int) -> Span<UInt8> {
    codes.span.extracting(starts[target]..<starts[target + 1])
  }
}
