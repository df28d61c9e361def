import Germline
import Sequences
import Synchronization
import VDJAlignment

/// The indexes built so far in this process: the samples of a run share them.
enum AlignmentIndexCache {
  private struct Key: Hashable {
    let species: Species
    let loci: Set<Locus>
  }

  private static let built = Mutex<[Key: AlignmentIndex]>([:])

  /// The index of a species' embedded germline for some loci.
  static func index(species: Species, loci: [Locus]) -> AlignmentIndex {
    let key = Key(species: species, loci: Set(loci))
    return built.withLock { built in
      if let known = built[key] { return known }
      let index = AlignmentIndex(.embedded(species).restricted(to: key.loci))
      built[key] = index
      return index
    }
  }
}
