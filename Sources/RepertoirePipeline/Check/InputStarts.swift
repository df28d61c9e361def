internal import Repertoires
internal import SequenceIO
internal import Sequences

/// What the first records of a sample's files tell that would make every count of it wrong.
///
/// Standard input and pipes are not looked at: they can be read once only.
struct InputStarts {
  /// What forbids a run.
  private(set) var faults: [Fault] = []
  /// What should be looked at.
  private(set) var warnings: [String] = []

  /// From so many names in common on, files of both mates are mates of each other.
  private static let commonNamesOfMates = 0.1
  /// From so many on, two lanes are one.
  private static let commonNamesOfCopies = 0.9
  /// Names below which equal ones may be chance.
  private static let fewestNames = 50

  /// Looks at the files of a sample.
  ///
  /// - Parameter kit: Tells which identifiers stand in names; nil where it is not known.
  init(r1: [String], r2: [String], kit: Kit? = nil) {
    let first = r1.map { FileStart(path: $0) }
    let second = r2.map { FileStart(path: $0) }
    for start in (first + second).compactMap({ $0 }) { lookAtQualities(start) }
    lookAtMates(first.compactMap { $0 }, areAlone: r2.isEmpty)
    for (mine, other) in zip(first, second) where mine?.mate == 2 && other?.mate == 1 {
      warnings.append(
        "\(r1[0]): the reads of R1 bear the number of second mates (2:N:), those of R2 of first "
          + "ones. That is right only where the kit wants the mates in exchange; else name the "
          + "files in the other order")
    }
    if let kit {
      lookAtIdentifiers(first, of: kit.first, kit)
      if let structure = kit.second { lookAtIdentifiers(second, of: structure, kit) }
    }
  }

  /// Looks at the files of planned samples; throws 65 with all faults, and warns of the rest.
  static func check(_ plans: some Sequence<SamplePlan>, _ log: RunLog? = nil) throws {
    var faults: [Fault] = []
    for plan in plans {
      try Task.checkCancellation()
      let starts = InputStarts(r1: plan.r1, r2: plan.r2, kit: plan.kit)
      faults += starts.faults
      let id = plan.member.sample.id
      for warning in starts.warnings { log?.warn("sample \(id): \(warning)", ["sample_id": id]) }
    }
    guard faults.isEmpty else { throw PipelineError(.badData, faults) }
  }

  private mutating func lookAtQualities(_ start: FileStart) {
    let path = start.path
    switch start.qualities.encoding {
    case .phred33: return
    case .likelyPhred64:
      warnings.append(
        "the qualities of \(path) look like Phred+64 (\(start.qualities.text) in its first "
          + "records). Convert the file to Phred+33 if it is older than 2012")
    case .phred64:
      faults.append(
        Fault(
          place: path,
          found: "qualities in Phred+64 (\(start.qualities.text) in its first "
            + "\(Count.of(start.names.count, "record")))",
          expected: "Phred+33, in which the worst base is '!' or '#'",
          remedy: "Convert it, as with `seqtk seq -VQ64 \(path) | gzip > converted.fastq.gz`, and "
            + "name the new file"))
    }
  }

  private mutating func lookAtMates(_ lanes: [FileStart], areAlone: Bool) {
    let interleaved = lanes.filter(\.isInterleaved)
    for lane in interleaved {
      faults.append(
        Fault(
          place: lane.path,
          found: "both mates of each fragment, one behind the other (interleaved)",
          expected: "one mate in each file: every fragment would count twice",
          remedy: "Part it, as with `seqtk seq -1 \(lane.path)` and `seqtk seq -2 \(lane.path)`, "
            + "and name the second file in --r2 (column r2 of a sheet)"))
    }
    guard interleaved.isEmpty else { return }
    for (number, lane) in lanes.enumerated() {
      for other in lanes[..<number] { compare(other, lane, areAlone: areAlone) }
    }
  }

  private mutating func compare(_ lane: FileStart, _ other: FileStart, areAlone: Bool) {
    let common = lane.sharedNames(with: other)
    if let mate = lane.mate, let otherMate = other.mate, mate != otherMate {
      let (first, second) = mate == 1 ? (lane.path, other.path) : (other.path, lane.path)
      if common >= Self.commonNamesOfMates {
        faults.append(
          Fault(
            place: first,
            found: "named as another lane of R1 beside \(second), which holds the second mates of "
              + "its fragments",
            expected: "first mates in --r1 and second ones in --r2: every fragment would count "
              + "twice",
            remedy: "Name \(second) in --r2 (column r2 of a sheet)"))
      } else {
        warnings.append(
          "\(first) holds first mates and \(second) second ones, but both are lanes of R1. "
            + (areAlone
              ? "That is right only for mates that lost the other one"
              : "Check the order of the files in --r1 and --r2"))
      }
    } else if common >= Self.commonNamesOfCopies,
      min(lane.names.count, other.names.count) >= Self.fewestNames
    {
      warnings.append(
        "\(lane.path) and \(other.path), both lanes of R1, begin with reads of the same names. "
          + "Check that they are not one lane twice, or both mates")
    }
  }

  /// Identifiers in names that are longer than counting can take: each read would be rejected.
  private mutating func lookAtIdentifiers(
    _ files: [FileStart?], of structure: ReadStructure, _ kit: Kit
  ) {
    guard let tag = structure.headerTag else { return }
    let others = kit.identifierBases
    for start in files.compactMap({ $0 }) {
      let lengths = start.headers.map { Int(tag.umi(in: $0.span)?.count ?? 0) + others }
      guard let long = lengths.first(where: { $0 > UMI.capacity }),
        lengths.count(where: { $0 > UMI.capacity }) * 2 > lengths.count
      else { continue }
      faults.append(
        Fault(
          place: start.path,
          found: "identifiers of \(long) bases, those behind '\(tag.text)' in the names included",
          expected: "at most \(UMI.capacity) bases of identifiers in all",
          remedy: "Leave out the part of the identifier that varies least, or the cell barcode"))
    }
  }
}
