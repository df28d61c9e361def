/// Where a sample's first reads are looked at once more: in its files, or where its first shard did so.
enum FirstReads: Sendable {
  case files(SamplePlan)
  case shard(ShardHeader)

  /// What they hold that the analysis does not look for; nil where they cannot be read again.
  func secondLook() throws -> SecondLook? {
    switch self {
    case .files(let plan): try SecondLook.of(plan)
    case .shard(let header): header.secondLook
    }
  }

  /// Whether they bear identifiers that the kit does not use; nil where that is not looked at.
  func identifierLook() throws -> IdentifierLook? {
    switch self {
    case .files(let plan): try IdentifierLook.of(plan)
    case .shard(let header): header.identifierLook
    }
  }

  /// What they say against the kit; empty where nothing, or nothing is known.
  func kitContradictions() throws -> [String] {
    switch self {
    case .files(let plan): try KitDoubt.contradictions(of: plan) ?? []
    case .shard(let header): header.kitContradictions ?? []
    }
  }
}
