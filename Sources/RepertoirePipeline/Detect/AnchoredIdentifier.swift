internal import SequenceIO
internal import Sequences

/// An identifier behind a sequence that stands at varying places near the start of a mate, found
/// without knowing that sequence: the word of nine bases that most reads share before any gene.
struct AnchoredIdentifier: Sendable {
  private static let wordLength = 9
  /// Positions at which the word may begin.
  private static let places = 36
  /// The share of reads that must hold the word.
  private static let leastShare = 0.2
  /// Cycles before the word that are looked at, to find where the sequence begins.
  private static let lead = 14

  /// The sequence, from the first base that all reads share to the identifier.
  let anchor: String
  /// Where it begins, in bases from the start of the read.
  let starts: ClosedRange<Int>
  /// The share of reads that hold it.
  let share: Double
  /// What follows, as parts of a read structure up to the template.
  let parts: [String]

  /// The text of the whole mate.
  var structure: String {
    var all = ["anchor:\(anchor)" + (anchor.utf8.count >= 8 ? "/\(anchor.utf8.count / 8)" : "")]
    if starts.upperBound > 0 {
      let isOne = starts.lowerBound == starts.upperBound
      all.insert("skip:\(starts.lowerBound)" + (isOne ? "" : "-\(starts.upperBound)"), at: 0)
    }
    return (all + parts + ["template"]).joined(separator: ",")
  }

  /// Looks for one in a mate; nil when no word is shared by enough reads or nothing random follows.
  init?(_ sample: ReadSample, _ mate: Mate, species words: GermlineWords) {
    var counts: [UInt32: Int] = [:]
    var reads = 0
    var seen: Set<[UInt8]> = []
    sample.forEach(atMost: StructureFit.reads) { batch, i in
      let codes = Self.start(of: mate == .first ? batch.first : batch.second, i)
      guard seen.insert(codes).inserted else { return }
      reads += 1
      let read = mate == .first ? batch.first : batch.second
      let end = ReadPlacement(read.sequence(i), by: words)?.firstBase ?? codes.count
      for word in Set(Self.words(codes.prefix(end)).map(\.code)) { counts[word, default: 0] += 1 }
    }
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    guard let most, reads >= CycleComposition.fewestReads,
      Double(most.value) >= Self.leastShare * Double(reads)
    else { return nil }
    var (kinds, places) = Self.cycles(sample, mate, from: -Self.lead, of: most.key)
    places.sort()
    var first = Self.lead
    while first > 0, case .fixed = kinds[first - 1] { first -= 1 }
    var last = Self.lead + Self.wordLength
    while last < kinds.count, case .fixed = kinds[last] { last += 1 }
    let behind = Self.cycles(sample, mate, from: last - Self.lead, of: most.key).kinds
    guard last < kinds.count, let layout = BarcodeLayout(behind, from: 0) else { return nil }
    // The bases next to the identifier are enough to find it.
    first = max(first, last - 20)
    anchor = CycleComposition.text(kinds[first..<last])
    let shift = first - Self.lead
    let low = max(0, places[places.count / 100] + shift)
    starts = low...max(low, places[places.count - 1 - places.count / 100] + shift)
    share = Double(most.value) / Double(reads)
    parts = layout.parts
  }

  /// What the cycles hold from a base on, counted from the first of a word, in the reads that have
  /// it; and where it begins in them.
  private static func cycles(
    _ sample: ReadSample, _ mate: Mate, from shift: Int, of word: UInt32
  ) -> (kinds: [CycleComposition.Kind], places: [Int]) {
    var composition = CycleComposition()
    var places: [Int] = []
    sample.forEach(atMost: StructureFit.reads) { batch, i in
      let read = mate == .first ? batch.first : batch.second
      let codes = Self.start(of: read, i)
      guard let found = Self.words(codes[...]).first(where: { $0.code == word }) else { return }
      places.append(found.at)
      composition.add(read.sequence(i), from: found.at + shift)
    }
    return (composition.kinds, places)
  }

  private static func start(of batch: ReadBatch, _ i: Int) -> [UInt8] {
    let read = batch.sequence(i)
    return (0..<min(places + wordLength, read.count)).map { Nucleotide.code(ofASCII: read[$0]) }
  }

  private static func words(_ codes: ArraySlice<UInt8>) -> [(code: UInt32, at: Int)] {
    WordWindow.words(of: codes, length: wordLength)
  }
}

/// The parts of a read structure that cycles suggest, from an identifier on.
struct BarcodeLayout: Sendable {
  /// The identifier, a linker and a run of Gs, each where there is one.
  let parts: [String]

  /// Reads kinds of cycles from one on; nil unless an identifier of six random cycles begins there.
  init?(_ kinds: [CycleComposition.Kind], from start: Int) {
    // Up to two fixed bases between random ones are part of a pattern.
    var end = start
    var at = start
    while at < kinds.count, kinds[at] == .random || at - end < 2 {
      if kinds[at] == .random { end = at + 1 }
      at += 1
    }
    let cycles = kinds[start..<end]
    guard cycles.count(where: { $0 == .random }) >= 6, cycles.count <= 32 else { return nil }
    let isPattern = cycles.contains { $0 != .random }
    var parts = ["umi:" + (isPattern ? Self.pattern(cycles) : "\(cycles.count)")]
    at = end
    var linker = 0
    while at < kinds.count, case .fixed(let code) = kinds[at], code != 2 {
      linker += 1
      at += 1
    }
    if linker > 0 { parts.append("skip:\(linker)") }
    if at < kinds.count, kinds[at] == .fixed(2) { parts.append("trim:G0-8") }
    self.parts = parts
  }

  /// N for cycles that are collected, the base for fixed ones.
  private static func pattern(_ cycles: ArraySlice<CycleComposition.Kind>) -> String {
    let text = CycleComposition.text(cycles).map { $0 == "." ? "N" : $0 }
    let fixed = text.count { $0 != "N" }
    if fixed == 0 { return "\(cycles.count)" }
    return String(text) + (fixed >= 2 ? "/1" : "")
  }
}
