import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite("Molecular identifiers")
struct UMITests {
  private static func reading(_ text: String, quality: UInt8 = 37) -> UMIReading {
    var reading = UMIReading()
    for base in text.utf8 { reading.append(base: base, quality: quality) }
    return reading
  }

  @Test("text and order are those of the bases", arguments: 0..<50)
  func order(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    func text() -> String {
      random.bases(Int.random(in: 1...28, using: &random))
    }
    let (a, b) = (text(), text())
    let (x, y) = (Self.reading(a).umi, Self.reading(b).umi)
    #expect(x.text == a)
    #expect(x.count == a.count)
    #expect((x < y) == ((a.count, a) < (b.count, b)))
    if a.count == b.count {
      #expect(x.distance(to: y) == zip(a, b).count { $0 != $1 })
    }
  }

  @Test("a barcode of a header reads like its bases")
  func packed() {
    var reading = UMIReading()
    reading.append(packed: 0b11_10_01_00, count: 4)
    #expect(reading.umi.text == "ACGT")
    #expect(reading.isReliable)
  }

  @Test(
    "an unknown base, half an error or too many bases name no molecule",
    arguments: [
      ("ACGTACGTACGT", UInt8(37), true), ("ACGTACGTACGT", 14, true), ("ACGTACGTACGT", 13, false),
      ("ACGTNCGTACGT", 37, false), ("ACGTACGTACGT", 2, false),
      (String(repeating: "A", count: 28), 37, true),
      (String(repeating: "A", count: 29), 37, false),
    ])
  func reliability(text: String, quality: UInt8, isReliable: Bool) {
    #expect(Self.reading(text, quality: quality).isReliable == isReliable)
  }

  @Test("the levels of quality take the higher of two at each base", arguments: 0..<50)
  func levels(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let (a, b) = (random.next(), random.next())
    let higher = MoleculeGrouping.higher(a, b)
    for base in 0..<32 {
      let shift = UInt64(base * 2)
      #expect((higher >> shift) & 3 == max((a >> shift) & 3, (b >> shift) & 3))
    }
  }

  @Test("scores come back rounded to four, capped at 60")
  func scores() {
    var quality = PackedQuality()
    for position in 0..<64 { quality.set(position, at: position) }
    for position in 0..<64 {
      #expect(quality.score(at: position) == min((position + 2) / 4 * 4, 60))
    }
    #expect(quality.score(at: 64) == PackedQuality.beyond)
  }

  /// Molecules by reads, and the threshold with its reason.
  static let histograms: [(histogram: [Int], reads: Int, reason: UMIThreshold.Reason)] = [
    ([0, 900], 1, .fewMolecules),
    ([0, 5000, 2000, 800, 300, 100], 1, .oneGroup),
    ([0, 100, 300, 700, 1200, 1500, 1300, 800, 300, 100], 1, .oneGroup),
    // Errors of one and two reads beside molecules of some ten.
    (
      [0, 4000, 900, 120, 60, 100, 300, 700, 1000, 1300, 1500, 1200, 900, 500, 200, 50], 4, .valley
    ),
    // The same where the molecules are few: what lies above the valley has not the reads.
    ([0, 40000, 9000, 120, 60, 100, 300, 300, 300, 100], 1, .oneGroup),
  ]

  @Test("the threshold lies in the valley of two groups, else all count", arguments: histograms)
  func threshold(histogram: [Int], reads: Int, reason: UMIThreshold.Reason) {
    let threshold = UMIThreshold(of: histogram)
    #expect(threshold.reads == reads)
    #expect(threshold.reason == reason)
  }
}
