/// Where a sample's first reads are looked at once more: in its input, or where its first shard did so.
enum FirstReads: Sendable {
  case input(InputStart)
  case shard(ShardHeader)

  /// What they hold that the analysis does not look for; nil of a shard that is not the first.
  func secondLook() throws -> SecondLook? {
    switch self {
    case .input(let start): try SecondLook.of(start)
    case .shard(let header): header.secondLook
    }
  }

  /// Whether they bear identifiers that the kit does not use; nil where that is not looked at.
  func identifierLook() throws -> IdentifierLook? {
    switch self {
    case .input(let start): try IdentifierLook.of(start)
    case .shard(let header): header.identifierLook
    }
  }

  /// What they say against the kit; empty where nothing, or nothing is known.
  func kitContradictions() throws -> [String] {
    switch self {
    case .input(let start): try KitDoubt.contradictions(of: start)
    case .shard(let header): header.kitContradictions ?? []
    }
  }
}
