internal import SequenceIO

/// The first records of a FASTQ file: what can be told of a file before it is read.
struct FileStart {
  /// Records looked at; a millisecond's work.
  static let records = 500
  /// Pairs of records below which equal names without mate marks may be chance.
  private static let fewestPairs = 10

  let path: String
  private(set) var qualities = QualityBytes()
  private(set) var headers: [[UInt8]] = []
  private(set) var names: [ReadName] = []

  /// Reads the start of a file; nil for what cannot be read twice, such as a pipe, and for what is
  /// broken at its start, of which its reader tells.
  init?(path: String) {
    guard FileSize.of(path) != nil else { return nil }
    self.path = path
    var batch = PairedReadBatch()
    do {
      let source = try MateSource(
        first: [path],
        capacities: ReaderCapacities(input: 64 << 10, chunk: 64 << 10, records: Self.records))
      guard try source.next(into: &batch) else { return nil }
    } catch {
      return nil
    }
    for i in batch.first.indices {
      qualities.add(batch.first.quality(i))
      let name = batch.first.name(i)
      headers.append(name.indices.map { name[$0] })
      names.append(ReadName(name))
    }
  }

  /// The mate that every record says to be; nil where some say nothing, or another one.
  var mate: Int? {
    guard let mate = names.first?.mate, names.allSatisfy({ $0.mate == mate }) else { return nil }
    return mate
  }

  /// Whether mates follow each other: neighbours of one name and both marks, among which a few
  /// single ones may be; or, without marks, each name exactly twice from the first record on.
  var isInterleaved: Bool {
    let marked = names.indices.dropLast().count { at in
      names[at].fragment == names[at + 1].fragment
        && Set([names[at].mate, names[at + 1].mate]) == [1, 2]
    }
    if marked > 0, marked * 20 >= names.count { return true }
    let pairs = names.count / 2
    guard pairs >= Self.fewestPairs else { return false }
    return (0..<pairs).allSatisfy { pair in
      let at = 2 * pair
      let isNew = at == 0 || names[at].fragment != names[at - 1].fragment
      return isNew && names[at] == names[at + 1] && names[at].mate == nil
    }
  }

  /// The share of the names of the file with fewer that both files have.
  func sharedNames(with other: FileStart) -> Double {
    let (mine, others) = (Set(names.map(\.fragment)), Set(other.names.map(\.fragment)))
    let fewer = min(mine.count, others.count)
    return fewer > 0 ? Double(mine.intersection(others).count) / Double(fewer) : 0
  }
}
