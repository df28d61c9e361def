/// Where a sample was taken.
public enum Tissue: String, CaseIterable, Sendable {
  case blood
  case tumor
  /// The infused cell product.
  case product
  case other
}

/// The side of the first infusion on which a sample was taken.
public enum Phase: String, CaseIterable, Sendable {
  case pre
  case post
}

/// What two samples of one patient, tissue and day share.
public enum ReplicateType: String, CaseIterable, Sendable {
  /// The same material sequenced twice.
  case technical
  /// Two draws or two cuts.
  case biological
}

/// How the libraries of a run are indexed; decides how much index hopping can be expected.
public enum IndexType: String, CaseIterable, Sendable {
  /// Unique dual indices.
  case udi
  case single
}
