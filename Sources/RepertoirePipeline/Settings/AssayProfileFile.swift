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

      enum CodingKeys: String, CodingKey {
        case kit, locus, c, rho0
        case countUnit = "count_unit"
      }
    }
    var entries: [Entry]
  }

  /// Reads a profile.
  ///
  /// - Throws: 66 when the file cannot be read, 78 with every entry that is wrong.
  static func read(_ path: String) throws(PipelineError) -> AssayProfile {
    let bytes = try WholeFile.read(path)
    let content: Content
    do {
      content = try JSONDecoder().decode(Content.self, from: Data(bytes))
    } catch {
      throw PipelineError(
        .badSettings, at: path, found: "no assay profile",
        expected: #"JSON as {"entries": [{"count_unit": "umi", "c": 2.3, "rho0": 0.004}]}"#,
        remedy: "Correct the file; kit and locus may be added to an entry")
    }
    var faults: [Fault] = []
    var entries: [AssayProfile.Entry] = []
    for (number, entry) in content.entries.enumerated() {
      let unit = CountUnit(rawValue: entry.countUnit)
      let locus = entry.locus.map { Locus(rawValue: $0.uppercased()) }
      let isKnown = locus.map { $0 != nil } ?? true
      let isSound = entry.c >= 1 && entry.c.isFinite && entry.rho0 >= 0 && entry.rho0 < 1
      guard let unit, isKnown, isSound else {
        faults.append(
          Fault(
            place: "\(path), entry \(number + 1)",
            found: "count_unit '\(entry.countUnit)', locus '\(entry.locus ?? "")', "
              + "c \(entry.c), rho0 \(entry.rho0)",
            expected: "a unit of \(CountUnit.allCases.map(\.rawValue).joined(separator: ", ")), "
              + "a locus or none, c of at least 1 and rho0 from 0 to below 1",
            remedy: "Correct the entry"))
        continue
      }
      entries.append(
        AssayProfile.Entry(
          kit: entry.kit, countUnit: unit, locus: locus ?? nil, clumping: entry.c,
          drift: entry.rho0))
    }
    guard faults.isEmpty else { throw PipelineError(.badSettings, faults) }
    return AssayProfile(entries: entries)
  }
}
