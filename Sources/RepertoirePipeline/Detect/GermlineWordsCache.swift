internal import Germline
internal import Synchronization

/// The words of a species, made once in a process: `check` looks at many samples.
enum GermlineWordsCache {
  private static let made = Mutex<[Species: GermlineWords]>([:])

  static func words(of species: Species) -> GermlineWords {
    made.withLock { made in
      if let known = made[species] { return known }
      let words = GermlineWords(.embedded(species))
      made[species] = words
      return words
    }
  }
}
