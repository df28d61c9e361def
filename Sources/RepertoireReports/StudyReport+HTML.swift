internal import Mustache

extension StudyReport {
  /// The page: one file without any reference to the network; equal reports give equal pages.
  ///
  /// - Throws: never for data; only if the template itself is at fault.
  public func html() throws -> String {
    let template = try MustacheTemplate(string: ReportTemplate.page)
    return template.render(context)
  }

  /// What the template is filled with; every text is escaped here, and the template inserts all
  /// values as they are.
  private var context: [String: Any] {
    [
      "version": MarkupText.escaped(programVersion),
      "patients": Set(patients.map(\.patientID)).count,
      "headlineClones": patients.reduce(0) { $0 + $1.headline },
      "strictClones": patients.reduce(0) { $0 + $1.strict },
      "groups": patients.enumerated().map { Self.context(of: $1, number: $0) },
      "columns": CloneRow.columns.map(MarkupText.escaped),
      "hasUntracked": !untracked.isEmpty,
      "untracked": untracked.map { row in
        [
          "patient": MarkupText.escaped(row.patientID),
          "sample": MarkupText.escaped(row.sampleID), "reason": MarkupText.escaped(row.reason),
        ]
      },
    ]
  }

  private static func context(of patient: PatientReport, number: Int) -> [String: Any] {
    let name = "\(patient.patientID) \(patient.group)"
    let figure = TimelineFigure(
      title: "Clones of \(name) over time", timelines: patient.timelines)
    return [
      "anchor": "group-\(number + 1)",
      "name": MarkupText.escaped(name),
      "tested": patient.tested,
      "expanded": patient.expanded,
      "expandedInTumor": patient.expandedInTumor,
      "headline": patient.headline,
      "strict": patient.strict,
      "notes": MarkupText.escaped(patient.notes.joined(separator: "; ")),
      "noteCount": patient.notes.count,
      "hasNotes": !patient.notes.isEmpty,
      "hasClones": !patient.clones.isEmpty,
      "clones": patient.clones.map { row in
        [
          "class": row.isHeadline ? "headline" : "known",
          "cells": row.cells.map(MarkupText.escaped),
        ] as [String: Any]
      },
      "figure": figure?.svg ?? "",
      "hasFigure": figure != nil,
    ]
  }
}
