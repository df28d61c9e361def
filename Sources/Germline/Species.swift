/// A species whose germline reference is embedded.
public enum Species: String, CaseIterable, Sendable {
  case human
  case mouse

  /// The name of the species in Latin, as the AIRR schema labels it.
  public var latinName: String {
    switch self {
    case .human: "Homo sapiens"
    case .mouse: "Mus musculus"
    }
  }
}
