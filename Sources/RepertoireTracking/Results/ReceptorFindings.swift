import Repertoires

/// What few clones have: alike receptors, a known specificity, a suspected source.
struct ReceptorFindings: Sendable, Equatable {
  @Blankable var similarityGroup: Int?
  @Blankable var nearestDistance: Int?
  var specificity: String?
  var bystander: String?
  var possibleContaminant: String?

  /// Nothing found: shared by all clones without a finding.
  static let none = Shared(ReceptorFindings())
}

extension TrackedClone {
  /// Group of alike clones among the newly expanded, from 1 on; nil for a clone alone.
  public var similarityGroup: Int? {
    get { receptor.value.similarityGroup }
    set { receptor.value.similarityGroup = newValue }
  }

  /// Distance of its junction to the nearest other newly expanded clone with its V gene.
  public var nearestDistance: Int? {
    get { receptor.value.nearestDistance }
    set { receptor.value.nearestDistance = newValue }
  }

  /// All that a user's database knows the receptor to recognise.
  public var specificity: String? {
    get { receptor.value.specificity }
    set { receptor.value.specificity = newValue }
  }

  /// Known specificity of a bystander, from a user's database.
  public var bystander: String? {
    get { receptor.value.bystander }
    set { receptor.value.bystander = newValue }
  }

  /// Sample that may have contaminated this clone's samples; nil when none.
  public var possibleContaminant: String? {
    get { receptor.value.possibleContaminant }
    set { receptor.value.possibleContaminant = newValue }
  }
}
