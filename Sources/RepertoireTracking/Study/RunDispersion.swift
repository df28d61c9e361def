import RepertoireStatistics
import Repertoires

/// Median dispersion of the trusted pairs of a run, by kit, count unit and locus.
struct RunDispersion: Sendable {
  private struct Key: Hashable {
    var kit: String?
    var unit: CountUnit
    var locus: Locus
  }

  // Three pairs at least: a median of two is no more than their mean.
  private static let leastPairs = 3
  private var medians: [Key: DispersionModel] = [:]

  /// The medians over all trusted pairs of the patients, in any order, but for those that hold a
  /// sample whose identity is in doubt.
  init(_ patients: [FittedPatient], excluding suspected: Set<String>) {
    var models: [Key: [DispersionModel]] = [:]
    for patient in patients {
      for group in patient.groups {
        for day in group.days {
          guard let pair = day.pair, pair.isTrusted else { continue }
          let samples = group.roles.baselineSamples + day.samples
          let names = samples.map { group.group.repertoires[$0].sample.id }
          if names.contains(where: suspected.contains) { continue }
          let key = Key(kit: day.kit, unit: group.roles.bloodUnit, locus: group.group.locus)
          models[key, default: []].append(pair.fit.dispersion)
        }
      }
    }
    for (key, found) in models where found.count >= Self.leastPairs {
      medians[key] = FittedPair.median(found)
    }
  }

  /// The median of a kit, unit and locus; nil with fewer than three trusted pairs.
  func median(kit: String?, unit: CountUnit, locus: Locus) -> DispersionModel? {
    medians[Key(kit: kit, unit: unit, locus: locus)]
  }
}
