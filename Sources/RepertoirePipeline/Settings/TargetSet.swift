internal import Germline
internal import SequenceIO
internal import Sequences
internal import VDJAlignment

/// Sequences whose reads are counted beside the rearrangements: transgenes, spike-ins.
public struct TargetSet: Sendable, Equatable {
  let constructs: [Construct]
  /// 64 hexadecimal digits over names and bases in order; line breaks and compression do not
  /// matter.
  public let digest: String
  /// By target, the words that the germline has too, where reads of it would count.
  let germlineWords: [Int]

  /// Reads a FASTA file, plain or gzip; a target's name is the first word of its header.
  ///
  /// - Throws: 65 with every fault of the file, 66 when it cannot be opened.
  public init(reading path: String, settings: AnalysisSettings) throws {
    guard path != "-" else {
      throw PipelineError(
        .usage, at: "--targets", found: "standard input", expected: "a FASTA file",
        remedy: "Write the sequences to a file")
    }
    let constructs = try FASTAReader.records(path: path).map { record in
      Construct(
        name: String(record.name.prefix { $0 != " " && $0 != "\t" }),
        codes: try Self.codes(of: record, path: path))
    }
    let faults = Self.faults(of: constructs, path: path)
    guard faults.isEmpty else { throw PipelineError(.badData, faults) }
    self.constructs = constructs
    digest = Self.digest(of: constructs.map(ShardHeader.Target.init))
    germlineWords = ConstructIndex(constructs).wordsShared(with: settings.reference)
  }

  /// The digest of targets in order.
  static func digest(of targets: [ShardHeader.Target]) -> String {
    FileDigest.of(parts: targets.flatMap { [$0.name, $0.bases] })
  }

  /// The least share of a target's words that are evidence without a warning.
  private static let leastUsableShare = 0.9

  /// The targets that are mostly not seen, or whose reads cannot be told from those of receptor
  /// genes, one sentence each.
  public var warnings: [String] {
    constructs.compactMap(Self.unseenPart) + sharedParts
  }

  /// What of a target shows in no read, where that is much.
  private static func unseenPart(of construct: Construct) -> String? {
    let all = construct.codes.count - SeedIndex.seedLength + 1
    let usable = ConstructIndex.usableWords(of: construct.codes)
    guard Double(usable) < leastUsableShare * Double(all) else { return nil }
    return "target '\(construct.name)': only \(100 * usable / all) % of its 12-base words "
      + "(\(usable) of \(all)) are neither repeats nor unknown bases; reads of the rest are not "
      + "counted, so its reads, shares and limits, the upper one too, are too low for the whole "
      + "target; give the part without repeats"
  }

  private var sharedParts: [String] {
    zip(constructs, germlineWords).compactMap { construct, words in
      guard words > 0 else { return nil }
      return "target '\(construct.name)': \(words) of its "
        + "\(construct.codes.count - SeedIndex.seedLength + 1) 12-base words are in receptor genes "
        + "too, so reads of these genes count as reads of the target; leave that part out"
    }
  }

  private static func codes(of record: FASTARecord, path: String) throws(PipelineError) -> [UInt8] {
    // What nucleotide codes there are for several bases match nothing; other letters are no bases.
    let letters = Array("ACGTUNRYSWKMBDHVacgtunryswkmbdhv".utf8)
    if let bad = record.sequence.first(where: { !letters.contains($0) }) {
      throw PipelineError(
        .badData, at: "\(path), target '\(record.name)'",
        found: "'\(Character(Unicode.Scalar(bad)))', which is no nucleotide",
        expected: "nucleotides without gaps", remedy: "Give the coding DNA, not the protein")
    }
    return Nucleotide.codes(of: record.sequence)
  }

  /// Everything that is wrong with a set.
  private static func faults(of constructs: [Construct], path: String) -> [Fault] {
    var faults: [Fault] = []
    var names: Set<String> = []
    var owners: [[UInt8]: String] = [:]
    if constructs.count > ConstructIndex.most {
      faults.append(
        Fault(
          place: path, found: "\(constructs.count) targets",
          expected: "at most \(ConstructIndex.most)", remedy: "Leave out what is not needed"))
    }
    for (number, construct) in constructs.enumerated() {
      func add(_ found: String, _ expected: String, _ remedy: String) {
        faults.append(
          Fault(
            place: "\(path), record \(number + 1) ('\(construct.name)')", found: found,
            expected: expected, remedy: remedy))
      }
      if construct.name.isEmpty {
        add("a target without a name", "a name after '>'", "Name it")
      } else if !names.insert(construct.name).inserted {
        add("the name of an earlier target", "each name once", "Rename one of them")
      }
      let length = construct.codes.count
      if length < ConstructIndex.shortest {
        add(
          "\(length) bases", "at least \(ConstructIndex.shortest)",
          "Add flanking sequence of the construct")
      } else if length > ConstructIndex.longest {
        add(
          "\(length) bases", "at most \(ConstructIndex.longest)",
          "Give the part that is expressed")
      } else if ConstructIndex.usableWords(of: construct.codes) < ConstructIndex.leastUsableWords {
        add(
          "unknown bases and repeats almost throughout",
          "at least \(ConstructIndex.leastUsableWords) words of 12 bases that are neither",
          "Give its known sequence")
      }
      let other = Nucleotide.reverseComplement(ofCodes: construct.codes)
      if let owner = owners[construct.codes] ?? owners[other] {
        add("the sequence of '\(owner)'", "each sequence once", "Leave one of them out")
      }
      owners[construct.codes] = construct.name
    }
    return faults
  }
}
