extension Species {
  /// The species of a name in a germline file; nil for any other.
  ///
  /// Latin and English names in any case, and the identifiers of the NCBI taxonomy; what follows
  /// an underscore or a blank after the name is a strain: `Mus musculus_C57BL/6`.
  public init?(germlineName name: String) {
    let text = name.lowercased()
    let known: [(Species, [String])] = [
      (.human, ["homo sapiens", "homo_sapiens", "human", "ncbitaxon:9606", "9606"]),
      (.mouse, ["mus musculus", "mus_musculus", "mouse", "ncbitaxon:10090", "10090"]),
    ]
    for (species, spellings) in known {
      for spelling in spellings where text.hasPrefix(spelling) {
        let next = text.dropFirst(spelling.count).first
        if next == nil || next == "_" || next == " " {
          self = species
          return
        }
      }
    }
    return nil
  }
}
