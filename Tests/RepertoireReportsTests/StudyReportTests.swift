import Foundation
import Testing

@testable import RepertoireReports

@Suite("The report")
struct StudyReportTests {
  private static let hostile = "<script>alert(\"1\")</script>&'\u{202E}\u{7}{{name}}"

  @Test(
    "a share in percent, however small, is not shown as nothing",
    arguments: [
      (0, "0"), (3e-8, "3e-06"), (0.000_012_3, "0.001"), (0.123_456, "12.35"), (1, "100"),
    ])
  func percent(share: Double, text: String) { #expect(StudyReport.percent(share) == text) }

  @Test("hostile text from data is inert everywhere")
  func hostileText() throws {
    let page = try SampleReport.report(name: Self.hostile).html()
    #expect(page.matches(of: /<script/).count == 1)
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains("\u{202E}"))
    #expect(!page.contains("\u{7}"))
    #expect(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;"))
    #expect(page.contains("{{name}}"))
  }

  @Test("the page refers to nothing outside itself and allows one script by its hash")
  func selfContained() throws {
    let page = try SampleReport.report(name: "P1").html()
    for word in ["http://", "https://", "src=\"", "@import", "url("] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("script-src 'sha256-\(ReportScript.hash)'"))
    #expect(page.contains("<script>\(ReportScript.source)</script>"))
  }

  @Test("the page is well-formed, so that tags match")
  func wellFormed() throws {
    let page = try SampleReport.report(name: Self.hostile).html()
    let body = try #require(page.firstRange(of: "<body>"))
    let end = try #require(page.firstRange(of: "<script>"))
    var open: [String] = []
    for match in page[body.lowerBound..<end.lowerBound].matches(of: /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/)
    {
      if match.1 == "/" {
        #expect(open.popLast() == String(match.2))
      } else if match.3.isEmpty {
        open.append(String(match.2))
      }
    }
    #expect(open == ["body"], "\(open)")
  }

  @Test("every section has its heading, and every link of the page its target")
  func sections() throws {
    let page = try SampleReport.report(name: "P1").html()
    for match in page.matches(of: /href="#([^"]+)"/) {
      #expect(page.contains("id=\"\(match.1)\""), "\(match.1)")
    }
    for heading in ["Samples that failed", "What to look at", "Pairs of samples", "Methods"] {
      #expect(page.contains(heading), "\(heading)")
    }
    #expect(page.contains("at least 5 counts"))
    #expect(page.contains("<caption>Samples of P1 TRB</caption>"))
    #expect(page.contains("<caption>Reads of target sequences</caption>"))
    #expect(page.contains("33333"))
    #expect(page.contains("<th scope=\"col\">Held by product %</th>"))
    #expect(page.contains("<th scope=\"col\">Least reads to count</th>"))
  }

  @Test("sections without numbers are left out, and the page says that nothing was found")
  func nothing() throws {
    var report = StudyReport(
      programVersion: "0",
      patients: [
        PatientReport(
          patientID: "P1", group: "TRB", tested: 0, expanded: 0, expandedInTumor: 0, headline: 0,
          strict: 0, notes: [])
      ])
    let page = try report.html()
    #expect(page.contains("No expanded clone was seen in a post-treatment biopsy."))
    #expect(!page.contains("<svg class"))
    #expect(!page.contains("id=\"reads\"") && !page.contains("id=\"cohort\""))
    report.cohort = PageTable(caption: "c", columns: [.init("a")], rows: [.init(["1"])])
    #expect(try report.html().contains("id=\"cohort\""))
  }

  @Test("equal reports give equal pages")
  func equalPages() throws {
    #expect(try SampleReport.report(name: "P1").html() == SampleReport.report(name: "P1").html())
  }
}
