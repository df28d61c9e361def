import Germline
import Sequences
import Synchronization
import VDJAlignment

extension AnalysisSettings {
  /// Builds what reads are aligned with, beside other work; what needs it waits for no second one.
  public func prepareIndex() async { _ = AlignmentIndexCache.index(reference, loci: loci) }
}

/// The indexes built so far in this process: the samples of a run share them.
enum AlignmentIndexCache {
  private struct Key: Hashable {
    let germline: String
    let loci: Set<Locus>
  }

  private static let built = Mutex<[Key: AlignmentIndex]>([:])

  /// The index of a germline for some loci.
  static func index(_ germline: GermlineReference, loci: [Locus]) -> AlignmentIndex {
    let key = Key(germline: germline.digest, loci: Set(loci))
    return built.withLock { built in
      if let known = built[key] { return known }
      let index = AlignmentIndex(germline.restricted(to: key.loci))
      built[key] = index
      return index
    }
  }
}
