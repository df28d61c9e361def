import RepertoireStatistics
import Repertoires
import Testing

@testable import RepertoireTracking

@Suite("Nucleotide variants of one receptor")
struct NucleotideVariantTests {
  private func clones(_ count: Int, kinds: Int, seed: UInt64) -> [TrackedClone] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { number in
      var clone = TrackedClone(
        patientID: "P",
        cloneID: CloneID(locus: .trb, junction: "\(number)".utf8, vGenes: [], jGenes: []),
        locus: .trb, cellSubset: nil, countUnit: .umi)
      let kind = Int.random(in: 0..<kinds, using: &generator)
      // Parts that run together into one text unless they are kept apart.
      clone.junctionAA = kind % 7 == 0 ? "" : "CAS" + String(repeating: "S", count: kind % 5)
      clone.vCall = String(repeating: "S", count: kind / 5 % 4)
      clone.jCall = kind % 2 == 0 ? "TRBJ1-1*01" : "TRBJ1-2*01"
      return clone
    }
  }

  @Test(
    "counts are those of comparing every row with every other",
    arguments: [(0, 1), (1, 1), (17, 1), (200, 3), (300, 40), (500, 100_000)])
  func againstEveryPair(count: Int, kinds: Int) {
    for seed in UInt64(1)...5 {
      var rows = clones(count, kinds: kinds, seed: seed)
      NucleotideVariants.count(in: &rows)
      for row in rows {
        let same = rows.count {
          $0.junctionAA == row.junctionAA && $0.vCall == row.vCall && $0.jCall == row.jCall
        }
        #expect(row.nucleotideVariants == (row.junctionAA.isEmpty ? 1 : same))
      }
    }
  }
}
