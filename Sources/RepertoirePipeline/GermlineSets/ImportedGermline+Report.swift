internal import Germline
internal import SequenceIO
internal import Sequences

extension ImportedGermline {
  /// How many findings of each kind a report names before it only counts.
  private static let namedPerKind = 10

  /// One line about the reference, for the head of a run.
  public var note: String {
    let leftOut = findings.count { !$0.isKept }
    return "\(reference.alleles.count) alleles of \(reference.species.latinName) from "
      + "\(paths.joined(separator: ", ")); reference \(reference.digest)"
      + (leftOut == 0
        ? "" : "; \(leftOut) of \(recordCount) records left out (germline import names them)")
      + anchorNote + regionNote
  }

  /// How many V and J have no anchor, as a part of ``note``.
  private var anchorNote: String {
    let ends = reference.alleles.filter { $0.segment == .v || $0.segment == .j }
    let without = ends.count { $0.anchor == nil }
    return without == 0 ? "" : "; \(without) of \(ends.count) V and J without a usable anchor"
  }

  /// How many V give reads without region columns, as a part of ``note``.
  ///
  /// Of a table nothing else tells; it holds what its import named.
  private var regionNote: String {
    let anchored = reference.alleles.filter { $0.segment == .v && $0.anchor != nil }
    let without = anchored.filter { $0.regions == nil }.count
    let partial = anchored.count { $0.regions.map { !$0.holdsFR1 } ?? false }
    var text = ""
    if without > 0 {
      text += "; \(without) of \(anchored.count) V without the boundaries of their regions "
      text += "(fwr and cdr columns of their reads stay blank)"
    }
    if partial > 0 { text += "; \(partial) V partial in 5'" }
    return text
  }

  /// The account for people: what was taken by locus, what was left out and why, record by record.
  public var report: String {
    var lines = [note.split(separator: ";")[..<2].joined(separator: ";")]
    for locus in Locus.allCases {
      let counts = Segment.allCases.map { segment in
        let count = reference.alleles.count { $0.locus == locus && $0.segment == segment }
        return "\(count) \(segment.letter)"
      }
      lines.append("  \(locus.rawValue)  \(counts.joined(separator: ", "))")
    }
    let complete = reference.completeLoci
    let missing = Locus.allCases.filter { !complete.contains($0) }.map(\.rawValue)
    if !missing.isEmpty {
      lines.append("  without V or J: \(missing.joined(separator: ", "))")
    }
    for (title, isKept) in [("left out", false), ("kept, but unusual", true)] {
      let some = findings.filter { $0.isKept == isKept }
      guard !some.isEmpty else { continue }
      lines.append("\(some.count) \(title)")
      for (kind, count) in kindCounts(some) {
        lines.append("  \(count) \(kind)")
        for finding in some.filter({ $0.kind == kind }).prefix(Self.namedPerKind) {
          lines.append("    \(finding.description)")
        }
        if count > Self.namedPerKind {
          lines.append("    and \(count - Self.namedPerKind) more; --findings FILE lists all")
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Kinds of findings, the most frequent first.
  func kindCounts(_ findings: [GermlineFinding]) -> [(kind: String, count: Int)] {
    var counts: [String: Int] = [:]
    for finding in findings { counts[finding.kind, default: 0] += 1 }
    return counts.map { (kind: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
  }

  /// The germline file that `--germline` reads.
  public var tableText: String { reference.tableText }

  /// Writes the germline file, whole or not at all.
  public func writeTable(to path: String, mayReplace: Bool) throws {
    try AtomicFile.write(Array(tableText.utf8), to: path, mayReplace: mayReplace)
  }

  /// Writes every finding as a table: file, record, allele, kept (T or F), kind, found, remedy.
  public func writeFindings(to path: String, mayReplace: Bool) throws {
    var text = "file\trecord\tallele\tkept\tkind\tfound\tremedy\n"
    for finding in findings {
      let parts = finding.explanation
      let fields = [
        finding.path, "\(finding.record)", finding.name, finding.isKept ? "T" : "F", finding.kind,
        parts.found, parts.remedy,
      ]
      // What a broken file names its records may hold anything.
      text +=
        fields.map { field in
          String(
            String.UnicodeScalarView(field.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
        }.joined(separator: "\t") + "\n"
    }
    try AtomicFile.write(Array(text.utf8), to: path, mayReplace: mayReplace)
  }
}
