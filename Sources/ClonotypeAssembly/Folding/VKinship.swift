import Germline

/// Which V targets are so alike that a wrong base or two make one of another: alleles, mostly, and
/// duplicated genes such as TRBV4-2 and TRBV4-3.
struct VKinship: Sendable {
  /// Bases before the anchor that are compared: what a read of 150 bases shows of V, or less.
  private static let reach = 80
  private static let mostDifferences = 2

  private let count: Int
  private var isKin: [Bool]

  /// Compares all pairs of targets.
  init(_ targets: [SearchTarget]) {
    count = targets.count
    isKin = [Bool](repeating: false, count: count * count)
    for a in targets.indices {
      for b in a..<targets.count where Self.areAlike(targets[a], targets[b]) {
        isKin[a * count + b] = true
        isKin[b * count + a] = true
      }
    }
  }

  /// No targets are alike but for themselves.
  static let none = VKinship([])

  /// Whether one V may be in both ties, or two that are alike.
  func agree(_ a: [UInt16], _ b: [UInt16]) -> Bool {
    for x in a {
      for y in b where x == y || (count > 0 && isKin[Int(x) &* count &+ Int(y)]) { return true }
    }
    return false
  }

  private static func areAlike(_ a: SearchTarget, _ b: SearchTarget) -> Bool {
    guard let x = a.anchor, let y = b.anchor else { return false }
    let before = min(reach, x, y)
    let behind = min(a.codes.count - x, b.codes.count - y)
    var differences = 0
    for offset in -before..<behind where a.codes[x + offset] != b.codes[y + offset] {
      differences += 1
      if differences > mostDifferences { return false }
    }
    return true
  }
}
