internal import Mustache

extension StudyReport {
  /// The page: one file without any reference to the network; equal reports give equal pages.
  ///
  /// - Throws: never for data; only if a template itself is at fault.
  public func html() throws -> String {
    let library = MustacheLibrary(templates: [
      "table": try MustacheTemplate(string: ReportTemplate.table),
      "figure": try MustacheTemplate(string: ReportTemplate.figure),
    ])
    return try MustacheTemplate(string: ReportTemplate.page).render(context, library: library)
  }

  /// What the template is filled with; every text is escaped here, and the template inserts all
  /// values as they are.
  private var context: [String: Any] {
    var context: [String: Any] = [
      "version": MarkupText.escaped(programVersion),
      "style": ReportStyleSheet.source,
      "script": ReportScript.source,
      "scriptHash": ReportScript.hash,
      "hasPatients": !patients.isEmpty,
      "hasGuards": !identities.isEmpty || contamination != nil || moleculeSharing != nil,
      "hasSharedMolecules": sharesMolecules,
      "showsNoSharedMolecules": moleculeSharing != nil && !sharesMolecules,
      "comparedMolecules": MarkupText.escaped(moleculeSharing?.note ?? ""),
      "hasReads": !accounts.isEmpty,
      "cards": cards,
      "overlapFigures": overlapFigures.map { Self.context(of: $0, isWhole: true) },
      "groups": patients.enumerated().map { Self.context(of: $1, number: $0) },
      "identityFigures": identityFigures.map { Self.context(of: $0, isWhole: true) },
      "funnelFigures": funnelFigures.map { Self.context(of: $0, isWhole: true) },
      "moleculeFigures": moleculeFigures.map { Self.context(of: $0, isWhole: true) },
      "methods": methods.map(MarkupText.escaped),
      "hasParameters": !parameters.isEmpty,
      "parameters": parameters.map {
        ["name": MarkupText.escaped($0.name), "value": MarkupText.escaped($0.value)]
      },
    ]
    let tables: [(String, PageTable?)] = [
      ("glance", glanceTable), ("untracked", untrackedTable), ("cohort", cohort),
      ("suspects", suspectTable), ("contamination", contamination), ("qualities", qualityTable),
      ("molecules", moleculeSharing.flatMap { $0.rows.isEmpty ? nil : $0 }),
      ("strays", strayMolecules),
      ("advice", adviceTable), ("targets", targetTable),
    ]
    for (key, table) in tables { context[key] = table.map(Self.context) }
    return context
  }

  /// Whether two samples share more molecules than by chance; fainter rows only cannot tell.
  private var sharesMolecules: Bool { moleculeSharing?.rows.contains { !$0.isFaint } ?? false }

  private var cards: [[String: Any]] {
    let numbers: [(String, Int)] = [
      ("patients", Set(patients.map(\.patientID)).count),
      ("clones tested in blood", patients.reduce(0) { $0 + $1.tested }),
      ("expanded in blood", patients.reduce(0) { $0 + $1.expanded }),
      ("headline clones", patients.reduce(0) { $0 + $1.headline }),
      ("of them strict", patients.reduce(0) { $0 + $1.strict }),
    ]
    return numbers.map { ["name": $0.0, "value": ValueScale.grouped($0.1)] }
  }

  private static func context(of patient: PatientReport, number: Int) -> [String: Any] {
    var context: [String: Any] = [
      "anchor": anchor(number),
      "name": MarkupText.escaped(patient.name),
      "summary": "\(ValueScale.grouped(patient.tested)) clones tested in blood, "
        + "\(patient.expanded) expanded, \(patient.expandedInTumor) of them in a post-treatment "
        + "biopsy; \(patient.headline) in the headline set, \(patient.strict) in the strict set."
        + patient.headlineParts,
      "notes": MarkupText.escaped(patient.notes.joined(separator: "; ")),
      "hasNotes": !patient.notes.isEmpty,
      "figures": patient.figures.enumerated().map { Self.context(of: $1, isWhole: $0 == 0) },
    ]
    context["clones"] = patient.clones.map(Self.context)
    context["samples"] = patient.sampleTable.map(Self.context)
    return context
  }

  static func anchor(_ number: Int) -> String { "group-\(number + 1)" }

  private static func context(of figure: Figure, isWhole: Bool) -> [String: Any] {
    [
      "title": MarkupText.escaped(figure.title),
      "reading": MarkupText.escaped(figure.reading),
      "element": figure.element,
      "whole": isWhole,
    ]
  }

  private static func context(of table: PageTable) -> [String: Any] {
    [
      "caption": MarkupText.escaped(table.caption),
      "columns": table.columns.map { MarkupText.escaped($0.title) },
      "dense": table.isDense,
      "rows": table.rows.map { row in
        [
          "faint": row.isFaint,
          "cells": zip(table.columns, row.cells).map { cell($1, kind: $0.kind) }.joined(),
        ] as [String: Any]
      },
      "note": MarkupText.escaped(table.note),
      "hasNote": !table.note.isEmpty,
    ]
  }

  private static func cell(_ text: String, kind: PageTable.Kind) -> String {
    let escaped = MarkupText.escaped(text)
    switch kind {
    case .text: return "<td>\(escaped)</td>"
    case .number: return "<td class=\"number\">\(escaped)</td>"
    case .gene:
      let names = escaped.split(separator: ", ").map { "<span class=\"gene\">\($0)</span>" }
      return "<td>\(names.joined(separator: ", "))</td>"
    case .sequence:
      return text.isEmpty ? "<td></td>" : "<td class=\"sequence\"><code>\(escaped)</code></td>"
    case .status:
      let isKnown = ["OK", "WARN", "FAIL"].contains(text)
      return "<td class=\"\(isKnown ? text : "")\">\(escaped)</td>"
    case .link:
      let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return "<td>\(escaped)</td>" }
      return "<td class=\"link\"><a href=\"#\(MarkupText.escaped(String(parts[0])))\">"
        + "\(MarkupText.escaped(String(parts[1])))</a></td>"
    }
  }
}

extension PatientReport {
  /// What is known of the headline clones from elsewhere, as sentences; empty where nothing is.
  fileprivate var headlineParts: String {
    let known = headlineWithoutBystanders.map {
      " Without clones of known bystanders the headline set has \($0)."
    }
    let infused = headlineInProduct.map {
      " In the infusion product are \($0) of the headline set."
    }
    return (known ?? "") + (infused ?? "")
  }
}
