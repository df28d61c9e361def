/// The tables that the page makes of the report's numbers.
extension StudyReport {
  /// One row a patient; nil without patients.
  var glanceTable: PageTable? {
    guard !patients.isEmpty else { return nil }
    return PageTable(
      caption: "Patients",
      columns: [
        .init("Patient", .link), .init("Tested", .number), .init("Expanded in blood", .number),
        .init("Of them in tumor", .number), .init("Headline", .number), .init("Strict", .number),
        .init("Tumor held by them %", .number), .init("By chance %", .number),
        .init("p", .number), .init("Notes", .number),
      ],
      rows: patients.enumerated().map { number, patient in
        PageTable.Row([
          "\(Self.anchor(number))|\(patient.name)", "\(patient.tested)", "\(patient.expanded)",
          "\(patient.expandedInTumor)", "\(patient.headline)", "\(patient.strict)",
          patient.overlap?.share.map { Self.percent($0.observed) } ?? "",
          patient.overlap?.share.map { Self.percent($0.expected) } ?? "",
          patient.overlap?.share?.p.map(ValueScale.short) ?? "", "\(patient.notes.count)",
        ])
      })
  }

  /// A share in percent with three decimals; a share too small for them with all its digits.
  static func percent(_ share: Double) -> String {
    let rounded = (share * 1e5).rounded() / 1e3
    // What was seen is not shown as nothing.
    return ValueScale.short(rounded == 0 ? share * 100 : rounded)
  }

  /// Samples that failed; nil when all are there.
  var untrackedTable: PageTable? {
    guard !untracked.isEmpty else { return nil }
    return PageTable(
      caption: "Samples that failed",
      columns: [.init("Patient"), .init("Sample"), .init("What was wrong")],
      rows: untracked.map { PageTable.Row([$0.patientID, $0.sampleID, $0.reason]) })
  }

  /// Pairs of samples under suspicion; nil when there are none.
  var suspectTable: PageTable? {
    let rows = identities.flatMap { matrix in
      matrix.pairs.filter(\.isSuspected).map { pair in
        let (a, b) = (matrix.members[pair.first], matrix.members[pair.second])
        return PageTable.Row([
          matrix.locus, a.patientID, a.sampleID, b.patientID, b.sampleID,
          pair.shared.map(String.init) ?? "", pair.density.map(ValueScale.short) ?? "",
          pair.limit.map(ValueScale.short) ?? "",
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return PageTable(
      caption: "Pairs of samples that may be swapped or mixed",
      columns: [
        .init("Locus"), .init("Patient"), .init("Sample"), .init("Other patient"),
        .init("Other sample"), .init("Shared clones", .number), .init("Density", .number),
        .init("Limit", .number),
      ], rows: rows)
  }

  /// One row a sample with reads; nil for studies from tables.
  var qualityTable: PageTable? {
    guard !accounts.isEmpty else { return nil }
    let hasMolecules = accounts.contains { $0.molecules != nil }
    var columns: [PageTable.Column] = [
      .init("Sample"), .init("Status", .status), .init("Kit", .gene), .init("Reads", .number),
      .init("Rearranged", .number), .init("Rearranged %", .number),
    ]
    if hasMolecules {
      columns += [
        .init("Molecules", .number), .init("Reads a molecule", .number),
        .init("Least reads to count", .number),
      ]
    }
    columns += [.init("Clonotypes", .number), .init("Main loss")]
    return PageTable(
      caption: "Samples", columns: columns,
      rows: accounts.map { Self.qualityRow($0, hasMolecules: hasMolecules) })
  }

  private static func qualityRow(_ account: SampleAccount, hasMolecules: Bool) -> PageTable.Row {
    let loss = account.rejections.max { ($0.reads, $1.key) < ($1.reads, $0.key) }
    let share = account.reads > 0 ? Double(account.rearranged) / Double(account.reads) : nil
    var cells: [String] = [
      account.sampleID, account.status, account.kit, "\(account.reads)", "\(account.rearranged)",
      share.map { ValueScale.short($0 * 100) } ?? "",
    ]
    if hasMolecules {
      let reads = account.molecules.flatMap {
        $0.counted > 0 ? Double($0.reads) / Double($0.counted) : nil
      }
      cells += [
        account.molecules.map { "\($0.counted)" } ?? "", reads.map(ValueScale.short) ?? "",
        account.molecules.map { "\($0.leastReads)" } ?? "",
      ]
    }
    cells.append("\(account.clonotypes)")
    cells.append(loss.map { $0.reads > 0 ? $0.key.replacing("_", with: " ") : "" } ?? "")
    return PageTable.Row(cells)
  }

  /// Checks that warn or fail, with what to do; nil when all is well.
  var adviceTable: PageTable? {
    let rows = accounts.flatMap { account in
      account.checks.filter { $0.status != "OK" }.map { check in
        PageTable.Row([
          account.sampleID, check.name.replacing("_", with: " "), check.status,
          check.value.map(ValueScale.short) ?? "", check.advice,
        ])
      } + account.warnings.map { PageTable.Row([account.sampleID, "warning", "WARN", "", $0]) }
    }
    guard !rows.isEmpty else { return nil }
    return PageTable(
      caption: "What to look at",
      columns: [
        .init("Sample"), .init("Check"), .init("Status", .status), .init("Value", .number),
        .init("Advice"),
      ], rows: rows)
  }

  /// One row a sample and target sequence; nil where no targets were asked for.
  var targetTable: PageTable? {
    let rows = accounts.flatMap { account in
      account.targets.map { target in
        PageTable.Row([
          account.sampleID, target.name, "\(target.reads)", "\(target.readsLongEnough)",
          target.perMillion.map(ValueScale.plain) ?? "", target.lower.map(ValueScale.plain) ?? "",
          target.upper.map(ValueScale.plain) ?? "", target.note,
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return PageTable(
      caption: "Reads of target sequences",
      columns: [
        .init("Sample"), .init("Target"), .init("Reads", .number), .init("Of reads", .number),
        .init("A million", .number), .init("Lower 95 %", .number), .init("Upper 95 %", .number),
        .init("Note"),
      ], rows: rows)
  }
}
