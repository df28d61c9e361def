import RepertoireTables
import Repertoires
import Testing

@Suite("Frequencies of tables of others") struct FrequencySumTests {
  /// The counts of a table with a long tail.
  private static let counts = (1...400).map { 1 + 4000 / $0 }

  /// The note of a VDJtools table of some counts, each frequency written by `text`.
  private static func note(
    _ counts: [Int], header: String = "count\tfreq\tcdr3nt\tcdr3aa\tv\td\tj",
    _ text: (Double) -> String
  ) throws -> Int {
    let total = Double(Self.counts.reduce(0, +))
    let rows = counts.map {
      "\($0)\t\(text(Double($0) / total))\tTGTGCCAGCTTC\tCASF\tTRBV9\t.\tTRBJ2-7\n"
    }
    let file = try TemporaryFile("freq.tsv", text: header + "\n" + rows.joined())
    let report = try RepertoireReader.read(path: file.path, sample: RowText.sample).report
    #expect(report.rows == counts.count)
    return report.notes(.frequenciesIncomplete)
  }

  /// So many digits behind the point.
  private static func rounded(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let whole = Int((value * scale).rounded())
    let text = String(whole)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return padded.dropLast(digits) + "." + padded.suffix(digits)
  }

  @Test("a table that was cut behind a line is told, however its numbers are written")
  func cut() throws {
    let cut = Array(Self.counts.prefix(300))
    let ways: [(Double) -> String] = [
      { "\($0)" }, { "\($0 * 100)" }, { Self.rounded($0, 6) },
      { Self.rounded($0 * 1e5, 3) + "E-5" },
    ]
    for (number, way) in ways.enumerated() {
      #expect(try Self.note(cut, way) == 300, "way \(number)")
      #expect(try Self.note(Self.counts, way) == 0, "way \(number)")
      #expect(try Self.note(Self.counts.reversed(), way) == 0, "way \(number)")
    }
    let names = [
      "#Seq. Count", "Percent", "N Sequence", "AA Sequence", "V segments", "D segment",
      "J segments",
    ]
    #expect(try Self.note(cut, header: names.joined(separator: "\t")) { "\($0)" } == 300)
  }

  @Test("what rounding leaves out, and a row without a frequency, tell nothing")
  func unsure() throws {
    #expect(try Self.note(Self.counts) { Self.rounded($0, 3) } == 0)
    #expect(try Self.note(Array(Self.counts.prefix(300))) { $0 < 1e-3 ? "NA" : "\($0)" } == 0)
    #expect(try Self.note([]) { "\($0)" } == 0)
    // No exponent is too large to be read.
    #expect(try Self.note([1]) { _ in "1e-9223372036854775808" } == 1)
  }

  @Test("rows that are left out count in the sum; tools of other fractions are not asked")
  func leftOut() throws {
    let header = "count\tfreq\tcdr3nt\tcdr3aa\tv\td\tj\n"
    let file = try TemporaryFile(
      "mixed.tsv",
      text: header + "3\t0.3\tTGTGCCAGCTTC\tCASF\tTRBV9\t.\tTRBJ2-7\n"
        + "7\t0.7\tTGTGCCAGCTTC\tCASF\tIGHV1-2\t.\tIGHJ4\n")
    let report = try RepertoireReader.read(path: file.path, sample: RowText.sample).report
    #expect(report.leftOut(.immunoglobulin) == 1 && report.notes(.frequenciesIncomplete) == 0)
    let mixcr = try TemporaryFile(
      "mixcr.tsv",
      text: "cloneCount\tcloneFraction\tallVHitsWithScore\tallDHitsWithScore\tallJHitsWithScore\t"
        + "nSeqCDR3\taaSeqCDR3\n3\t0.1\tTRBV9*00(9)\t\tTRBJ2-7*00(9)\tTGTGCCAGCTTC\tCASF\n")
    let other = try RepertoireReader.read(path: mixcr.path, sample: RowText.sample).report
    #expect(other.rowsKept == 1 && other.notes(.frequenciesIncomplete) == 0)
  }
}
