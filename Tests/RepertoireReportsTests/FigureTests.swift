import Foundation
import Testing

@testable import RepertoireReports

@Suite("Figures")
struct FigureTests {
  @Test("a clone that was not seen is drawn hollow at its upper limit; an empty sample not at all")
  func hollowMarks() throws {
    let patient = SampleReport.patient(name: "P1", clones: 1)
    let svg = try #require(patient.figures.first { $0.name == "P1.TRB.timeline" }).element
    #expect(svg.matches(of: /<circle[^>]*class="hollow/).count == 1)
    #expect(svg.matches(of: /<circle[^>]*class="f0"[^>]*>\s*<title/).count == 1)
    #expect(svg.matches(of: /<rect[^>]*width="9"/).count == 1)
    #expect(svg.contains("not seen, at most 0.01 %"))
    #expect(!svg.contains("nan") && !svg.contains("inf\""))
  }

  @Test("every kind of figure is made where there are numbers, under a name of its own")
  func everyKind() {
    let names = SampleReport.report(name: "P1").figures.map(\.name)
    #expect(
      names == [
        "study.overlap-share", "study.overlap", "study.identity.TRB", "study.reads", "study.umis",
        "P1.TRB.timeline", "P1.TRB.blood", "P1.TRB.space", "P1.TRB.diversity", "P1.TRB.persistence",
        "P1.TRB.saturation",
        "P1.TRB.spectratype", "P1.TRB.v-genes", "P1.TRB.j-genes",
      ])
  }

  @Test(
    "a figure as a file has its namespace, escaped texts, and words for those who cannot see it")
  func wellFormedFiles() {
    for figure in SampleReport.report(name: "<&\"'>\u{1}").figures {
      let svg = figure.svg
      #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
      #expect(svg.contains("<title>") && svg.contains("<desc>"))
      #expect(!figure.reading.isEmpty && !figure.summary.isEmpty)
      #expect(!svg.contains("<&"), "\(figure.name)")
    }
  }

  @Test("the numbers of a figure are a table: one cell a column, no stray tab or line")
  func numbers() {
    for figure in SampleReport.report(name: "a\tb\nc").figures {
      let lines = figure.tsv.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == figure.rows.count + 2, "\(figure.name)")
      for line in lines.dropLast() {
        #expect(
          line.split(separator: "\t", omittingEmptySubsequences: false).count
            == figure.columns.count, "\(figure.name)")
      }
    }
  }

  @Test("molecules of many reads are drawn together, and their numbers stand one by one")
  func moleculeHistogram() throws {
    let figure = try #require(
      SampleReport.report(name: "P1").figures.first { $0.name == "study.umis" })
    // 9 and 11 reads are one half octave of three numbers, so two molecules a number.
    #expect(figure.element.contains("P1: 6 molecules of 9 to 11 reads"))
    #expect(figure.element.contains("P1: 24 molecules of 2 reads"))
    #expect(figure.rows.map { $0[1] } == ["1", "2", "9", "11"])
    #expect(figure.rows.map { $0[3] } == ["F", "T", "T", "T"])
  }

  @Test("half octaves take every number of reads once", arguments: 1...400)
  func halfOctaves(reads: Int) throws {
    var report = SampleReport.report(name: "P1")
    report.accounts[0].molecules?.histogram = [.init(reads: reads, molecules: 5)]
    let figure = try #require(report.moleculeFigures.first)
    let words = try #require(
      figure.element.firstMatch(of: /5 molecules of (\d+)(?: to (\d+))? reads/))
    let first = try #require(Int(words.1))
    let last = words.2.flatMap { Int($0) } ?? first
    #expect((first...last).contains(reads))
  }

  @Test("studies of many samples get figures of forty rows each")
  func parts() {
    var report = SampleReport.report(name: "P1")
    report.accounts = (0..<95).map { number in
      var account = report.accounts[0]
      account.sampleID = "s\(number)"
      return account
    }
    let names = report.funnelFigures.map(\.name)
    #expect(names == ["study.reads.1", "study.reads.2", "study.reads.3"])
    #expect(report.moleculeFigures.map(\.name).last == "study.umis.12")
  }
}

@Suite("Scales")
struct ValueScaleTests {
  @Test("ticks rise, lie on the axis and have names of their own", arguments: 0..<200)
  func ticks(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    let kind: ValueScale.Kind = seed % 2 == 0 ? .linear : .logarithmic
    let values = (0..<5).map { _ in pow(10, random() * 12 - 9) }
    let scale = try #require(ValueScale(kind, holding: values, start: 0, end: 500))
    let ticks = scale.ticks()
    #expect(ticks.count >= 1 && ticks.count <= 11)
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.place < $1.place })
    #expect(ticks.allSatisfy { $0.place >= -1e-6 && $0.place <= 500 + 1e-6 })
    #expect(Set(ticks.map(\.name)).count == ticks.count, "\(ticks)")
    #expect(values.allSatisfy { (0...500).contains(scale.place($0)) })
  }

  @Test("an axis without a usable value is none; one value gets room")
  func edges() {
    #expect(ValueScale(.logarithmic, holding: [0, -1, .nan], start: 0, end: 1) == nil)
    #expect(ValueScale(.linear, holding: [], start: 0, end: 1) == nil)
    let flat = ValueScale(.linear, holding: [3], start: 0, end: 100)
    #expect(flat?.place(3) == 50)
  }

  @Test(
    "values read as people write them",
    arguments: [
      (0.01, ValueScale.Unit.share, "1 %"), (0.0001, .share, "0.01 %"), (1e-7, .share, "1e-07"),
      (12345, .plain, "12,345"), (0.25, .plain, "0.25"), (0, .share, "0 %"),
    ])
  func names(value: Double, unit: ValueScale.Unit, name: String) {
    #expect(ValueScale.name(value, unit: unit) == name)
  }
}
