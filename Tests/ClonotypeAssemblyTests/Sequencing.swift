import Germline
import Repertoires
import Sequences
import TestSupport

@testable import ClonotypeAssembly
@testable import VDJAlignment

/// A clone by construction: V and J trimmed, bases between; its reads cover 70 bases before the
/// junction and all of J.
struct MadeClone: Sendable {
  let codes: [UInt8]
  let junction: Range<Int>

  static let index = AlignmentIndex(.embedded(.human))
  private static let reference = GermlineReference.embedded(.human)

  /// - Parameters:
  ///   - between: The added bases, as codes.
  ///   - vBases: Bases of V in the junction.
  ///   - jTrim: Bases that J lost.
  init(
    v: String = "TRBV9*01", j: String = "TRBJ2-1*01", between: [UInt8], reach: Int = 70,
    vBases: Int = 9, jTrim: Int = 5
  ) {
    let v = Self.reference.allele(named: v)
    let j = Self.reference.allele(named: j)
    let vAnchor = v?.anchorPosition ?? 0
    let jAnchor = j?.anchorPosition ?? 0
    let upstream = v?.codes[(vAnchor - reach)..<(vAnchor + vBases)] ?? []
    codes = upstream + between + (j?.codes[jTrim...] ?? [])
    junction = reach..<reach + vBases + between.count + jAnchor - jTrim + 3
  }

  /// A clone with random added bases.
  init(
    v: String = "TRBV9*01", j: String = "TRBJ2-1*01", added: Int = 12, reach: Int = 70,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      v: v, j: j,
      between: (0..<added).map { _ in UInt8.random(in: 0...3, using: &generator) }, reach: reach)
  }

  /// The bases with other ones at places in the junction.
  func codes(changing places: [Int], by step: UInt8 = 1) -> [UInt8] {
    var changed = codes
    for place in places {
      let at = junction.lowerBound + place
      changed[at] = (changed[at] + step) & 3
    }
    return changed
  }

  var junctionText: String { Nucleotide.text(ofCodes: codes[junction]) }

  func junctionText(changing places: [Int], by step: UInt8 = 1) -> String {
    Nucleotide.text(ofCodes: codes(changing: places, by: step)[junction])
  }
}

/// A read as a worker gets it.
struct MadeRead: Sendable, Hashable {
  var bases: [UInt8]
  var quality: [UInt8]

  /// A read of one quality, but for `low` at some places.
  init(
    _ codes: [UInt8], quality: UInt8 = 37, low: [Int] = [], lowQuality: UInt8 = 4,
    isReverse: Bool = false
  ) {
    bases = codes.map(Nucleotide.ascii(ofCode:))
    self.quality = [UInt8](repeating: Phred.ascii(ofQuality: quality), count: codes.count)
    for at in low { self.quality[at] = Phred.ascii(ofQuality: lowQuality) }
    if isReverse {
      bases = Nucleotide.reverseComplement(ofCodes: codes).map(Nucleotide.ascii(ofCode:))
      self.quality.reverse()
    }
  }
}

/// One worker: aligner, counting table and account.
struct Sequencing: Sendable {
  var aligner = ReadAligner(index: MadeClone.index)
  var counter = ClonotypeCounter(index: MadeClone.index)
  var account = ReadAccount()
  private var waiting = WaitingReads()

  /// Aligns a read once and counts it `copies` times.
  @discardableResult
  mutating func take(_ read: MadeRead, copies: Int = 1) -> AlignmentOutcome {
    let outcome = aligner.align(sequence: read.bases.span, quality: read.quality.span)
    for _ in 0..<copies {
      switch outcome {
      case .rejected(let reason): account.count(reason)
      case .rearranged(let found):
        counter.count(found, from: &aligner, quality: read.quality.span, in: &waiting)
        account.countRearrangement(of: found.locus, isReverse: found.isReverse)
      }
    }
    counter.count(&waiting)
    return outcome
  }

  static let sample = Sample(id: "s", patientID: "p", tissue: .blood, day: 0)

  /// The repertoire of a table.
  static func repertoire(
    _ table: ClonotypeCounter, threads: Int = 1
  ) async -> (repertoire: Repertoire, folding: FoldingSummary) {
    await RepertoireAssembler(index: MadeClone.index).assemble(
      table, sample: sample, threads: threads)
  }

  func repertoire() async -> Repertoire { await Self.repertoire(counter).repertoire }
}

extension Repertoire {
  /// Reads by junction; rows of one junction add up.
  var readsByJunction: [String: Int] {
    var reads: [String: Int] = [:]
    for row in clonotypes { reads[texts.string(row.junction), default: 0] += row.duplicateCount }
    return reads
  }

  /// Every value of every row as text, in order.
  var lines: [String] {
    clonotypes.indices.map { i in
      let row = clonotypes[i]
      let note = annotations[i]
      let calls = [row.vCall, row.dCall, row.jCall, row.cCall].map { self.calls[$0].airr }
      let words = [
        row.junction, row.junctionAA, note.sequence, note.np1, note.np2, note.vCigar,
        note.dCigar, note.jCigar,
      ].map { texts.string($0) }
      return
        "\(row.locus) \(row.flags.rawValue) \(row.duplicateCount) \(row.consensusCount ?? -1) "
        + "\(calls) \(words) \(note.junctionStart) \(note.np1Length ?? -1) "
        + "\(note.np2Length ?? -1) \(note.vIdentity ?? -1) \(note.jIdentity ?? -1) "
        + "\(note.foldedReads)"
    }
  }
}

/// A table by its content alone, whatever the order it was filled in.
struct TableContent: Equatable {
  struct Key: Hashable {
    let locus: UInt8
    let junction: String
  }

  struct Ties: Hashable {
    let v: [UInt16]
    let j: [UInt16]
  }

  struct Entry: Equatable {
    var reads = 0
    var qualities: [Int] = []
    var ties: [Ties: Int] = [:]
    var representative = ""
    var worth = 0
    var start = 0
  }

  var entries: [Key: Entry] = [:]

  init() {}

  init(_ table: ClonotypeCounter) {
    for entry in table.entries {
      var content = Entry(reads: entry.reads)
      content.qualities = (0..<Int(entry.length)).map {
        table.qualitySum(of: entry, at: $0)
      }
      for tie in table.ties(of: entry) {
        let ties = Ties(v: table.vTies.targets(of: tie.v), j: table.jTies.targets(of: tie.j))
        content.ties[ties, default: 0] += tie.reads
      }
      let kept = entry.representative
      content.representative = Self.text(
        table.readWords, start: kept.words, count: Int(kept.length), hasUnknown: kept.hasUnknown)
      content.worth = Int(kept.worth)
      content.start = Int(kept.junctionStart)
      let junction = Self.text(
        table.words(of: entry), start: 0, count: Int(entry.length), hasUnknown: false)
      entries[Key(locus: entry.locus, junction: junction)] = content
    }
  }

  private static func text(
    _ words: [UInt64], start: Int, count: Int, hasUnknown: Bool
  ) -> String {
    let codes = (0..<count).map { i -> UInt8 in
      let lane = UInt64(i % 32 * 2)
      let unknownWord = start + (count + 31) / 32 + i / 32
      if hasUnknown && (words[unknownWord] >> lane) & 1 != 0 { return Nucleotide.unknown }
      return UInt8((words[start + i / 32] >> lane) & 3)
    }
    return Nucleotide.text(ofCodes: codes)
  }
}
