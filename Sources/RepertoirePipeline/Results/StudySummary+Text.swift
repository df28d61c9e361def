internal import RepertoireTracking

extension StudySummary {
  /// Clones of a patient that the terminal shows; the rest is in the table.
  static let shownClones = 10

  /// The summary for people: patients, then their clones, strongest first.
  public var text: String {
    var lines = content.command == "run" ? sampleLines : []
    if !content.patients.isEmpty {
      lines.append("Newly expanded in blood after treatment and found in post-treatment tumor:")
      for patient in content.patients { lines += Self.lines(of: patient) }
      if content.patients.contains(where: { $0.newlyExpandedInTumor.contains(where: \.strict) }) {
        lines.append("* strict: NEW in blood, new or risen in the tumor, and more than one cell")
      }
      lines.append("All of them: \(content.output)/track/newly_expanded_in_tumor.tsv")
    }
    lines += (content.likelySwaps ?? []).map(Self.line)
    let mixes = content.likelyMixes ?? []
    lines += mixes.prefix(Self.shownMixes).map { mix in
      "Likely mix: samples \(mix.firstSample) and \(mix.secondSample) are of two patients, but share "
        + "\(mix.locus) clones as those of one do: one library twice, or one in the other"
    }
    if mixes.count > Self.shownMixes {
      lines.append("  ... and \(mixes.count - Self.shownMixes) more in track/overlap.tsv")
    }
    lines += targetLines
    if !content.failedSamples.isEmpty {
      lines.append("Failed samples: " + content.failedSamples.joined(separator: ", "))
    }
    if content.patients.isEmpty && content.failedSamples.isEmpty {
      lines.append("Results: \(content.output)/samples")
    }
    return lines.joined(separator: "\n")
  }

  /// Pairs of mixed samples that the terminal shows.
  private static let shownMixes = 10

  private static func line(of swap: LikelySwap) -> String {
    let exchanged = swap.exchangedWith.map { ", perhaps exchanged with \($0)" } ?? ""
    return "Likely swap: sample \(swap.sampleID) of patient \(swap.patientID) shares "
      + "\(swap.locus) clones as a sample of patient \(swap.likePatientID) would, most with "
      + "\(swap.closestSample)\(exchanged)"
  }

  /// Samples that the terminal shows; the rest is in the tables.
  static let shownSamples = 100

  /// One line a sample, in the order of the sheet.
  private var sampleLines: [String] {
    guard !content.samples.isEmpty else { return [] }
    let rows = content.samples.prefix(Self.shownSamples).map { sample in
      let share = sample.rearranged.map { rearranged in
        "\(Int((Double(rearranged) * 100 / Double(max(sample.reads ?? 0, 1))).rounded())) %"
      }
      return [
        sample.sampleID, sample.status, sample.reads.map(ProgressMeter.grouped) ?? "-",
        share ?? "-", sample.clonotypes.map(ProgressMeter.grouped) ?? "-", sample.quality ?? "-",
        (sample.advice ?? []).joined(separator: ", "),
      ]
    }
    let header = ["sample", "status", "reads", "rearranged", "clonotypes", "QC", "advice"]
    var lines = ["Samples:"] + Self.table([header] + rows)
    let hidden = content.samples.count - rows.count
    if hidden > 0 { lines.append("  ... and \(hidden) more") }
    return lines
  }

  private static func lines(of patient: Patient) -> [String] {
    let subset = patient.cellSubset.map { " " + $0 } ?? ""
    var parts = "\(patient.strict) strict"
    if patient.headlineWithoutBystanders < patient.headline {
      parts += ", \(patient.headlineWithoutBystanders) without known bystanders"
    }
    if let infused = patient.headlineInProduct { parts += ", \(infused) of the infusion product" }
    var lines = [
      "\(patient.patientID) \(patient.locus)\(subset): "
        + "\(Count.of(patient.headline, "headline clone")) "
        + "(\(parts)); \(patient.expanded) expanded of \(patient.tested) tested, "
        + "\(patient.expandedInTumor) of them in tumor"
    ]
    lines += patient.notes.map { word in
      "  note: " + word + (TrackingNote(rawValue: word).map { " (" + $0.meaning + ")" } ?? "")
    }
    let shown = patient.newlyExpandedInTumor.prefix(shownClones)
    if !shown.isEmpty {
      lines += table(
        [["clone", "V", "J", "junction", "blood", "counts", "log2fc", "tumor", "pre>post"]]
          + shown.map(cells))
    }
    let hidden = patient.newlyExpandedInTumor.count - shown.count
    if hidden > 0 { lines.append("  ... and \(hidden) more") }
    return lines
  }

  private static func cells(of clone: Clone) -> [String] {
    let fold = clone.log2fc.map { "\(($0 * 10).rounded() / 10)" } ?? ""
    let blood = clone.bloodCount.map(String.init) ?? "?"
    let before = clone.tumorPreCount.map(String.init) ?? "-"
    let after = clone.tumorPostCount.map(String.init) ?? "-"
    return [
      clone.cloneID, clone.vCall, clone.jCall, clone.junctionAA,
      clone.bloodClass + (clone.strict ? "*" : ""), "\(clone.baselineCount)>\(blood)", fold,
      clone.tumorClass, "\(before)>\(after)",
    ]
  }

  /// Samples and targets whose reads the terminal shows; the rest is in `<id>.qc.json`.
  private static let shownTargets = 20

  /// The reads of target sequences: a line for every sample and target.
  private var targetLines: [String] {
    let rows = content.samples.flatMap { sample in
      (sample.targets?.sequences ?? []).map { target in
        [
          sample.sampleID, target.name,
          "\(target.reads) of \(sample.targets?.readsLongEnough ?? 0)",
          Self.brief(target.readsPerMillion),
          Self.brief(target.readsPerMillionLower95) + ".."
            + Self.brief(target.readsPerMillionUpper95),
          "\(target.coveredBases) of \(target.length)",
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    let heads = ["sample", "target", "reads", "per million", "95 % interval", "bases covered"]
    let hidden = rows.count - Self.shownTargets
    // What a target shares with receptor genes has been told before the reads were looked at.
    let notes = content.samples.flatMap { sample in
      (sample.targets?.notes ?? []).map { "  note: sample \(sample.sampleID): \($0)" }
    }
    return ["Reads of targets:"] + Self.table([heads] + rows.prefix(Self.shownTargets))
      + (hidden > 0 ? ["  ... and \(hidden) more in samples/*/*.qc.json"] : [])
      + notes.prefix(Self.shownTargets)
  }

  /// Three significant digits or so, for people.
  private static func brief(_ value: Double?) -> String {
    guard let value else { return "?" }
    return value >= 100 ? "\(Int(value.rounded()))" : "\((value * 1000).rounded() / 1000)"
  }

  /// Rows as columns of equal width; long cells are cut.
  private static func table(_ rows: [[String]]) -> [String] {
    let cut = rows.map { row in
      row.map { $0.count > 26 ? String($0.prefix(25)) + "~" : $0 }
    }
    let widths = cut[0].indices.map { column in cut.map { $0[column].count }.max() ?? 0 }
    return cut.map { row in
      var line = "  "
      for (cell, width) in zip(row, widths) {
        line += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
