/// What the name of a FASTQ file tells: sample, lane and mate.
struct ReadFileName: Equatable {
  /// Which read of the cluster a file holds.
  enum Read: Equatable {
    case first
    case second
    /// I1 or I2.
    case index
  }

  var sample: String
  /// The sample's number in the run's sheet, `S8`; empty where the name has none.
  var number = ""
  var lane: String
  var read: Read

  /// Reads `NAME_S1_L001_R1_001.fastq.gz` of Illumina's software, and the shorter `NAME_R1.fq.gz`,
  /// `NAME.R1.fastq`, `NAME_1.fastq.gz`; a name without a mate is a first mate.
  ///
  /// Nil when it does not end as a FASTQ file.
  init?(_ name: String) {
    let lower = name.lowercased()
    let endings = [".fastq.gz", ".fq.gz", ".fastq.bgz", ".fastq", ".fq"]
    guard let ending = endings.first(where: lower.hasSuffix) else { return nil }
    var stem = name.dropLast(ending.count)
    func take(_ pattern: some RegexComponent<Substring>) -> Substring? {
      guard let match = stem.suffix(12).firstMatch(of: pattern) else { return nil }
      stem = stem[..<match.range.lowerBound]
      return match.output
    }
    read = .first
    lane = ""
    var part = take(/_[0-9]{3}$/) ?? ""
    if let mate = take(/[_.][RI][12]$/) {
      read = mate.contains("I") ? .index : mate.hasSuffix("1") ? .first : .second
    } else {
      stem += part
      part = ""
      if let mate = take(/_[12]$/) { read = mate.hasSuffix("1") ? .first : .second }
    }
    if let found = take(/[_.]L[0-9]{3}$/) { lane = String(found.dropFirst()) }
    if let found = take(/_S[0-9]+$/) { number = String(found.dropFirst()) }
    sample = String(stem)
    // Files of several parts are lanes as good as others.
    if !part.isEmpty, part != "_001" { lane += part }
    guard !sample.isEmpty else { return nil }
  }
}
