internal import Foundation
internal import RepertoireTracking
internal import Repertoires
internal import Sequences

/// The dispersion of an assay as a user writes it down, learnt from replicates of the own laboratory.
///
/// `{"entries": [{"kit": "name", "count_unit": "umi", "locus": "TRB", "c": 2.3, "rho0": 0.004}]}`;
/// `kit` and `locus` may be left out and then stand for all.
enum AssayProfileFile {
  private struct Content: Decodable {
    struct Entry: Decodable {
      var kit: String?
      var countUnit: String
      var locus: String?
      var c: Double
      var rho0: Double

      enum CodingKeys: String, CodingKey, CaseIterable {
        case kit, locus, c, rho0
        case countUnit = "count_unit"
      }
    }
    var entries: [Entry]
  }

  /// What an entry is of.
  private struct Subject: Hashable {
    var kit: String?
    var unit: CountUnit
    var locus: Locus?
  }

  /// Reads a profile.
  ///
  /// - Throws: 66 when the file cannot be read, 78 with every entry that is wrong.
  static func read(_ path: String) throws(PipelineError) -> AssayProfile {
    let bytes = try WholeFile.read(path)
    let unknown = unknownKeys(in: bytes, path: path)
    guard unknown.isEmpty else { throw PipelineError(.badSettings, unknown) }
    let content: Content
    do {
      content = try JSONDecoder().decode(Content.self, from: Data(bytes))
    } catch {
      throw PipelineError(
        .badSettings, at: path, found: "no assay profile",
        expected: #"JSON as {"entries": [{"count_unit": "umi", "c": 2.3, "rho0": 0.004}]}"#,
        remedy: "Correct the file; kit and locus may be added to an entry")
    }
    guard !content.entries.isEmpty else {
      throw PipelineError(
        .badSettings, at: path, found: "no entry", expected: "one entry or more",
        remedy: "Add an entry, or leave --assay-profile away")
    }
    var faults: [Fault] = []
    var entries: [AssayProfile.Entry] = []
    var owners: [Subject: Int] = [:]
    for (number, entry) in content.entries.enumerated() {
      let unit = CountUnit(rawValue: entry.countUnit)
      let locus = entry.locus.map { Locus(rawValue: $0.uppercased()) }
      let isKnown = locus.map { $0 != nil } ?? true
      let isSound = entry.c >= 1 && entry.c.isFinite && entry.rho0 >= 0 && entry.rho0 < 1
      guard let unit, isKnown, isSound, entry.kit != "" else {
        faults.append(
          Fault(
            place: "\(path), entry \(number + 1)",
            found: "\(entry.kit.map { "kit '\($0)', " } ?? "")count_unit '\(entry.countUnit)', "
              + "locus '\(entry.locus ?? "")', c \(entry.c), rho0 \(entry.rho0)",
            expected: "a named kit or none, "
              + "a unit of \(CountUnit.allCases.map(\.rawValue).joined(separator: ", ")), "
              + "a locus or none, c of at least 1 and rho0 from 0 to below 1",
            remedy: "Correct the entry"))
        continue
      }
      let subject = Subject(kit: entry.kit, unit: unit, locus: locus ?? nil)
      if let owner = owners.updateValue(number, forKey: subject) {
        faults.append(
          Fault(
            place: "\(path), entry \(number + 1)",
            found: "the kit, count_unit and locus of entry \(owner + 1) again",
            expected: "one entry for each", remedy: "Remove one of the two"))
      }
      entries.append(
        AssayProfile.Entry(
          kit: entry.kit, countUnit: unit, locus: locus ?? nil, clumping: entry.c,
          drift: entry.rho0))
    }
    guard faults.isEmpty else { throw PipelineError(.badSettings, faults) }
    return AssayProfile(entries: entries)
  }

  /// One fault for each key that means nothing: a misspelt `kit` would make its entry one of all kits.
  private static func unknownKeys(in bytes: [UInt8], path: String) -> [Fault] {
    guard let whole = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
      return []
    }
    var faults = unknown(whole.keys, known: ["entries"], place: path)
    let known = Content.Entry.CodingKeys.allCases.map(\.rawValue)
    for (number, entry) in (whole["entries"] as? [Any] ?? []).enumerated() {
      guard let entry = entry as? [String: Any] else { continue }
      faults += unknown(entry.keys, known: known, place: "\(path), entry \(number + 1)")
    }
    return faults
  }

  private static func unknown(
    _ keys: some Sequence<String>, known: [String], place: String
  ) -> [Fault] {
    keys.filter { !known.contains($0) }.sorted().map { key in
      let meant = NearMiss.of(key, among: known)
      return Fault(
        place: place, found: "an unknown key '\(key)'",
        expected: known.count == 1 ? "\(known[0])" : "one of \(known.joined(separator: ", "))",
        remedy: meant.map { "Did you mean '\($0)'? Correct the key" } ?? "Remove the key")
    }
  }

  /// One sentence for each kit of a profile that is neither ours nor one of the samples'.
  static func remarks(on profile: AssayProfile, kits: Set<String>) -> [String] {
    let known = kits.union(KitLibrary.names).sorted()
    return Set(profile.entries.compactMap(\.kit)).subtracting(known).sorted().map { kit in
      let meant = NearMiss.of(kit, among: known).map { "Did you mean '\($0)'?" }
      return "the assay profile has an entry of kit '\(kit)', which no sample has and no preset is "
        + "named. \(meant ?? "Check the spelling; `clonova kits` lists the names")"
    }
  }
}
