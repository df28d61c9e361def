/// Finds the word that was probably meant, for "did you mean".
enum NearMiss {
  /// The candidate nearest to `word`: equal but for case and punctuation, or at an edit distance of
  /// at most a third of its length (two letters at most); nil when none is that near.
  ///
  /// Among equally near ones the first wins.
  static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
    let plain = normalised(word)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let target = normalised(candidate)
      let limit = min(2, target.count / 3)
      // A distance is at least the difference of lengths; a cell may hold megabytes.
      guard abs(plain.count - target.count) <= limit else { continue }
      let distance = editDistance(plain, target)
      guard distance <= limit else { continue }
      if best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
  static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1] + Array(repeating: 0, count: b.count)
      for j in b.indices {
        let cost = a[i] == b[j] ? 0 : 1
        var value = min(last[j + 1] + 1, current[j] + 1, last[j] + cost)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          value = min(value, beforeLast[j - 1] + 1)
        }
        current[j + 1] = value
      }
      beforeLast = last
      last = current
    }
    return last[b.count]
  }

  private static func normalised(_ word: String) -> [UInt8] {
    word.lowercased().utf8.filter { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte > 0x7F
    }
  }
}
