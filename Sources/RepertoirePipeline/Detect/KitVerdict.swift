internal import SequenceIO

/// What the reads say of one kit.
struct KitVerdict: Sendable {
  /// One fact that speaks for or against a kit, in words.
  struct Finding: Sendable, Equatable {
    /// Whether it speaks for the kit.
    var isFor: Bool
    var text: String
  }

  let kit: Kit
  /// Whether R1 and R2 were taken for each other.
  var isSwapped = false
  private(set) var findings: [Finding] = []
  /// Whether something was found that no other preparation has: an anchor, an identifier of the
  /// right length, a long linker.
  private(set) var isDistinct = false

  init(_ kit: Kit, isSwapped: Bool) {
    self.kit = kit
    self.isSwapped = isSwapped
  }

  /// Adds what speaks for the kit; `distinct` for what no other preparation has.
  mutating func add(for text: String, distinct: Bool = false) {
    findings.append(Finding(isFor: true, text: text))
    if distinct { isDistinct = true }
  }

  /// Adds what contradicts the kit.
  mutating func add(against text: String) {
    findings.append(Finding(isFor: false, text: text))
  }

  /// Whether nothing contradicts the kit.
  var isPossible: Bool { findings.allSatisfy(\.isFor) }
  /// What speaks for it.
  var evidence: [String] { findings.filter(\.isFor).map(\.text) }
  /// What contradicts it.
  var contradictions: [String] { findings.filter { !$0.isFor }.map(\.text) }
}

extension Kit {
  /// Whether it is no product but a description that the user completes.
  var isGeneric: Bool { structureOption != .kit }

  /// Whether its fragments end anywhere, so that most reads do not reach the junction.
  var hasFreeEnds: Bool { (quality[.rearrangedReads]?.good ?? 1) < 0.2 }

  /// What the reads of a kit must hold of their own to be told from another library.
  var hasDistinctReads: Bool {
    [first, second].compactMap { $0 }.contains {
      $0.umiBases > 0 || $0.cellBases > 0 || $0.hasMotif || $0.longSkip > 0
    }
  }

  /// What the mate holds; nil where nothing of it is used.
  func structure(of mate: Mate) -> ReadStructure? { mate == .first ? first : second }
}
