internal import Repertoires
internal import Sequences

/// The quality accounts beside tables of ours: how each sample came to its clonotypes.
struct TableAccounts {
  /// The samples of the sheet in its order, each with the account beside its table; nil for tables
  /// of others, and where the account is of another sample.
  private let members: [(member: StudySample, account: SampleQuality?)]

  init(of members: [StudySample], tables: [String]) {
    self.members = zip(members, tables).map { member, table in
      let account = SampleRun.quality(beside: table, of: member.folderName)
      return (member, account?.sampleID == member.sample.id ? account : nil)
    }
  }

  /// The account of a sample, by its place in the sheet.
  subscript(number: Int) -> SampleQuality? { members[number].account }

  /// The samples, with the kit of the account where the sheet states none.
  var samples: [StudySample] {
    members.map { member, account in
      var member = member
      if member.sample.kit == nil { member.sample.kit = account?.kit }
      return member
    }
  }

  /// What makes samples of a patient differ in some loci that no treatment does, a sentence each.
  func warnings(in loci: [Locus]) -> [String] {
    let tracked = Set(loci.map(\.rawValue))
    var warnings: [String] = []
    for (member, account) in members {
      guard let account, let kit = member.sample.kit, kit != account.kit else { continue }
      warnings.append(
        "sample \(member.sample.id): the sheet names kit \(kit), but its table was made with kit "
          + "\(account.kit); correct the sheet or analyze it anew")
    }
    let patients = Dictionary(grouping: members) { $0.member.sample.patientID }
    for (patient, members) in patients.sorted(by: { $0.key < $1.key }) {
      let accounts = members.compactMap(\.account)
      let ways: [(word: String, values: [String])] = [
        ("germlines", accounts.map { "\($0.species), \($0.germline)" }),
        (
          "loci",
          accounts.map { tracked.intersection($0.loci.keys).sorted().joined(separator: ",") }
        ),
      ]
      for (word, values) in ways where Set(values).count > 1 {
        let other = zip(accounts, values).first { $1 != values[0] }
        warnings.append(
          "patient \(patient): tables were made with different \(word) (\(accounts[0].sampleID): "
            + "\(values[0]); \(other?.0.sampleID ?? ""): \(other?.1 ?? "")), so that clones look "
            + "new or gone; analyze the samples with the same")
      }
    }
    return warnings
  }
}
