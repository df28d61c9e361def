internal import VDJAlignment

/// Custom content of MultiQC: a table of samples and a bar of what became of the reads.
struct MultiQCContent {
  private struct Table: Encodable {
    struct Header: Encodable {
      var title: String
      var description: String
      var suffix: String?
      var max: Double?
    }
    var id = "clonova_samples"
    var sectionName = "Clonova: samples"
    var description = "Reads, clonotypes and checks of every sample."
    var plotType = "table"
    var pconfig = ["id": "clonova_samples_table", "title": "Clonova: samples"]
    var headers: [String: Header]
    var data: [String: [String: Value]]
  }
  private struct Bars: Encodable {
    var id = "clonova_outcomes"
    var sectionName = "Clonova: outcomes of reads"
    var description = "What became of every read (or pair)."
    var plotType = "bargraph"
    var pconfig = ["id": "clonova_outcomes_plot", "title": "Clonova: outcomes", "ylab": "Reads"]
    var data: [String: [String: Int]]
  }
  private enum Value: Encodable {
    case number(Double)
    case text(String)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number): try container.encode(number)
      case .text(let text): try container.encode(text)
      }
    }
  }

  let samples: [SampleQuality]

  /// The files by name; MultiQC finds them by the ending `_mqc.json`.
  func files() throws -> [(name: String, bytes: [UInt8])] {
    let headers: [String: Table.Header] = [
      "reads": .init(title: "Reads", description: "Reads, or pairs, that went in"),
      "rearranged": .init(
        title: "% rearranged", description: "Reads that are rearrangements", suffix: "%", max: 100),
      "clonotypes": .init(title: "Clonotypes", description: "Rows of the clonotype table"),
      "quality": .init(title: "QC", description: "The worst of all checks and advice"),
      "advice": .init(title: "Advice", description: "Codes of the advice; see qc.json"),
    ]
    var rows: [String: [String: Value]] = [:]
    var bars: [String: [String: Int]] = [:]
    for sample in samples {
      let share = Double(sample.reads.rearranged) / Double(max(sample.reads.total, 1))
      rows[sample.sampleID] = [
        "reads": .number(Double(sample.reads.total)),
        "rearranged": .number((share * 1000).rounded() / 10),
        "clonotypes": .number(Double(sample.folding.clonotypesAfter)),
        "quality": .text(sample.status),
        "advice": .text(sample.given.map(\.code).joined(separator: ", ")),
      ]
      bars[sample.sampleID] = Dictionary(
        uniqueKeysWithValues: sample.funnel.steps.dropFirst().map { ($0.outcome, $0.reads) })
    }
    return [
      ("clonova_samples_mqc.json", try JSONText.bytes(Table(headers: headers, data: rows))),
      ("clonova_outcomes_mqc.json", try JSONText.bytes(Bars(data: bars))),
    ]
  }
}
