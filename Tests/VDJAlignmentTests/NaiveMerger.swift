/// Plain merging of mates over strings, by trying every offset; slow, and free of words and seeds.
struct NaiveMerger {
  struct Result: Equatable {
    var sequence: String
    var quality: [Int]
    var offset: Int
    var isReadThrough: Bool
  }

  /// The best overlap of the reverse-complemented second mate, if one is good enough and alone so.
  static func merge(
    _ first: String, _ firstQuality: [Int], _ second: String, _ secondQuality: [Int]
  ) -> Result? {
    let a = Array(first)
    let b = Array(complement(second))
    let qa = firstQuality
    let qb = Array(secondQuality.reversed())
    var best: (score: Int, offset: Int)?
    var isTied = false
    for offset in -(b.count - 1)...(a.count - 1) {
      guard let score = score(a, qa, b, qb, offset) else { continue }
      if let known = best, score <= known.score {
        if score == known.score { isTied = true }
      } else {
        best = (score, offset)
        isTied = false
      }
    }
    guard let best, !isTied else { return nil }
    let length = best.offset + b.count
    let shared = agreement(a, qa, b, qb, best.offset)
    var sequence = ""
    var quality: [Int] = []
    for at in 0..<length {
      // Left of what agrees the first mate begins, right of it the second.
      let one = at < shared.upperBound && at < a.count ? a[at] : nil
      let other = at >= shared.lowerBound && at >= best.offset ? b[at - best.offset] : nil
      let oneQuality = at < a.count ? qa[at] : 0
      let otherQuality = at - best.offset >= 0 ? qb[at - best.offset] : 0
      switch (one, other) {
      case (let one?, let other?) where one != "N" && other != "N":
        if one == other {
          sequence.append(one)
          quality.append(max(oneQuality, otherQuality, min(41, oneQuality + otherQuality)))
        } else if oneQuality >= otherQuality {
          sequence.append(one)
          quality.append(max(2, oneQuality - otherQuality))
        } else {
          sequence.append(other)
          quality.append(max(2, otherQuality - oneQuality))
        }
      case (let one?, let other) where one != "N" || other == nil:
        sequence.append(one)
        quality.append(oneQuality)
      case (_, let other):
        sequence.append(other ?? "N")
        quality.append(otherQuality)
      }
    }
    return Result(
      sequence: sequence, quality: quality, offset: best.offset,
      isReadThrough: best.offset < 0 || length < a.count)
  }

  /// Six for a match, less the worse quality, 1 to 18, for a difference; nil for less than 96 in all
  /// or more than a difference in four bases.
  private static func score(
    _ a: [Character], _ qa: [Int], _ b: [Character], _ qb: [Int], _ offset: Int
  ) -> Int? {
    let range = max(0, offset)..<max(0, offset, min(a.count, offset + b.count))
    var score = 0
    var different = 0
    for i in range where a[i] != "N" && b[i - offset] != "N" {
      if a[i] == b[i - offset] {
        score += 6
      } else {
        score -= min(18, max(1, min(qa[i], qb[i - offset]) - 1))
        different += 1
      }
    }
    return score >= 96 && different <= range.count / 4 ? score : nil
  }

  /// The overlap without an end outside its best stretch that costs two good bases that differ, 36,
  /// or more, and in which half of the positions differ.
  ///
  /// By trying every stretch.
  private static func agreement(
    _ a: [Character], _ qa: [Int], _ b: [Character], _ qb: [Int], _ offset: Int
  ) -> Range<Int> {
    func value(_ i: Int) -> Int {
      guard a[i] != "N" && b[i - offset] != "N" else { return 0 }
      return a[i] == b[i - offset] ? 6 : -min(18, max(1, min(qa[i], qb[i - offset]) - 1))
    }
    func isForeign(_ end: Range<Int>) -> Bool {
      end.reduce(0) { $0 + value($1) } <= -36 && end.count { value($0) < 0 } * 2 >= end.count
    }
    let range = max(0, offset)..<min(a.count, offset + b.count)
    var best = (score: 0, range: range)
    for start in range {
      var score = 0
      for i in start..<range.upperBound {
        score += value(i)
        if score > best.score { best = (score, start..<i + 1) }
      }
    }
    let isStartForeign = isForeign(range.lowerBound..<best.range.lowerBound)
    let isEndForeign = isForeign(best.range.upperBound..<range.upperBound)
    return (isStartForeign ? best.range : range)
      .lowerBound..<(isEndForeign ? best.range : range).upperBound
  }

  static func complement(_ text: String) -> String {
    let partner: [Character: Character] = ["A": "T", "C": "G", "G": "C", "T": "A"]
    return String(text.reversed().map { partner[$0] ?? "N" })
  }
}
