import Foundation
import Testing

@testable import RepertoireReports

@Suite("The report")
struct StudyReportTests {
  private static let hostile = "<script>alert(\"1\")</script>&'\u{202E}\u{7}{{name}}"

  private static func report(name: String, clones: Int = 2) -> StudyReport {
    var patient = PatientReport(
      patientID: name, group: "TRB", tested: 10, expanded: 3, expandedInTumor: 2, headline: 1,
      strict: 1, notes: [name])
    patient.clones = (0..<clones).map { number in
      CloneRow(
        cells: CloneRow.columns.map { "\($0) \(name) \(number)" }, isHeadline: number == 0)
    }
    patient.timelines = (0..<clones).map { number in
      CloneTimeline(
        cloneID: "TRB-\(number)", label: name,
        points: [
          .init(day: -1, tissue: .blood, count: 0, frequency: 0, frequencyUpper95: 1e-4),
          .init(day: 14, tissue: .blood, count: 50, frequency: 5e-3, frequencyUpper95: 7e-3),
          .init(day: 21, tissue: .tumor, count: 9, frequency: 2e-2, frequencyUpper95: 4e-2),
          .init(day: 28, tissue: .blood, count: 0, frequency: nil, frequencyUpper95: nil),
        ])
    }
    return StudyReport(programVersion: "0", patients: [patient])
  }

  @Test("hostile text from data is inert everywhere")
  func hostileText() throws {
    let page = try Self.report(name: Self.hostile).html()
    #expect(!page.contains("<script"))
    #expect(!page.contains("\u{202E}"))
    #expect(!page.contains("\u{7}"))
    #expect(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;"))
    #expect(page.contains("{{name}}"))
  }

  @Test("the page refers to nothing outside itself")
  func selfContained() throws {
    let page = try Self.report(name: "P1").html()
    for word in ["http://", "https://", "src=", "@import", "url("] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test("the page is well-formed, so that tags match")
  func wellFormed() throws {
    let page = try Self.report(name: Self.hostile).html()
    let body = try #require(page.firstRange(of: "<body>"))
    let end = try #require(page.firstRange(of: "</html>"))
    var open: [String] = []
    for match in page[body.lowerBound..<end.lowerBound].matches(of: /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/)
    {
      if match.1 == "/" {
        #expect(open.popLast() == String(match.2))
      } else if match.3.isEmpty {
        open.append(String(match.2))
      }
    }
    #expect(open.isEmpty, "\(open)")
  }

  @Test("a clone that was not seen is drawn hollow at its upper limit; an empty sample not at all")
  func hollowMarks() throws {
    let timelines = Self.report(name: "P1", clones: 1).patients[0].timelines
    let svg = try #require(TimelineFigure(title: "t", timelines: timelines)).svg
    #expect(svg.matches(of: /<circle/).count == 2)
    #expect(svg.matches(of: /<circle[^>]*fill="none"/).count == 1)
    #expect(svg.matches(of: /<rect[^>]*width="10"/).count == 1)
    #expect(!svg.contains("nan") && !svg.contains("inf\""))
  }

  @Test("without a point there is no figure, and the page says that nothing was found")
  func nothing() throws {
    #expect(TimelineFigure(title: "t", timelines: []) == nil)
    let page = try Self.report(name: "P1", clones: 0).html()
    #expect(page.contains("No expanded clone was seen in a post-treatment biopsy."))
    #expect(!page.contains("<svg"))
  }

  @Test("equal reports give equal pages")
  func equalPages() throws {
    #expect(try Self.report(name: "P1").html() == Self.report(name: "P1").html())
  }
}
