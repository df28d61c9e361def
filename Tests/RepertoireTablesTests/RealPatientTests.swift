import RepertoireTables
import RepertoireTracking
import Repertoires
import TestSupport
import Testing

@Suite(
  "Real patients whose pairs cannot be fitted",
  .enabled(if: SharedData.has("data/hsct"), Comment(rawValue: SharedData.absent)))
struct RealPatientTests {
  @Test("a transplanted patient has another repertoire, which is said and not fitted")
  func transplantation() throws {
    let names = ["minus48months": -1440.0, "4months": 120, "10months": 300, "37months": 1110]
    let study = StudyTracking.track(
      try names.map { name, day in
        try RepertoireReader.read(
          path: SharedData.path("data/hsct/\(name).txt.gz"),
          sample: Sample(id: name, patientID: "H", tissue: .blood, day: day)
        ).repertoire
      })
    let comparisons = study.patients[0].comparisons
    #expect(comparisons.map(\.day) == [120, 300, 1110])
    for comparison in comparisons {
      #expect(comparison.dispersionSource == .builtin)
      #expect(comparison.notes.contains(.repertoireReplaced))
      #expect(comparison.notes.contains(.builtinDispersion) && comparison.alpha == 0.01)
    }
    // Fisher's test takes the other repertoire for many rises.
    #expect(comparisons.allSatisfy { $0.upFisher > 50 && $0.up <= 2 })
    #expect(study.patients[0].clones.allSatisfy { !$0.isStrict })
  }
}
