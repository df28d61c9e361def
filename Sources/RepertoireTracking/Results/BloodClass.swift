/// What a clone did in the blood after treatment, against all baseline samples together.
public enum BloodClass: String, CaseIterable, Sendable {
  /// Newly expanded: in no baseline sample, and above the baseline's detection limit afterwards.
  case new = "NEW"
  /// One or two counts at baseline, then a rise of more than eightfold.
  case newLowBase = "NEW_LOWBASE"
  /// A significant rise of more than twofold.
  case expanded = "EXPANDED"
  /// A significant rise that may be smaller than twofold.
  case upWeak = "UP_WEAK"
  /// A rise that is suggestive only; the note tells what is missing.
  case candidate = "CANDIDATE"
  /// A significant fall.
  case contracted = "CONTRACTED"
  /// Tested without a finding.
  case stable = "STABLE"
  /// First seen after treatment, with too few counts to test.
  case emergentUntested = "EMERGENT_UNTESTED"
  /// Too few counts to test.
  case untested = "UNTESTED"
  /// The patient has no usable baseline blood.
  case untestedNoBaseline = "UNTESTED_NO_BASELINE"

  /// Whether the clone counts as expanded: the classes that can enter the headline.
  public var isExpanded: Bool { self == .new || self == .newLowBase || self == .expanded }
}
