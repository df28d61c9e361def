import RepertoireStatistics
import Repertoires

extension TestedGroup {
  /// Divergence of V usage above which two libraries are hardly of one chemistry (STATISTICS 7).
  private static let mostVDivergence = 0.05
  /// Clonotypes below which chance alone makes usages diverge.
  private static let leastClonesForUsage = 1000

  /// Whether two samples of one tissue differ in V usage more than libraries of one kind do.
  func vUsageDiffers(_ a: Int, _ b: Int, divergence: Double?) -> Bool {
    let repertoires = fitted.group.repertoires
    guard let divergence, repertoires[a].sample.tissue == repertoires[b].sample.tissue,
      clones.richness[a] >= Self.leastClonesForUsage,
      clones.richness[b] >= Self.leastClonesForUsage
    else { return false }
    return divergence > Self.mostVDivergence
  }

  /// Adds to comparisons that two of their blood samples differ in V usage.
  mutating func noteVUsage(_ profiles: [SampleProfile]) {
    for (place, day) in fitted.days.enumerated() {
      let used = roles.baselineSamples + day.samples
      let differ = used.contains { a in
        used.contains { b in
          a < b
            && vUsageDiffers(
              a, b, divergence: SampleProfile.vDivergence(profiles[a], profiles[b]))
        }
      }
      guard differ else { continue }
      comparisons[place].notes = Set(comparisons[place].notes + [.vUsageDiffers]).sorted()
    }
  }
}
