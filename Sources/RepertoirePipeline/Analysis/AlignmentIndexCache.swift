import Germline
import Sequences
import Synchronization
import VDJAlignment

/// The indexes built so far in this process: the samples of a run share them.
enum AlignmentIndexCache {
  private struct Key: Hashable {
    let germline: String
    let loci: Set<Locus>
  }

  private static let built = Mutex<[Key: AlignmentIndex]>([:])

  /// The index of a germline for some loci; who asks while it is built waits for it.
  static func index(_ germline: GermlineReference, loci: [Locus]) -> AlignmentIndex {
    let key = Key(germline: germline.digest, loci: Set(loci))
    return built.withLock { built in
      if let known = built[key] { return known }
      let index = AlignmentIndex(germline, loci: key.loci)
      built[key] = index
      return index
    }
  }
}

extension AnalysisSettings {
  /// Builds the index that analyses with these settings need; one that asks meanwhile waits for it.
  public func prepareIndex() {
    _ = AlignmentIndexCache.index(reference, loci: loci)
  }
}
