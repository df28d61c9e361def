/// What is known of the patients beside their repertoires: response, dose group, arm.
public struct CohortCovariates: Sendable, Equatable {
  /// Names of the covariates, in the order of the user's table.
  public let names: [String]
  /// One value a covariate (blank where unknown), by patient.
  public let values: [String: [String]]

  /// Nothing is known.
  public static let none = CohortCovariates(names: [], values: [:])

  /// Covariates with their values; each patient has one a covariate.
  public init(names: [String], values: [String: [String]]) {
    precondition(
      values.values.allSatisfy { $0.count == names.count }, "a patient has one value a covariate")
    self.names = names
    self.values = values
  }

  /// How the levels of one covariate are compared.
  enum Design: Equatable {
    /// One group against the other.
    case groups(String, String)
    /// Levels in their order.
    case trend([String])
    /// Each level against all others, for want of an order.
    case oneAgainstRest([String])
    /// One level or none: nothing to compare.
    case none
  }

  // Response by RECIST, from worst to best.
  private static let responses = ["PD", "SD", "PR", "CR"]

  /// The design that the levels of a covariate allow.
  ///
  /// Two levels are two groups; numbers, scores such as 2+ and responses by RECIST are an order.
  static func design(_ levels: [String]) -> Design {
    let distinct = Set(levels.filter { !$0.isEmpty }).sorted()
    if distinct.count < 2 { return .none }
    if let ordered = ordered(distinct) {
      return ordered.count == 2 ? .groups(ordered[0], ordered[1]) : .trend(ordered)
    }
    return distinct.count == 2
      ? .groups(distinct[0], distinct[1]) : .oneAgainstRest(distinct)
  }

  private static func ordered(_ levels: [String]) -> [String]? {
    let ranks = levels.map { level in responses.firstIndex(of: level.uppercased()) }
    if ranks.allSatisfy({ $0 != nil }), Set(ranks).count == levels.count {
      return zip(levels, ranks).sorted { ($0.1 ?? 0) < ($1.1 ?? 0) }.map(\.0)
    }
    // Immunohistochemistry is scored 0, 1+, 2+ and 3+.
    let numbers = levels.map { Double($0.hasSuffix("+") ? $0.dropLast() : $0[...]) }
    guard numbers.allSatisfy({ $0?.isFinite == true }), Set(numbers).count == levels.count else {
      return nil
    }
    return zip(levels, numbers).sorted { ($0.1 ?? 0) < ($1.1 ?? 0) }.map(\.0)
  }
}
