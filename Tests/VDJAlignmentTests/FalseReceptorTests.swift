import Germline
import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

/// Reads without a rearrangement; a release build of the same loops ran a million of each.
@Suite struct FalseReceptorTests {
  @Test("random reads give no receptor", arguments: 0..<4)
  func randomReads(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var aligner = ReadAligner(index: TestIndexes.human)
    for _ in 0..<800 {
      let read = BackgroundRead.random(using: &generator)
      #expect(read.isRejected(by: &aligner))
    }
  }

  @Test(
    "reads of transcripts without a junction give no receptor", arguments: 0..<4, Species.allCases)
  func transcripts(_ seed: UInt64, _ species: Species) {
    var generator = SeededGenerator(seed: seed)
    let index = TestIndexes.of(species)
    var aligner = ReadAligner(index: index)
    for _ in 0..<800 {
      let read = BackgroundRead.transcript(index.reference, using: &generator)
      #expect(read.isRejected(by: &aligner))
    }
  }
}
