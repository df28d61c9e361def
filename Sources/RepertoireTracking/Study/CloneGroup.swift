import Repertoires

/// The samples of one patient that may be compared: one locus, one cell subset.
struct CloneGroup: Sendable {
  let patientID: String
  let locus: Locus
  let cellSubset: String?
  /// The samples, by tissue, day and name; their places are what ``SampleRoles`` names.
  let repertoires: [Repertoire]

  /// The groups of a patient, by locus and subset; loci without any counts have none.
  static func groups(
    patientID: String, repertoires: [Repertoire], productiveOnly: Bool
  ) -> [CloneGroup] {
    let own = repertoires.filter { $0.sample.patientID == patientID }.sorted { precedes($0, $1) }
    var groups: [CloneGroup] = []
    for locus in Locus.allCases {
      for subset in Set(own.map { $0.sample.cellSubset ?? "" }).sorted() {
        let members = own.filter { ($0.sample.cellSubset ?? "") == subset }
        guard
          members.contains(where: { $0.total(locus: locus, productiveOnly: productiveOnly) > 0 })
        else { continue }
        groups.append(
          CloneGroup(
            patientID: patientID, locus: locus, cellSubset: members[0].sample.cellSubset,
            repertoires: members))
      }
    }
    return groups
  }

  private static func precedes(_ a: Repertoire, _ b: Repertoire) -> Bool {
    let order = Tissue.allCases
    let (x, y) = (order.firstIndex(of: a.sample.tissue), order.firstIndex(of: b.sample.tissue))
    if x != y { return (x ?? 0) < (y ?? 0) }
    if a.sample.phase != b.sample.phase { return a.sample.phase == .pre }
    return (a.sample.day, a.sample.id) < (b.sample.day, b.sample.id)
  }
}
