internal import Germline
internal import Sequences

extension KitDetection {
  private struct Content: Codable {
    struct File: Codable {
      var mate: String
      var shortest: Int
      var median: Int
      var longest: Int
      var cycles: String
      var onGenes: Int
      var forward: Int
      var reverse: Int
      var withJ: Int
      var withC: Int
      var junctions: Int
      var startShare: Double?
    }
    struct Candidate: Codable {
      var kit: String
      var isPossible: Bool
      var isNamed: Bool
      var matesExchanged: Bool
      var evidence: [String]
      var contradictions: [String]
    }

    var schemaVersion = 1
    var r1: [String]
    var r2: [String]
    var reads: Int
    /// `kit`, `kits_alike`, `own_identifier`, `amplicon`, `fragments` or `no_receptor`.
    var outcome: String
    var answer: String
    var kits: [String]
    var matesExchanged: Bool
    var species: String
    var receptorReads: Int
    var rearrangedReads: Int
    var bCellReads: Int
    var loci: [String: Int]
    var files: [File]
    var candidates: [Candidate]
    var remarks: [String]
    var useKit: String?
    var useReadStructures: [String]
    var command: String?
  }

  private var kind: (word: String, kits: [String], isSwapped: Bool) {
    switch outcome {
    case .kits(let kits, let isSwapped): (kits.count == 1 ? "kit" : "kits_alike", kits, isSwapped)
    case .structures: ("own_identifier", [], false)
    case .amplicon(let kits): ("amplicon", kits, false)
    case .fragments(let kits): ("fragments", kits, false)
    case .noReceptor: ("no_receptor", [], false)
    }
  }

  /// Everything as JSON with sorted keys.
  public func json() throws -> String {
    let mates: [Mate] = facts.isPaired ? [.first, .second] : [.first]
    let content = Content(
      r1: r1, r2: r2, reads: facts.reads, outcome: kind.word, answer: answer, kits: kind.kits,
      matesExchanged: kind.isSwapped, species: facts.species.rawValue,
      receptorReads: facts.receptors, rearrangedReads: facts.rearranged, bCellReads: facts.bCells,
      loci: Dictionary(
        uniqueKeysWithValues: Locus.allCases.map { ($0.rawValue, facts.ofLocus[$0.index]) }),
      files: mates.map { mate in
        let of = facts[mate]
        return Content.File(
          mate: mate.name, shortest: of.lengths.first ?? 0, median: of.length,
          longest: of.lengths.last ?? 0, cycles: CycleComposition.text(of.composition.kinds),
          onGenes: of.placed, forward: of.forward, reverse: of.reverse, withJ: of.withJ,
          withC: of.withC, junctions: of.junctions,
          startShare: of.startShare.map(SampleQuality.rounded))
      },
      candidates: verdicts.map {
        Content.Candidate(
          kit: $0.kit.id, isPossible: $0.isPossible, isNamed: isNamed($0),
          matesExchanged: $0.isSwapped, evidence: $0.evidence, contradictions: $0.contradictions)
      }, remarks: remarks, useKit: suggestedKit, useReadStructures: suggestedStructures,
      command: command)
    return try JSONText.text(content)
  }
}
