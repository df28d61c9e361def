/// What a clone did in the tumor; pre- and post-treatment biopsies are each summed.
public enum TumorClass: String, CaseIterable, Sendable {
  /// In a post-treatment biopsy, and above the detection limit of the pre-treatment one.
  case new = "TUMOR_NEW"
  /// A significant rise from the pre- to the post-treatment biopsies.
  case gain = "TUMOR_GAIN"
  /// Seen before and after without a significant rise.
  case preexisting = "TUMOR_PREEXISTING"
  /// Seen after treatment; newness cannot be told.
  case postPresent = "TUMOR_POST_PRESENT"
  /// Seen before treatment only.
  case lost = "TUMOR_LOST"
  /// Seen in no biopsy; a limit is given instead.
  case notDetected = "NOT_DETECTED"
  /// The patient has no usable post-treatment biopsy.
  case noPostBiopsy = "NO_POST_BIOPSY"

  /// Whether the clone may stand in the headline: seen after treatment, not known from before.
  public var isHeadline: Bool { self == .new || self == .gain || self == .postPresent }
}
