internal import Germline
internal import Repertoires
internal import SequenceIO

/// Holds the first reads of a sample against the kit that its sheet names.
struct KitPlausibility {
  /// Reads (or pairs) that are looked at: enough to tell random cycles, a fraction of a second.
  static let reads = 3000
  /// With fewer nothing is said.
  private static let fewestReads = 200

  /// What speaks against the kit, and what to do; nil when nothing does.
  private(set) var warning: String?
  /// Whether the reads are clearly of mice, which the command must be told.
  private(set) var isMouse = false

  /// Looks at a sample's first lane.
  ///
  /// A file that is broken at its start says nothing here: it is a fault of its own.
  init(r1: [String], r2: [String], kit name: String, at place: String) throws {
    let files = r1.prefix(1) + r2.prefix(1)
    // A pipe could not be read again by the run.
    guard files.allSatisfy({ FileSize.of($0) != nil }) else { return }
    do {
      let sample = try ReadSample(
        r1: Array(r1.prefix(1)), r2: Array(r2.prefix(1)), atMost: Self.reads)
      guard sample.count >= Self.fewestReads else { return }
      let kit = try KitLibrary.kit(name, at: place)
      let facts = try LibraryFacts(sample, species: nil)
      isMouse = facts.species == .mouse && !facts.isNoReceptor
      let verdict = KitExamination(sample: sample, facts: facts).verdict(kit)
      // Fragments that begin anywhere contradict nothing, but may bear identifiers.
      let isUnclear = kit.isGeneric ? kit.hasUMI : verdict.isPossible
      guard facts.isNoReceptor ? !kit.hasFreeEnds : !isUnclear else { return }
      let detection = try KitDetection(
        sample, r1: Array(r1.prefix(1)), r2: Array(r2.prefix(1)), facts: facts)
      warning = Self.warning(kit, verdict, detection).map { "\(place): \($0)" }
    } catch is SequenceIOError {
      return
    }
  }

  private static func warning(
    _ kit: Kit, _ verdict: KitVerdict, _ detection: KitDetection
  ) -> String? {
    if detection.outcome == .noReceptor {
      return detection.answer + " Check that these are the right files"
    }
    if kit.isGeneric {
      guard detection.bearsIdentifiers else { return nil }
      return "kit '\(kit.id)' counts reads, but they bear identifiers. \(detection.answer) "
        + remedy(detection)
    }
    let facts = verdict.contradictions.prefix(2).joined(separator: "; ")
    return "kit '\(kit.id)' is contradicted by the reads: \(facts). \(detection.answer) "
      + remedy(detection)
  }

  private static func remedy(_ detection: KitDetection) -> String {
    guard let line = detection.sheetLine else { return "" }
    return "Write \(line); `clonova detect` shows all evidence (--no-kits leaves this out)"
  }
}
